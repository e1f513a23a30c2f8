import Basics
import Importing
import TraceLogs

/// Writes states and what was said of them into a log, each series on a shelf of its own.
struct ExperienceWriter {
  private let states: [ExperienceState]
  private let places: [Int]
  private let shelves: [BankShelf]
  private let request: ImportRequest

  /// Per state that was written, the proposals that its ids name.
  private(set) var known: [(label: String, proposals: [String: Int32])] = []
  /// All values that judges gave at one time, by id.
  private(set) var judged: [[String: Double]] = []
  private(set) var lastEpoch = 0
  /// Per item of the bank, the proposal that made it what it is.
  private var latest: [ByteText: Int32] = [:]

  init(_ states: [ExperienceState], _ request: ImportRequest) {
    let (places, series) = ExperienceSeries.assign(states)
    (self.states, self.places, self.request) = (states, places, request)
    shelves = series.map { BankShelf(series.count > 1 ? $0.name : "") }
  }

  mutating func write(_ draft: inout LogDraft) throws {
    for (state, place) in zip(states, places) {
      try request.pulse.beat("following experiences", known.count, states.count)
      try write(state, on: shelves[place], &draft)
    }
    if states.count > 1 {
      draft.account.noted("ids are those of one state: experiences are followed by their texts")
    }
  }

  private mutating func write(_ state: ExperienceState, on shelf: BankShelf, _ draft: inout LogDraft) throws {
    let standing = draft.bank.ids.filter(shelf.holds)
    let isNew = !state.isWhole || Set(standing.compactMap { draft.bank.content(of: $0) }) != state.texts
    if isNew || state.judgement != nil {
      draft.batch(label: state.label, epoch: state.epoch, tasks: state.tasks, time: state.time)
      lastEpoch = max(lastEpoch, state.epoch ?? 0)
    } else {
      draft.account.leftOut("a state that is as the one before it", example: state.label)
    }
    let ids = state.isWhole ? try become(state, on: shelf, &draft) : add(state, on: shelf, &draft)
    let proposals = zip(state.entries, ids).compactMap { entry, id in
      id.flatMap { latest[ByteText($0)] }.map { (entry.id, $0) }
    }
    known.append((state.label, Dictionary(proposals, uniquingKeysWith: { first, _ in first })))
    if let judgement = state.judgement { write(judgement, of: state, ids, &draft) }
  }

  private mutating func become(_ state: ExperienceState, on shelf: BankShelf, _ draft: inout LogDraft) throws
    -> [String?]
  {
    let before = Dictionary(
      draft.bank.ids.map { ($0, draft.bank.content(of: $0) ?? "") }, uniquingKeysWith: { first, _ in first })
    let change = try draft.become(
      state.entries.map { BankEntry($0.content, name: $0.id) }, on: shelf, using: request.similarity)
    let touched = zip(state.entries, change.ids).compactMap { entry, id in
      id.flatMap { before[$0].map { ByteText($0) } == ByteText(entry.content) ? nil : $0 }
    }
    // Removals come first.
    for (id, proposal) in zip(touched, change.proposals.suffix(touched.count)) {
      latest[ByteText(id)] = proposal
    }
    return change.ids
  }

  private mutating func add(_ state: ExperienceState, on shelf: BankShelf, _ draft: inout LogDraft)
    -> [String?]
  {
    state.entries.map { entry in
      let id = shelf.id(entry.id)
      latest[ByteText(id)] = draft.bank.add(id, entry.content, reason: entry.reason)
      return id
    }
  }

  // MARK: Judgements

  private mutating func write(
    _ judgement: ExperienceJudgement, of state: ExperienceState, _ ids: [String?], _ draft: inout LogDraft
  ) {
    judged.append(judgement.values)
    let items = Dictionary(
      zip(state.entries.map(\.id), ids).compactMap { name, id in id.map { (name, $0) } },
      uniquingKeysWith: { first, _ in first })
    var scores: [(proposal: Int32, value: Double)] = []
    for word in judgement.words {
      guard let id = items[word.id], let item = draft.bank.itemID(of: id) else {
        draft.account.leftOut(
          "a judge's score of an experience whose text is not there", example: word.id, at: state.label)
        continue
      }
      if request["judge"] != "scores", word.isHelpful || word.isHarmful {
        draft.vote(
          on: .item(item), helpful: word.isHelpful ? 1 : 0, harmful: word.isHarmful ? 1 : 0, by: "judge")
      }
      if let proposal = latest[ByteText(id)] { scores.append((proposal, word.value)) }
    }
    if request["judge"] != "votes" { draft.scores(baseline: 0, scores) }
    draft.account.leftOut(
      "a judge's second word on an experience", count: judgement.repeated.count,
      example: judgement.repeated.first, at: state.label)
    if request["judge"] == "votes" {
      draft.account.ambiguous("a judge's scores of experiences were taken for opinions", flag: "judge")
    }
  }

  // MARK: Operations

  /// What was proposed, and whether it was applied is not known. `standing` has the items by the ids that the operations use.
  mutating func propose(
    _ operations: [ExperienceOperation], standing: [String: String], _ draft: inout LogDraft
  ) {
    for operation in operations {
      let items = operation.ids.compactMap { standing[$0] }
      switch operation.kind {
      case .none: draft.account.leftOut("an operation that changes nothing", example: operation.content)
      case .delete:
        guard let item = items.first else {
          draft.account.leftOut("a deletion of what is not there", example: operation.ids.first)
          continue
        }
        draft.propose(.modify, item, "")
      case .merge where items.count > 1: draft.propose(merging: items, operation.content)
      case .update, .merge:
        // What is not there is added, as the optimizer does.
        if let item = items.first {
          draft.propose(.modify, item, operation.content)
        } else {
          draft.propose(.add, "tail", operation.content)
        }
      case .add: draft.propose(.add, "tail", operation.content)
      }
    }
  }
}
