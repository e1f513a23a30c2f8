import Basics
import Importing
import JSON

/// The edits of memory in one message.
struct LettaStep {
  let time: String?
  let edits: [LettaEdit]

  /// Nil where the message edits nothing.
  init?(_ message: JSONValue, _ prefix: String) {
    time = message["created_at"]?.text
    edits = (message["tool_calls"]?.elements ?? []).compactMap { LettaEdit($0, prefix) }
    if edits.isEmpty { return nil }
  }
}

/// One call that edits memory.
struct LettaEdit {
  private enum Act {
    case append(String)
    case replace(old: String, new: String)
    case rewrite(String)
    case archive(String)
  }

  private let label: String
  private let act: Act
  /// The block's text before and after; known once the edits after this one are undone.
  private var after: String?

  init?(_ call: JSONValue, _ prefix: String) {
    let function = call["function"] ?? call
    guard let name = function["name"]?.text, let written = function["arguments"]?.text,
      let arguments = JSONDocument(Array(written.utf8))?.root
    else { return nil }
    func text(_ names: String...) -> String? { names.lazy.compactMap { arguments[$0]?.text }.first }
    label = prefix + (text("label", "name") ?? "archival")
    switch name {
    case "core_memory_append", "memory_insert":
      guard let content = text("content", "new_str", "new_string") else { return nil }
      act = .append(content)
    case "core_memory_replace", "memory_replace":
      guard let old = text("old_content", "old_str", "old_string") else { return nil }
      act = .replace(old: old, new: text("new_content", "new_str", "new_string") ?? "")
    case "memory_rethink", "core_memory_rethink":
      guard let content = text("new_memory", "content") else { return nil }
      act = .rewrite(content)
    case "archival_memory_insert":
      guard let content = text("content") else { return nil }
      act = .archive(content)
    default: return nil
    }
  }

  /// The edit with the text that it led to, and `values` as they were before it. Nil where the text that stands is not
  /// one that this edit can have led to; `memory_rethink` tells nothing of what was there before.
  func undone(in values: inout [String: String], _ account: inout ImportAccount) -> LettaEdit? {
    var edit = self
    let value = values[label]
    edit.after = value
    switch act {
    case .archive: return edit
    case .append(let content):
      if let value, let place = value.lastRange(of: content) {
        values[label] = LettaEdit.without(place, in: value)
        return edit
      }
    case .replace(let old, let new):
      if let value, let place = value.lastRange(of: new) {
        values[label] = value.replacingCharacters(in: place, with: old)
        return edit
      }
    case .rewrite(let content):
      if let value, foldedText(value) == foldedText(content) {
        values[label] = nil
        return edit
      }
    }
    account.leftOut("an edit that does not lead to the block as it stands", example: label)
    return nil
  }

  /// Appending puts a line end in front.
  private static func without(_ place: Range<String.Index>, in value: String) -> String {
    var start = place.lowerBound
    if start > value.startIndex, value[value.index(before: start)] == "\n" {
      start = value.index(before: start)
    }
    return String(value[..<start]) + String(value[place.upperBound...])
  }

  func write(into draft: inout LogDraft) {
    if case .archive(let content) = act {
      draft.bank.add(draft.bank.unusedID, content)
    } else if let after, draft.bank.content(of: label).map(foldedText) != foldedText(after) {
      draft.bank.change(label, after)
    }
  }
}

extension String {
  /// Where `part` stands last, byte by byte; nil where it does not, or is empty.
  fileprivate func lastRange(of part: String) -> Range<String.Index>? {
    let (whole, wanted) = (Array(utf8), Array(part.utf8))
    guard !wanted.isEmpty, wanted.count <= whole.count else { return nil }
    for start in stride(from: whole.count - wanted.count, through: 0, by: -1)
    where whole[start] == wanted[0] && whole[start..<start + wanted.count].elementsEqual(wanted) {
      let from = utf8.index(startIndex, offsetBy: start)
      return from..<utf8.index(from, offsetBy: wanted.count)
    }
    return nil
  }

  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
