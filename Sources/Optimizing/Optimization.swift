import Basics
import Channels
import Files
import JSON
import Memory
import Scoring
import TraceLogs
import Traces

/// Pool and memory of a log, as `step` and `apply` have them.
package struct KeptPool {
  /// After the batch before the last, and after the last.
  package let before: Replay
  package let now: Replay
  /// What is probable of each unit; made only where a plan asks for it.
  package let posterior: () throws -> Posterior
  package let beta: Double

  package init(before: Replay, now: Replay, beta: Double, posterior: @escaping () throws -> Posterior) {
    (self.before, self.now, self.beta, self.posterior) = (before, now, beta, posterior)
  }
}

/// The loop of the method, phase by phase: propose, score, step, and at an epoch's end validate. Where it stands follows from its
/// log; what it says depends on nothing but settings, tasks, memory, and what was answered. So a run that was stopped goes on from
/// the last whole phase, and comes to what it would have come to.
package struct Optimization {
  package let settings: RunSettings
  package let tasks: TaskFile
  let memory: [BankItem]
  let prompts: Prompts
  package let desk: ChatDesk
  package let log: RunLog
  /// The pool of a log; the one that `step` uses.
  let keep: (TraceLog) throws -> KeptPool
  var measuring: Measuring
  package let schedule: Schedule

  package init(
    _ settings: RunSettings, tasks: TaskFile, memory: [BankItem], prompts: Prompts, desk: ChatDesk,
    log: RunLog,
    keep: @escaping (TraceLog) throws -> KeptPool
  ) throws {
    (self.settings, self.tasks, self.memory) = (settings, tasks, memory)
    (self.prompts, self.desk, self.log, self.keep) = (prompts, desk, log, keep)
    measuring = Measuring(settings, prompts, desk)
    schedule = try Schedule(tasks, settings)
    try check()
  }

  private func check() throws {
    if settings.scorer == .reference {
      let used = tasks.tasks(of: .train) + tasks.tasks(of: .val)
      if let task = used.first(where: { $0.answer == nil }) {
        throw OptimizingFault.noReference(task: task.id)
      }
    }
    guard !log.isEmpty else { return }
    guard log.position.identity == identity.written else {
      throw OptimizingFault.otherRun(path: log.path, what: difference)
    }
  }

  private var identity: JSONWriting {
    let text = memory.map { "\($0.id)\0\($0.content)\0" }.joined()
    return .object(
      settings.identity(
        desk.terms.models, tasks: tasks, memory: Digest.sha256(of: Array(text.utf8)), prompts: prompts))
  }

  /// The first thing that differs.
  private var difference: String {
    let stood = JSONDocument(Array(log.position.identity.utf8))?.root.members ?? []
    let wanted = JSONDocument(Array(identity.written.utf8))?.root.members ?? []
    let first = zip(stood, wanted).first {
      $0.0.name != $0.1.name || $0.0.value.writing.written != $0.1.value.writing.written
    }
    return first.map { "\($0.1.name) was \($0.0.value.writing.written)" } ?? "it was begun otherwise"
  }

  package var position: RunPosition { log.position }

  /// Whether nothing is left to do.
  package var isOver: Bool { nextPhase == nil }

  package var nextPhase: RunPhase? {
    let position = log.position
    switch position.phase {
    case nil: return .begun
    case .begun: return validates ? .validated : .proposed
    case .proposed: return .scored
    case .scored: return .stepped
    case .stepped where schedule.endsEpoch(position.batch) && validates: return .validated
    case .stepped, .validated:
      if let patience = settings.patience, position.sinceBest >= patience { return nil }
      return position.batch < schedule.count ? .proposed : nil
    }
  }

  /// A judge says nothing of a memory by itself: only outcomes validate.
  private var validates: Bool { settings.scorer != .judge && !tasks.tasks(of: .val).isEmpty }

  /// Does the next phase; nil where the run is over.
  package mutating func advance(pulse: Pulse) throws -> PhaseReport? {
    guard let phase = nextPhase else { return nil }
    let batch = log.position.batch
    switch phase {
    case .begun: return try begin()
    case .proposed: return try propose(batch + 1, pulse)
    case .scored: return try score(batch, only: nil, pulse)
    case .stepped: return try step(batch)
    case .validated: return try validate(batch, pulse)
    }
  }

  private mutating func begin() throws -> PhaseReport {
    var source = LogSource(name: "")
    source.title = "maa optimize"
    source.seed = settings.seed
    source.steps = schedule.count
    let records: [LoggedRecord] =
      [.header(source)] + memory.map { .item(id: $0.id, content: $0.content) }
    try log.append(records, .begun, [("batch", .whole(0)), ("with", identity)])
    return PhaseReport(phase: .begun, batch: 0)
  }

  private mutating func step(_ batch: Int) throws -> PhaseReport {
    let trace = try log.trace()
    let kept = try keep(trace)
    let step = Int32(truncatingIfNeeded: trace.batches.count)
    let events = kept.now.events.filter { $0.step == step }
    let applied = events.compactMap { event -> String? in
      guard event.kind == .applied else { return nil }
      let proposal = kept.now.material.firstProposal[Int(event.unit)]
      return proposal < 0 ? nil : trace.proposals.id[Int(proposal)]
    }
    try log.append(applied.map { .applied(batch: batch, id: $0) }, .stepped, [("batch", .whole(batch))])
    var report = PhaseReport(phase: .stepped, batch: batch)
    report.replay = kept.now
    return report
  }

  private mutating func validate(_ batch: Int, _ pulse: Pulse) throws -> PhaseReport {
    let epoch = batch == 0 ? 0 : schedule.epoch(of: batch)
    let bank =
      batch == 0 ? Bank(memory.map { Item(id: $0.id, content: $0.content) }) : try keep(log.trace()).now.bank
    let outcomes = try measuring.outcomes(
      [("", bank.items)], tasks.tasks(of: .val), place: "e\(epoch)/val", seed: settings.seed, pulse: pulse)[0]
    let known = outcomes.compactMap { $0 }
    try measuring.settle()
    guard !known.isEmpty else {
      try log.append([], .validated, [("batch", .whole(batch)), ("epoch", .whole(epoch))])
      return PhaseReport(phase: .validated, batch: batch)
    }
    let score = (known.reduce(0, +) / Double(known.count) * 1e8).rounded() / 1e8
    try log.append(
      [.eval(epoch: epoch, split: "val", score: score)], .validated,
      [("batch", .whole(batch)), ("epoch", .whole(epoch)), ("score", .number(score))])
    var report = PhaseReport(phase: .validated, batch: batch)
    report.validation = score
    return report
  }
}

/// What a phase did, for whoever watches.
package struct PhaseReport {
  package let phase: RunPhase
  package let batch: Int
  package var proposed = 0
  /// What is wrong with the operations of an answer that no memory could take; nil where nothing is.
  package var flaw: String?
  package var scored = 0
  /// Candidates without a score, though they were asked for.
  package var missing = 0
  package var replay: Replay?
  package var validation: Double?
  /// How many traces were cut, and to how many bytes.
  package var cut: (count: Int, bytes: Int)?

  init(phase: RunPhase, batch: Int) { (self.phase, self.batch) = (phase, batch) }
}

/// Which tasks each batch has: in every epoch all of them once, in an order of its own.
package struct Schedule: Sendable, Equatable {
  private let batches: [[Int]]
  private let perEpoch: Int
  private let train: [LiveTask]

  package init(_ file: TaskFile, _ settings: RunSettings) throws {
    train = file.tasks(of: .train)
    guard !train.isEmpty else { throw OptimizingFault.noTasks(path: file.path, split: "train") }
    let size = max(1, min(settings.batch, train.count))
    perEpoch = (train.count + size - 1) / size
    var random = Randomness(seed: UInt64(bitPattern: Int64(settings.seed)), purpose: 0x6261_7463_68)
    batches = (0..<settings.epochs).flatMap { _ in
      var order = Array(0..<file.tasks(of: .train).count)
      for index in order.indices.dropFirst() { order.swapAt(index, random.below(index + 1)) }
      return stride(from: 0, to: order.count, by: size).map { Array(order[$0..<min($0 + size, order.count)]) }
    }
  }

  package var count: Int { batches.count }

  func tasks(of batch: Int) -> [LiveTask] { batches[batch - 1].map { train[$0] } }

  package func epoch(of batch: Int) -> Int { (batch - 1) / perEpoch + 1 }

  package func endsEpoch(_ batch: Int) -> Bool { batch > 0 && batch % perEpoch == 0 }
}
