import JSON
import TraceLogs

/// One step: what was proposed, what the gate said, and what became of it.
struct SkillStep {
  private let number: Int
  private let epoch: Int?
  private let action: String
  private let after: Double
  private let candidate: Double?
  private let rollout: (mean: Double, count: Int)?
  private let hash: String?
  private let size: String
  private let edits: [SkillEdit]
  private let document: String?
  private let hasEditsWithoutText: Int

  init(_ record: JSONValue, beside file: SourceFile, _ source: ImportSource) throws {
    number = try record.member("step").demandWhole()
    epoch = record["epoch"]?.whole
    action = try record.member("action").demandText()
    after = try record.member("current_score").demandNumber()
    candidate = record.first("candidate_gate_score", "selection_hard")?.number
    rollout = record["rollout_hard"]?.number.map { ($0, record["rollout_n"]?.whole ?? 0) }
    hash = record["candidate_hash"]?.text
    let count = record["n_edits_ranked"]?.whole ?? record["n_edits_merged"]?.whole ?? 0
    size = "\(count) edits" + (record["candidate_skill_len"]?.whole.map { ", \($0) characters" } ?? "")
    let folder = file.folder.isEmpty ? "" : file.folder + "/"
    let isHistory = file.folder.split(separator: "/").last?.hasPrefix("step") != true
    let ranked =
      isHistory ? nil : source.file(folder + "ranked_edits.json") ?? source.file(folder + "merged_patch.json")
    edits =
      try ranked.map {
        try source.reading($0) { try ($0["edits"]?.elements ?? []).map { try SkillEdit($0) } }
      } ?? []
    document = try isHistory ? nil : source.file(folder + "candidate_skill.md").map { try source.text($0) }
    hasEditsWithoutText = edits.isEmpty ? count : 0
  }

  private var isAccepted: Bool { action.contains("accept") }

  func replay(_ state: inout SkillState, _ request: ImportRequest, _ draft: inout LogDraft) throws {
    draft.batch(label: "step \(number): \(action)", epoch: epoch, tasks: rollout?.count)
    let proposals = try propose(&state, request, &draft)
    // Of a first step that was turned down, the score after it is that before it.
    let before = state.score ?? (isAccepted ? nil : after)
    if let candidate, let before {
      draft.score(together: proposals, baseline: before, value: candidate)
    } else if !proposals.isEmpty {
      draft.account.leftOut("a step without a score beside the one before it", example: "step \(number)")
    }
    state.score = after
  }

  private func propose(_ state: inout SkillState, _ request: ImportRequest, _ draft: inout LogDraft) throws
    -> [Int32]
  {
    guard candidate != nil else { return [] }
    draft.account.leftOut(
      "an edit whose text is not in the log", count: document == nil ? hasEditsWithoutText : 0)
    if state.isKnown, isAccepted, let document { return try state.become(document, request, &draft) }
    if !edits.isEmpty { return edits.compactMap { $0.propose(isAccepted, state.shelf, &draft) } }
    guard let hash else { return [] }
    let item = state.shelf.id("skill")
    if !draft.bank.contains(item) { draft.item(id: item, "the skill; its text is not in the log") }
    let anchor = draft.bank.itemID(of: item) ?? item
    let proposal = draft.propose(.modify, anchor, hash, id: state.shelf.id("step \(number)"), reason: size)
    if isAccepted { draft.applied(proposal) }
    return [proposal]
  }
}

/// An edit of a skill's document: `append`, `insert_after`, `replace`, `delete`, with the text that it looks for.
struct SkillEdit {
  private let kind: String
  private let content: String
  private let target: String
  private let reason: String?

  init(_ value: JSONValue) throws {
    kind = try value.member("op", "what the edit does").demandText()
    content = (value["content"]?.text ?? "").trimmed
    target = (value["target"]?.text ?? "").trimmed
    let support = value["support_count"]?.whole.map { "support \($0)" }
    reason = [value["source_type"]?.text, support].compactMap { $0 }.joined(separator: ", ")
  }

  /// The first item that holds the target, or stands in it.
  private func item(on shelf: BankShelf, _ draft: LogDraft) -> String? {
    guard !target.isEmpty else { return nil }
    let items = draft.bank.ids.filter(shelf.holds)
    return items.first { draft.bank.content(of: $0)?.range(ofText: target) != nil }
      ?? items.first { id in draft.bank.content(of: id).map { target.range(ofText: $0) != nil } ?? false }
  }

  /// Nil where it finds nothing to change, as the optimizer itself skips it then.
  func propose(_ isApplied: Bool, _ shelf: BankShelf, _ draft: inout LogDraft) -> Int32? {
    let found = item(on: shelf, draft)
    let isChange = kind == "replace" || kind == "delete"
    if found == nil, isChange || !target.isEmpty {
      draft.account.leftOut("a place that an edit looks for and the skill does not hold", example: target)
    }
    guard let found, let item = draft.bank.itemID(of: found) else {
      return isChange ? nil : add(isApplied, after: nil, shelf, &draft)
    }
    guard isChange else { return add(isApplied, after: kind == "insert_after" ? found : nil, shelf, &draft) }
    let old = draft.bank.content(of: found) ?? ""
    let new = old.range(ofText: target).map {
      old.replacingCharacters(in: $0, with: kind == "delete" ? "" : content)
    }
    let text = (new ?? (kind == "delete" ? "" : content)).trimmed
    if isApplied { return draft.bank.change(found, text, reason: reason) }
    return draft.propose(.modify, item, text, reason: reason)
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

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
