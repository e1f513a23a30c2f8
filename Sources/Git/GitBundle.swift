import CGit
import Files

/// A file that `git bundle` wrote: names, and a pack with their history.
///
/// Versions 2 and 3 as git-scm.com/docs/gitformat-bundle describes them. libgit2 does not read bundles: its indexer gets
/// the pack, in a folder that is gone when this value is.
package final class GitBundle {
  package struct Reference: Sendable, Equatable {
    package var id: ObjectID
    package var name: String
  }

  package let references: [Reference]
  package let objects: GitObjects
  /// SHA-256 of the whole file.
  package let digest: String
  /// Commits that it does not hold, on top of which it was made.
  package let needed: [ObjectID]
  /// Goes last: the objects read from it.
  private let folder: ShortLivedFolder

  private static let mostBytes = 4 << 30

  /// Whether the first bytes of a file are those of a bundle.
  package static func isBundle(_ head: [UInt8]) -> Bool {
    head.starts(with: "# v2 git bundle\n".utf8) || head.starts(with: "# v3 git bundle\n".utf8)
  }

  package init(_ path: String, whileReading: () throws -> Void = {}) throws {
    guard GitObjects.isPossible else { throw GitFault.noLibrary }
    let file = try InputFile(path)
    var lines = BundleLines(file)
    let head = try BundleHead(&lines, path: path)
    (references, needed) = (head.references, head.needed)
    folder = try ShortLivedFolder()
    try makeFolder("\(folder.path)/pack")
    try GitBundle.index(lines.rest, file, to: "\(folder.path)/pack", head, whileReading)
    objects = try GitObjects(folder: folder.path, named: path)
    digest = file.finishDigest()
  }

  /// The commit of `name`, or of the branch that stands out: HEAD, main, master, the first.
  package func resolve(_ name: String?) throws -> Reference {
    let wanted = name.map { [$0, "refs/heads/\($0)", "refs/tags/\($0)", "refs/remotes/\($0)"] }
    for name in wanted ?? ["HEAD", "refs/heads/main", "refs/heads/master"] {
      if let reference = references.first(where: { $0.name == name }) { return reference }
    }
    if name == nil, let first = references.first { return first }
    throw GitFault.unknownName(path: objects.path, name: name ?? "HEAD")
  }

  private static func index(
    _ first: ArraySlice<UInt8>, _ file: InputFile, to folder: String, _ head: BundleHead,
    _ whileReading: () throws -> Void
  ) throws {
    var indexer: OpaquePointer?
    guard maa_git_indexer_new(folder, &indexer) == 0, let indexer else {
      throw GitFault.refused(path: file.path, reason: GitObjects.message)
    }
    defer { maa_git_indexer_free(indexer) }
    func check(_ code: Int32) throws {
      if code < 0 { throw head.fault(file.path, GitObjects.message) }
    }
    // Safe: each slice knows how long it is.
    try check(first.withUnsafeBytes { maa_git_indexer_append(indexer, $0.baseAddress, $0.count) })
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      try whileReading()
      let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { break }
      guard file.position < mostBytes else { throw FileFault.tooLarge(path: file.path, limit: mostBytes) }
      try check(
        buffer[..<count].withUnsafeBytes { maa_git_indexer_append(indexer, $0.baseAddress, $0.count) })
    }
    try check(maa_git_indexer_finish(indexer))
  }
}
