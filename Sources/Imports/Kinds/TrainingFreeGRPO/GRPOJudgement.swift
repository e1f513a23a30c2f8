import JSON

/// What a model judged of single experiences: `judge_step0_round1.json`.
struct GRPOJudgement: Comparable {
  let label: String
  /// Experiences by the ids of this judgement alone.
  private let experiences: [(id: String, content: String)]
  private let scores: [(id: String, psi: Double)]
  /// `HELPFUL`, `HARMFUL` or `NEUTRAL`; the first where a judge spoke twice.
  private let classes: [String: String]
  private let time: String?
  private let spokeTwice: Int

  init(_ root: JSONValue, _ file: SourceFile) throws {
    label = root["label"]?.text ?? GRPORun.name(of: file)
    time = root["timestamp"]?.text
    experiences = try (root["experiences"]?.members ?? []).map { ($0.name, try $0.value.demandText()) }
    scores = (try root.member("psi_proxy").members ?? []).compactMap { id, psi in psi.number.map { (id, $0) }
    }
    let single = root["individual_scores"]?.elements ?? []
    var classes: [String: String] = [:]
    for one in single {
      guard let id = one["experience_id"]?.word, classes[id] == nil else { continue }
      classes[id] = one["classification"]?.text?.uppercased()
    }
    self.classes = classes
    spokeTwice = single.count - Set(single.compactMap { $0["experience_id"]?.word }).count
  }

  var ids: [String] { experiences.map(\.id) }

  /// Judgements of steps are of one memory that goes on; others are of their own.
  var memory: String { numbers == nil ? label : "steps" }

  /// The numbers in `step0_round1`.
  private var numbers: (step: Int, round: Int)? {
    guard label.hasPrefix("step") else { return nil }
    let parts = label.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
    return parts.first.map { ($0, parts.count > 1 ? parts[1] : 0) }
  }

  static func == (left: GRPOJudgement, right: GRPOJudgement) -> Bool { left.label == right.label }

  static func < (left: GRPOJudgement, right: GRPOJudgement) -> Bool {
    let (first, second) = (left.numbers ?? (-1, 0), right.numbers ?? (-1, 0))
    return (first.step, first.round, left.label) < (second.step, second.round, right.label)
  }

  func take(_ shelf: BankShelf, _ request: ImportRequest, _ draft: inout LogDraft) throws -> ShelfChange {
    draft.batch(label: label, time: time)
    let entries = experiences.map { BankEntry($0.content, name: $0.id) }
    let change = try draft.become(entries, on: shelf, using: request.similarity)
    let items = Dictionary(zip(ids, change.ids), uniquingKeysWith: { first, _ in first })
    for (id, psi) in scores {
      guard case .some(.some(let toolID)) = items[id], let item = draft.bank.itemID(of: toolID) else {
        draft.account.leftOut(
          "a judge's score of an experience whose text is not there", example: "\(label): \(id)")
        continue
      }
      if request["judge"] == "score" {
        score(item, psi, id, &draft)
      } else {
        vote(on: item, psi, id, &draft)
      }
    }
    draft.account.leftOut("a judge's second word on one experience", count: spokeTwice, example: label)
    return change
  }

  private func vote(on item: String, _ psi: Double, _ id: String, _ draft: inout LogDraft) {
    let isHelpful = classes[id].map { $0 == "HELPFUL" } ?? (psi > 0)
    let isHarmful = classes[id].map { $0 == "HARMFUL" } ?? (psi < 0)
    guard isHelpful || isHarmful else { return }
    draft.vote(on: .item(item), helpful: isHelpful ? 1 : 0, harmful: isHarmful ? 1 : 0, by: "judge")
  }

  /// A score needs a proposal: that which brought the experience in, in this batch or before.
  private func score(_ item: String, _ psi: Double, _ id: String, _ draft: inout LogDraft) {
    guard let proposal = draft.bank.proposal(of: item) else {
      return draft.account.leftOut(
        "a judge's score of an experience that was not proposed", example: "\(label): \(id)")
    }
    draft.scores(baseline: 0, [(proposal, psi)])
  }
}
