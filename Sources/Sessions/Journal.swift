import Files

/// The durable record of a session: edits to its list of statements, one a line, each with a checksum and
/// synced before the statement's answer is shown.
///
/// `+ STATEMENT` appends; `= N` keeps the first N; `= N M` does so once the M lines after it are whole, and not at all
/// before; `s HASH PATH` says that a file holds them all. The file is locked while its session lives, so that a journal
/// without a lock is one whose shell is gone.
package final class Journal {
  package let path: String
  private let file: LockedFile
  static let heading = "maa-journal 1\n"

  /// A new journal in a folder that only its owner can read.
  package init(folder: String) throws {
    try makePrivateDirectory(folder)
    (file, path) = try LockedFile.createNew(
      in: folder, suffix: ".journal", beginning: Journal.heading)
  }

  package func append(_ statements: [String]) throws {
    try file.append(statements.map { Journal.line("+ \($0)") }.joined())
  }

  package func replace(after count: Int, with statements: [String]) throws {
    // One change: a machine that stops in the middle of it leaves what stood before.
    let first = statements.isEmpty ? "= \(count)" : "= \(count) \(statements.count)"
    try file.append(([Journal.line(first)] + statements.map { Journal.line("+ \($0)") }).joined())
  }

  /// From here on nothing is lost: a file holds all there is.
  package func noteSaved(_ file: SessionFile) throws {
    try self.file.append(Journal.line("s \(file.sha256) \(file.path)"))
  }

  package func close(dropping: Bool) {
    if dropping { file.remove() }
    file.close()
  }

  private static func line(_ edit: String) -> String { "\(checksum(edit)) \(edit)\n" }

  /// Eight hexadecimal digits of a 32-bit FNV-1a: enough to tell a torn line from a whole one.
  package static func checksum(_ text: String) -> String {
    var hash: UInt32 = 0x811c_9dc5
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

/// A journal whose shell is gone.
package struct AbandonedJournal {
  package let path: String
  package let statements: [String]
  /// Bytes behind the last whole line: a torn write.
  package let tornBytes: Int
  /// The file the session was last saved to or opened from.
  package let origin: SessionFile?
  /// Whether that file holds all statements.
  let isSaved: Bool

  /// Reads the statements that were acknowledged: all lines up to the first that is not whole.
  package init?(path: String, contents: [UInt8]) {
    guard contents.starts(with: Journal.heading.utf8) else { return nil }
    var statements: [String] = []
    var origin: SessionFile?
    var isSaved = false
    var start = Journal.heading.utf8.count
    while let end = contents[start...].firstIndex(of: UInt8(ascii: "\n")) {
      guard let edit = AbandonedJournal.edit(contents[start..<end]),
        AbandonedJournal.isWhole(edit, before: contents[(end + 1)...])
      else { break }
      isSaved = edit.hasPrefix("s ")
      if isSaved {
        origin = AbandonedJournal.file(edit)
      } else {
        AbandonedJournal.apply(edit, to: &statements)
      }
      start = end + 1
    }
    self.path = path
    self.statements = statements
    self.origin = origin
    self.isSaved = isSaved
    self.tornBytes = contents.count - start
  }

  private static func edit(_ line: ArraySlice<UInt8>) -> Substring? {
    guard let text = String(validating: line, as: UTF8.self), text.utf8.count > 9 else { return nil }
    let checksum = text.prefix(8)
    let edit = text.dropFirst(9)
    return checksum == Journal.checksum(String(edit)) ? edit : nil
  }

  /// Whether all lines that belong to this one are there.
  private static func isWhole(_ edit: Substring, before rest: ArraySlice<UInt8>) -> Bool {
    let words = edit.split(separator: " ")
    guard words.count == 3, words[0] == "=", let wanted = Int(words[2]) else { return true }
    var rest = rest
    for _ in 0..<wanted {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")),
        AbandonedJournal.edit(rest[rest.startIndex..<end])?.hasPrefix("+ ") ?? false
      else { return false }
      rest = rest[(end + 1)...]
    }
    return true
  }

  private static func file(_ edit: Substring) -> SessionFile? {
    let parts = edit.split(separator: " ", maxSplits: 2)
    return parts.count == 3 ? SessionFile(path: String(parts[2]), sha256: String(parts[1])) : nil
  }

  private static func apply(_ edit: Substring, to statements: inout [String]) {
    let body = edit.dropFirst(2)
    if edit.hasPrefix("+ ") {
      statements.append(String(body))
    } else if edit.hasPrefix("= "), let count = body.split(separator: " ").first.flatMap({ Int($0) }),
      count < statements.count
    {
      statements.removeSubrange(max(0, count)...)
    }
  }

  /// Journals without a living shell that hold what no file holds, the newest last; others are swept away.
  package static func all(in folder: String) -> [AbandonedJournal] {
    filesByAge(in: folder, suffix: ".journal").compactMap { path in
      guard let contents = LockedFile.contentsIfUnlocked(path) else { return nil }
      // One that could not begin, on a full disk.
      if contents.isEmpty { LockedFile.delete(path) }
      guard let journal = AbandonedJournal(path: path, contents: contents) else { return nil }
      guard journal.isSaved || journal.statements.isEmpty else { return journal }
      LockedFile.delete(path)
      return nil
    }
  }
}
