import Basics
import Files

/// What an import reads: a file, some files, or a folder with all that is in it.
///
/// Whatever is read wholly is noted with its SHA-256, so that a replay can tell that it is the same; a look at the first
/// bytes is not. Files are read one after another, each from beginning to end, and packed ones as what they unpack to.
package final class ImportSource {
  /// As it was written.
  package let path: String
  package let isFolder: Bool
  /// In the order of the bytes of their names.
  package let files: [SourceFile]
  /// Names that are not UTF-8, whose files are left out.
  package let unreadableNames: Int
  package let pulse: Pulse

  /// Of a pipe.
  private var spool: TemporaryFile?
  private var heads: [String: [UInt8]] = [:]
  private var hashes: [String: String] = [:]
  private var unlisted: [SourceFile] = []

  /// More are refused: nobody's log of memory comes near, but a home folder does.
  package static let mostFiles = 100_000

  package convenience init(_ path: String, pulse: Pulse = .silent) throws {
    try self.init([path], pulse: pulse)
  }

  package init(_ paths: [String], pulse: Pulse = .silent) throws {
    self.path = paths.first ?? ""
    self.pulse = pulse
    isFolder = paths.count == 1 && Files.isFolder(path)
    if isFolder {
      let root = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
      let walk = try FolderWalk(root, limit: ImportSource.mostFiles) { try pulse.beat("looking", 0, 0) }
      files = walk.files.map { SourceFile(name: $0.name, size: $0.size, location: "\(root)/\($0.name)") }
      unreadableNames = walk.unreadableNames
    } else {
      files = try paths.map { path in
        let input = try InputFile(path)
        return SourceFile(
          name: ImportSource.name(of: path, among: paths), size: input.size ?? 0, location: path)
      }
      unreadableNames = 0
    }
  }

  /// What comes through a pipe, kept in a file for as long as it is read.
  package init(spooling input: InputFile, pulse: Pulse = .silent) throws {
    (path, self.pulse, isFolder, unreadableNames) = (input.path, pulse, false, 0)
    let head = unpackedHead(try input.peek(ImportSource.headSize), path: input.path)
    let spool = try TemporaryFile(input)
    self.spool = spool
    let ending = ContentKind(head).ending
    files = [SourceFile(standing: path, in: spool.path, size: input.position, ending: ending)]
  }

  /// What was read so far of a file of lines that still grows; `spool` holds it.
  package init(growing path: String, in spool: TemporaryFile, pulse: Pulse = .silent) {
    (self.path, self.pulse, isFolder, unreadableNames) = (path, pulse, false, 0)
    self.spool = spool
    files = [SourceFile(standing: path, in: spool.path, size: spool.count)]
  }

  /// The last part of the path; the whole of it where two files would bear one name.
  private static func name(of path: String, among paths: [String]) -> String {
    func last(_ path: String) -> Substring { path.split(separator: "/").last ?? Substring(path) }
    return paths.filter { last($0) == last(path) }.count == 1 ? String(last(path)) : path
  }

  /// The file of that name.
  package func file(_ name: String) -> SourceFile? { files.first { $0.name == name } }

  /// What opens the file, for libraries that open files by themselves; say what was read with `note`.
  package func filePath(_ file: SourceFile) -> String { file.location }

  /// How a fault names the file.
  package func shown(_ file: SourceFile) -> String { file.shown }

  // MARK: What was read

  /// A file that was read by other means.
  package func note(_ file: SourceFile, sha256: String) { hashes[file.name] = sha256 }

  /// Something beside the files that was read, such as the history in `.git`.
  package func note(_ name: String, sha256: String) {
    unlisted.append(SourceFile(name: name, size: 0, location: isFolder ? "\(path)/\(name)" : name))
    hashes[name] = sha256
  }

  /// The files read so far and their hashes, in the order of the bytes of their names.
  package var reads: [(file: SourceFile, sha256: String)] {
    (files + unlisted).compactMap { file in hashes[file.name].map { (file, $0) } }
      .sorted { $0.0.name.utf8.lexicographicallyPrecedes($1.0.name.utf8) }
  }

  /// One hash over all that was read: the file's own where one file was named, else that of all names and hashes.
  package var sha256: String {
    let reads = reads
    if !isFolder, files.count == 1, let only = reads.first { return only.sha256 }
    let lines = reads.map { "\($0.sha256)  \($0.file.name)\n" }.joined()
    return Digest.sha256(of: Array(lines.utf8))
  }

  // MARK: Reading

  /// The first bytes, of what a packed file holds; none of an empty file.
  package func head(_ file: SourceFile, _ count: Int = 4096) throws -> [UInt8] {
    if count <= ImportSource.headSize, let known = heads[file.name] { return Array(known.prefix(count)) }
    let bytes = try FileReading(file, pulse).head(max(count, ImportSource.headSize))
    if heads.count < ImportSource.keptHeads { heads[file.name] = Array(bytes.prefix(ImportSource.headSize)) }
    return Array(bytes.prefix(count))
  }

  private static let headSize = 4096
  private static let keptHeads = 4096

  func reading(_ file: SourceFile) throws -> FileReading { try FileReading(file, pulse) }
}
