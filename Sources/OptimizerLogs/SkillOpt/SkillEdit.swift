import Importing
import JSON
import TraceLogs

/// An edit of a skill's document: `append`, `insert_after`, `replace`, `delete`, with the text that it looks for.
struct SkillEdit {
  private let kind: String
  private let content: String
  private let target: String
  private let reason: String?

  /// A patch's edits, under whatever name a mode of updating gives them.
  static func list(_ patch: JSONValue) throws(JSONMismatch) -> [SkillEdit] {
    var edits: [SkillEdit] = []
    for value in (patch["patch"] ?? patch).first("edits", "ranked_edits")?.elements ?? patch.elements ?? [] {
      edits.append(try SkillEdit(value))
    }
    return edits
  }

  init(_ value: JSONValue) throws(JSONMismatch) {
    kind = try value.member("op", "what the edit does").demandText()
    content = (value["content"]?.text ?? "").trimmed
    target = (value["target"]?.text ?? "").trimmed
    let support = value["support_count"]?.whole.map { "support \($0)" }
    let reasons = [value["source_type"]?.text, support].compactMap { $0 }
    reason = reasons.isEmpty ? nil : reasons.joined(separator: ", ")
  }

  /// Nil where it finds nothing to change, as the optimizer itself skips it then.
  func propose(_ isApplied: Bool, _ shelf: BankShelf, _ draft: inout LogDraft) -> Int32? {
    let found = item(on: shelf, draft)
    let isChange = kind == "replace" || kind == "delete"
    if found == nil, isChange || !target.isEmpty {
      draft.account.leftOut("a place that an edit looks for and the skill does not hold", example: target)
    }
    guard isChange else { return add(isApplied, after: kind == "insert_after" ? found : nil, shelf, &draft) }
    guard let found, let item = draft.bank.itemID(of: found) else { return nil }
    let text = changed(draft.bank.content(of: found) ?? "")
    if isApplied { return draft.bank.change(found, text, reason: reason) }
    return draft.propose(.modify, item, text, reason: reason)
  }

  /// The first item that holds the target, or stands in it: a target may be longer than an item.
  private func item(on shelf: BankShelf, _ draft: LogDraft) -> String? {
    guard !target.isEmpty else { return nil }
    let items = draft.bank.ids.filter(shelf.holds)
    func content(_ id: String) -> String { draft.bank.content(of: id) ?? "" }
    return items.first { content($0).range(ofText: target) != nil }
      ?? items.first { !content($0).isEmpty && target.range(ofText: content($0)) != nil }
  }

  /// The item's text after the change; all of it where the target is longer.
  private func changed(_ old: String) -> String {
    let new = kind == "delete" ? "" : content
    guard let range = old.range(ofText: target) else { return new }
    return (String(old[..<range.lowerBound]) + new + String(old[range.upperBound...])).trimmed
  }

  private func add(_ isApplied: Bool, after: String?, _ shelf: BankShelf, _ draft: inout LogDraft) -> Int32? {
    guard !content.isEmpty else { return nil }
    if isApplied {
      return draft.bank.add(shelf.id(draft.bank.unusedID), content, after: after, reason: reason)
    }
    let anchor = after.flatMap { draft.bank.itemID(of: $0) }.map { "after:\($0)" } ?? "tail"
    return draft.propose(.add, anchor, content, reason: reason)
  }
}
