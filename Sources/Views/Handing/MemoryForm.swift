import Memory

/// Forms in which a bank goes back to the tools that agents read it with.
package enum MemoryForm: String, CaseIterable, Sendable {
  /// A playbook of ACE, a line a bullet.
  case ace
  /// A part of a file such as CLAUDE.md, between two marks; the rest of the file stays.
  case section
  /// A folder with a folder for each skill.
  case skills
  /// Memories as mem0 gives and takes them.
  case mem0

  /// Files that agents read whole, of which a bank is a part at most.
  private static let shared: Set<String> = [
    "claude.md", "claude.local.md", "agents.md", "gemini.md", "copilot-instructions.md",
  ]

  /// What was asked for, or what the file's name says; nil where it is a table like any other.
  package init?(_ given: String?, for path: String) {
    if let given {
      self.init(rawValue: given)
    } else {
      guard MemoryForm.shared.contains((path.split(separator: "/").last ?? "").lowercased()) else {
        return nil
      }
      self = .section
    }
  }
}

/// Texts of one line, and ids that stand in brackets.
enum HandedText {
  /// Line ends and runs of white space as one space: the same text, as this program compares texts.
  static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// An id that would end its own brackets could not be read back.
  static func id(_ item: BankItem, _ form: MemoryForm) throws(ViewFault) -> String {
    let isPlain = !item.id.isEmpty && item.id.allSatisfy { !"[]`".contains($0) && !$0.isWhitespace }
    guard isPlain else { throw .unwritableID(item.id, form: form.rawValue) }
    return item.id
  }
}
