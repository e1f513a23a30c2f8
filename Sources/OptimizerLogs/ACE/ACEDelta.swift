import Importing
import JSON
import TraceLogs

/// A delta: edits that a curator proposes to a playbook as JSON.
struct ACEDelta {
  private let root: JSONValue
  private let reason: String?
  /// Contents of the state that comes after it, by ids; nil where none does.
  private let next: [String: String]?

  init(_ root: JSONValue, next: JSONValue?) {
    self.root = root
    reason = root["rationale"]?.someText
    self.next = next.map { state in
      var contents: [String: String] = [:]
      for bullet in state["bullets"]?.elements ?? [] where !ACEDocuments.isGone(bullet) {
        guard let id = bullet["id"]?.word, let content = try? ACEDocuments.content(of: bullet) else {
          continue
        }
        contents[id] = content
      }
      return contents
    }
  }

  func propose(into draft: inout LogDraft) throws {
    for bullet in try list("new_bullets") { try add(bullet, &draft) }
    for edit in try list("edits") { try change(edit, &draft) }
    for merge in try list("merges") { try self.merge(merge, &draft) }
    for gone in try list("deprecations") { try deprecate(gone, &draft) }
    for counter in try list("counters") { try vote(counter, &draft) }
  }

  private func list(_ name: String) throws(JSONMismatch) -> [JSONValue] {
    guard let value = root[name], !value.isNull else { return [] }
    return try value.demandList()
  }

  private func add(_ bullet: JSONValue, _ draft: inout LogDraft) throws {
    let (id, content) = (try bullet.member("id").demandWord(), try ACEDocuments.content(of: bullet))
    if next?[id] == content, !draft.bank.contains(id) {
      draft.bank.add(id, content, reason: reason)
    } else {
      draft.propose(.add, "tail", content, id: id, reason: reason)
    }
  }

  private func change(_ edit: JSONValue, _ draft: inout LogDraft) throws {
    let id = try edit.member("id").demandWord()
    let set = try edit.member("set", "what is to be set")
    if ACEDocuments.isGone(set) { return modify(id, "", edit["rationale"]?.text, &draft) }
    guard set["content"] != nil || set["title"] != nil else {
      return draft.account.leftOut("an edit of a bullet's tags or links alone", example: id)
    }
    let old = (draft.bank.content(of: id) ?? "").parts(separatedBy: "\n\n")
    let title = set["title"]?.text ?? (old.count > 1 ? String(old[0]) : nil)
    let body = set["content"]?.text ?? old.dropFirst(old.count > 1 ? 1 : 0).joined(separator: "\n\n")
    modify(id, stacked(title, body), edit["rationale"]?.text, &draft)
  }

  /// One bullet stands for several from now on, with a text of its own where the merge has one.
  private func merge(_ merge: JSONValue, _ draft: inout LogDraft) throws {
    let keep = try merge.member("keep_id").demandWord()
    let ids = [keep] + (merge["merge_ids"]?.words ?? []).filter { $0 != keep }
    let content = merge["merged_content"]?.someText ?? draft.bank.content(of: keep)
    let items = ids.compactMap { draft.bank.itemID(of: $0) }
    guard let content, !items.isEmpty else {
      return draft.account.leftOut("a merge of bullets that are not there", example: keep)
    }
    let isApplied =
      next.map { next in next[keep] == content && ids.dropFirst().allSatisfy { next[$0] == nil } } ?? false
    let reason = merge["rationale"]?.text ?? reason
    if isApplied {
      draft.bank.merge(ids, content, reason: reason)
    } else {
      draft.propose(merging: items, content, reason: reason)
    }
  }

  private func deprecate(_ gone: JSONValue, _ draft: inout LogDraft) throws {
    modify(try gone.member("id").demandWord(), "", gone["reason"]?.text, &draft)
  }

  private func modify(_ id: String, _ content: String, _ reason: String?, _ draft: inout LogDraft) {
    let isApplied = next.map { content.isEmpty ? $0[id] == nil : $0[id] == content } ?? false
    if isApplied, draft.bank.contains(id) {
      draft.bank.change(id, content, reason: reason ?? self.reason)
    } else if let item = draft.bank.itemID(of: id) {
      draft.propose(.modify, item, content, reason: reason ?? self.reason)
    } else {
      draft.account.leftOut("an edit of a bullet that is not there", example: id)
    }
  }

  private func vote(_ counter: JSONValue, _ draft: inout LogDraft) throws {
    let id = try counter.member("id").demandWord()
    let (helpful, harmful) = (counter["helpful_delta"]?.whole ?? 0, counter["harmful_delta"]?.whole ?? 0)
    guard let item = draft.bank.itemID(of: id) else {
      return draft.account.leftOut("a vote on a bullet that is not there", example: id)
    }
    guard helpful >= 0, harmful >= 0, helpful + harmful > 0 else { return }
    draft.vote(on: .item(item), helpful: helpful, harmful: harmful, by: "delta")
  }
}
