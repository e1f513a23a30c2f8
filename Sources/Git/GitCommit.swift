/// One commit, as far as a history of files needs it.
///
/// The format: `tree`, `parent`, `author` and `committer` lines, perhaps others, an empty line, the message
/// (git-scm.com/docs/git-commit-tree; the object is described in the Git book, chapter 10.2).
package struct GitCommit: Sendable, Equatable {
  package var id: ObjectID
  package var tree: ObjectID
  package var parents: [ObjectID]
  /// When it was committed: seconds since 1970, and minutes east of Greenwich.
  package var seconds: Int
  package var zone: Int
  /// What is no UTF-8 is repaired.
  package var message: String

  package var subject: String {
    let line = message.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    return String(line)
  }
}

extension GitObjects {
  static let mostCommitBytes = 4 << 20

  package func commit(_ id: ObjectID) throws -> GitCommit {
    let bytes = try read(id, .commit, limit: GitObjects.mostCommitBytes)
    guard let commit = GitCommit(id, bytes) else { throw damage(id, .commit, "it cannot be read as one") }
    return commit
  }
}

extension GitCommit {
  init?(_ id: ObjectID, _ bytes: [UInt8]) {
    var rest = bytes[...]
    var (tree, committer) = (ObjectID?.none, ArraySlice<UInt8>())
    var parents: [ObjectID] = []
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      if line.isEmpty { break }
      if let name = GitCommit.value(of: "tree ", in: line) {
        tree = tree ?? ObjectID(hexadecimal: name)
      } else if let name = GitCommit.value(of: "parent ", in: line) {
        guard let parent = ObjectID(hexadecimal: name) else { return nil }
        parents.append(parent)
      } else if let text = GitCommit.value(of: "committer ", in: line), committer.isEmpty {
        committer = text
      }
    }
    guard let tree else { return nil }
    let (seconds, zone) = GitCommit.time(in: committer)
    let message = String(decoding: rest, as: UTF8.self)
    self.init(id: id, tree: tree, parents: parents, seconds: seconds, zone: zone, message: message)
  }

  private static func value(of prefix: StaticString, in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let count = prefix.utf8CodeUnitCount
    // Safe: a static string has as many bytes as it says.
    let isSo =
      line.count >= count && (0..<count).allSatisfy { line[line.startIndex + $0] == prefix.utf8Start[$0] }
    return isSo ? line.dropFirst(count) : nil
  }

  /// `Name <mail> 1750000000 +0200`; what is not there counts as zero.
  private static func time(in line: ArraySlice<UInt8>) -> (seconds: Int, zone: Int) {
    let words = line.split(separator: UInt8(ascii: " ")).suffix(2).map { String(decoding: $0, as: UTF8.self) }
    guard words.count == 2, let seconds = Int(words[0]), let zone = Int(words[1]) else { return (0, 0) }
    guard abs(seconds) < 1 << 40, abs(zone) < 2400 else { return (0, 0) }
    return (seconds, zone / 100 * 60 + zone % 100)
  }
}
