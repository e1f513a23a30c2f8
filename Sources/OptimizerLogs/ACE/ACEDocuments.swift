import Importing
import JSON

/// Playbooks as JSON: states before and after runs, deltas, what runs report, and results per task.
struct ACEDocuments {
  private let source: ImportSource
  private let request: ImportRequest
  private var events: [Event] = []
  private var counters = Counters(by: "bullet counters")
  private let shelf = BankShelf()
  /// Per run, its epochs.
  private var epochs: [String: [JSONValue]] = [:]
  private var lastEpoch = 0
  private var hasBank = false

  private struct Event {
    let file: SourceFile
    let piece: ACEPiece
    /// Digits of a moment, `20251026125354`; empty where none is named.
    let moment: String
    /// The state before a run, deltas, states after it, evaluations.
    let rank: Int
  }

  init(_ pieces: ACEPieces, _ source: ImportSource, _ request: ImportRequest) throws {
    (self.source, self.request) = (source, request)
    for piece in [ACEPiece.document, .delta, .evaluation] {
      for file in pieces[piece].inNaturalOrder() {
        events.append(try source.reading(file) { ACEDocuments.event(file, piece, $0) })
      }
    }
    for file in pieces[.adaptation] {
      let root = try source.json(file).root
      let run = Moment.digits(of: root["experiment_id"]?.word ?? file.base)
      epochs[run] = root["results"]?["epochs"]?.elements ?? []
    }
    let order = events.indices.sorted {
      (events[$0].moment, events[$0].rank, $0) < (events[$1].moment, events[$1].rank, $1)
    }
    events = order.map { events[$0] }
  }

  private static func event(_ file: SourceFile, _ piece: ACEPiece, _ root: JSONValue) -> Event {
    let named = Moment.digits(of: file.base)
    let said = root.first("timestamp") ?? root["metadata"]?["last_curated"] ?? root["last_updated"]
    let moment = named.count >= 8 ? named : Moment.digits(of: said?.text ?? "")
    let isBefore = file.base.contains("initial") || file.base.contains("before")
    let rank = piece == .document ? (isBefore ? 0 : 2) : (piece == .delta ? 1 : 3)
    return Event(file: file, piece: piece, moment: moment, rank: rank)
  }

  mutating func read(into draft: inout LogDraft) throws {
    for (index, event) in events.enumerated() {
      // Read again rather than held: there may be many.
      let next = try event.piece == .delta ? nextState(after: index) : nil
      try source.reading(event.file) { root in
        switch event.piece {
        case .document: try take(state: event, root, &draft)
        case .delta: try take(delta: event, root, next: next, &draft)
        default: take(results: event, root, &draft)
        }
      }
    }
    for run in epochs.keys.sorted() { reportAlone(run, &draft) }
    draft.account.cannot("say what one bullet did: counters are kept per run, and no score beside a baseline")
  }

  private var isOnlyState: Bool { events.filter { $0.piece == .document }.count == 1 }

  private func nextState(after index: Int) throws -> JSONValue? {
    try events[(index + 1)...].first { $0.piece == .document }.map { try source.json($0.file).root }
  }

  // MARK: States

  private mutating func take(state event: Event, _ root: JSONValue, _ draft: inout LogDraft) throws {
    let bullets = try root.member("bullets").demandList("a list of bullets")
    let standing = bullets.filter { !ACEDocuments.isGone($0) }
    let entries = try standing.map { bullet in
      BankEntry(id: try bullet.member("id").demandWord(), try ACEDocuments.content(of: bullet))
    }
    let ids: [String?]
    if !hasBank, !isOnlyState {
      ids = draft.begin(entries, on: shelf)
    } else {
      openBatch(for: event, entries, &draft)
      ids = try draft.become(entries, on: shelf, using: request.similarity).ids
    }
    hasBank = true
    for (bullet, id) in zip(standing, ids) {
      guard let id, let helpful = bullet["helpful_count"]?.whole, let harmful = bullet["harmful_count"]?.whole
      else {
        continue
      }
      counters.see(id, helpful: helpful, harmful: harmful, &draft, at: event.file.name)
    }
  }

  /// The batches of a run are its epochs; the last one has what the run changed. A state that says what is known begins none.
  private mutating func openBatch(for event: Event, _ entries: [BankEntry], _ draft: inout LogDraft) {
    if let epochs = epochs[event.moment], event.rank == 2 {
      self.epochs[event.moment] = nil
      return run(event.moment, epochs, &draft)
    }
    let isKnown =
      entries.allSatisfy { $0.id.map { draft.bank.content(of: $0) } == $0.content }
      && entries.count == draft.bank.ids.count
    if !isKnown || event.rank == 2 { draft.batch(label: event.file.base) }
  }

  private mutating func run(_ name: String, _ epochs: [JSONValue], _ draft: inout LogDraft) {
    for epoch in epochs {
      lastEpoch += 1
      let tasks = (epoch["successes"]?.whole).flatMap { won in epoch["failures"]?.whole.map { won + $0 } }
      draft.batch(label: "run \(name)", epoch: lastEpoch, tasks: tasks)
      if let rate = epoch["success_rate"]?.number {
        draft.eval(epoch: lastEpoch, split: "train", score: rate)
      }
    }
    if epochs.isEmpty { draft.batch(label: "run \(name)") }
  }

  private mutating func reportAlone(_ name: String, _ draft: inout LogDraft) {
    run(name, epochs[name] ?? [], &draft)
    draft.account.leftOut("a run whose playbook is not there", example: name)
  }

  static func isGone(_ bullet: JSONValue) -> Bool {
    ["deprecated", "archived", "invalid", "removed"].contains(bullet["status"]?.text ?? "")
  }

  static func content(of bullet: JSONValue) throws(JSONMismatch) -> String {
    stacked(bullet["title"]?.text, try bullet.member("content").demandText())
  }

  // MARK: Deltas

  /// What a delta proposes was applied where the next state holds it.
  private func take(delta event: Event, _ root: JSONValue, next: JSONValue?, _ draft: inout LogDraft) throws {
    draft.batch(label: root["delta_id"]?.word ?? event.file.base, time: root["timestamp"]?.text)
    try ACEDelta(root, next: next).propose(into: &draft)
  }

  // MARK: Results

  private func take(results event: Event, _ root: JSONValue, _ draft: inout LogDraft) {
    draft.batch(label: event.file.base, time: root["timestamp"]?.text)
    var withoutItems = 0
    for (arm, value) in root.members ?? [] {
      for result in value["results"]?.elements ?? [] {
        guard let name = result.first("task_id", "id", "name")?.word,
          let outcome = result.first("success", "is_correct", "correct", "score", "tgc")?.outcome
        else { continue }
        withoutItems += (result["bullets_used"]?.whole ?? 0) > 0 ? 1 : 0
        draft.task(name, outcome: outcome, arm: arm)
      }
    }
    draft.account.leftOut("a number of bullets in use without their names", count: withoutItems)
  }
}
