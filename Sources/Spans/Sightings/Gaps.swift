/// What was met and could not be used: how often, and the first of each kind.
package struct Gaps: Sendable {
  package enum Kind: Int, CaseIterable, Sendable {
    /// No JSON; left out where a person allows it.
    case badLine
    /// A line that was cut off where the file ends.
    case tornLine
    /// JSON that is no span.
    case noSpan
    /// A span in which a member stands twice.
    case repeatedMember
    /// A span or judgement that belongs to no trace.
    case noTrace
    /// A record of an event that judges nothing.
    case otherEvent
    case failedOperation
    /// Written or read, but neither its id nor its content was kept.
    case writtenUnseen
    case readUnseen
    case unreadableRecords
    case nothingDeleted
    case judgementWithoutNumber
  }

  package struct Entry: Sendable {
    package var count = 0
    package var example = ""
    /// The file's number and the line, from 1; 0 where it is not known.
    package var file = 0
    package var line = 0
  }

  private var entries = [Entry](repeating: Entry(), count: Kind.allCases.count)

  package init() {}

  package subscript(kind: Kind) -> Entry { entries[kind.rawValue] }

  package mutating func note(_ kind: Kind, _ example: @autoclosure () -> String, line: Int = 0) {
    entries[kind.rawValue].count += 1
    guard entries[kind.rawValue].count == 1 else { return }
    entries[kind.rawValue].example = example()
    entries[kind.rawValue].line = line
  }

  /// Lines were counted from the beginning of a part of a file.
  mutating func place(file: Int, linesBefore: Int) {
    for index in entries.indices where entries[index].count > 0 {
      entries[index].file = file
      if entries[index].line > 0 { entries[index].line += linesBefore }
    }
  }

  mutating func append(_ other: Gaps) {
    for index in entries.indices where other.entries[index].count > 0 {
      let count = entries[index].count
      if count == 0 {
        entries[index] = other.entries[index]
      } else {
        entries[index].count += other.entries[index].count
      }
    }
  }
}
