import Importing
import JSON
import TraceLogs

/// One step: what was proposed, what the gate said, and what became of it.
struct SkillStep {
  let number: Int
  private let epoch: Int?
  private let action: String
  /// The skill's score after the gate.
  private let after: Double
  private let candidate: Double?
  private let tasks: Int?
  private let hash: String?
  private let size: String
  private let edits: [SkillEdit]
  private let document: String?
  /// How many edits the record counts.
  private let counted: Int

  init(_ record: JSONValue, beside file: SourceFile, _ source: ImportSource) throws {
    let step = try record.member("step")
    guard let number = step.whole else { throw step.mismatch(expected: "the step's number") }
    self.number = number
    epoch = record["epoch"]?.whole
    action = try record.member("action").demandText()
    after = try record.member("current_score").demandNumber()
    candidate = record.first("candidate_gate_score", "selection_hard")?.number
    tasks = record["rollout_n"]?.whole
    hash = record["candidate_hash"]?.text
    counted = record.first("n_edits_ranked", "n_edits_merged")?.whole ?? 0
    size = "\(counted) edits" + (record["candidate_skill_len"]?.whole.map { ", \($0) characters" } ?? "")
    let folder = file.folder.isEmpty ? "" : file.folder + "/"
    func beside(_ name: String) -> SourceFile? { file.isInStep ? source.file(folder + name) : nil }
    let patch = beside("ranked_edits.json") ?? beside("merged_patch.json")
    edits = try patch.map { try source.reading($0, SkillEdit.list) } ?? []
    document = try beside("candidate_skill.md").map { try source.text($0) }
  }

  /// `accept`, `accept_new_best`, `force_accept`.
  private var isAccepted: Bool { action.contains("accept") }

  func replay(_ state: inout SkillState, _ request: ImportRequest, _ draft: inout LogDraft) throws {
    state.enter(epoch, &draft)
    let run = state.shelf.name.isEmpty ? "" : state.shelf.name + ", "
    draft.batch(label: "\(run)step \(number): \(action)", epoch: epoch, tasks: tasks)
    let proposals = candidate == nil ? [] : try propose(&state, request, &draft)
    // Of a first step that was turned down, the score after it is that before it.
    let before = state.score ?? (isAccepted ? nil : after)
    if let candidate, let before {
      draft.bundle(proposals, baseline: before, value: candidate)
    } else if !proposals.isEmpty {
      draft.account.leftOut("a step without a score of the skill before it", example: "step \(number)")
    }
    state.endStep(after)
  }

  private func propose(_ state: inout SkillState, _ request: ImportRequest, _ draft: inout LogDraft) throws
    -> [Int32]
  {
    if state.isKnown, isAccepted, let document { return try state.become(document, request, &draft) }
    if !edits.isEmpty { return edits.compactMap { $0.propose(isAccepted, state.shelf, &draft) } }
    if state.isKnown, let document { return refuse(state.blocks(document), state.shelf, &draft) }
    draft.account.leftOut("an edit whose text is not in the log", count: counted, example: "step \(number)")
    return hash.map { [whole($0, state.shelf, &draft)] } ?? []
  }

  /// A document that was turned down: what it adds and what it does without.
  private func refuse(_ blocks: [BankEntry], _ shelf: BankShelf, _ draft: inout LogDraft) -> [Int32] {
    let standing = draft.bank.ids.filter(shelf.holds)
    let old = Set(standing.compactMap { draft.bank.content(of: $0) })
    let new = Set(blocks.map(\.content))
    let gone = standing.filter { draft.bank.content(of: $0).map { !new.contains($0) } ?? false }
    let removed = gone.compactMap { draft.bank.itemID(of: $0) }.map { draft.propose(.modify, $0, "") }
    return removed
      + blocks.filter { !old.contains($0.content) }.map { draft.propose(.add, "tail", $0.content) }
  }

  /// The candidate as a whole, known by its hash alone.
  private func whole(_ hash: String, _ shelf: BankShelf, _ draft: inout LogDraft) -> Int32 {
    let item = shelf.id("skill")
    if !draft.bank.contains(item) { draft.item(id: item, "the skill; its text is not in the log") }
    let content = "candidate \(hash); its text is not in the log"
    let proposal = draft.propose(
      .modify, draft.bank.itemID(of: item) ?? item, content, id: shelf.id("step \(number)"), reason: size)
    if isAccepted { draft.applied(proposal) }
    return proposal
  }
}
