import Basics
import TraceLogs

extension Simulation {
  /// The whole log in memory. Complexity: O(proposals + scores).
  public func log() -> TraceLog {
    var builder = PlantedLogBuilder(self)
    for batch in self { builder.append(batch) }
    return builder.finish()
  }

  /// The same, for work that reports and may be stopped.
  public func log(pulse: Pulse) throws -> TraceLog {
    var builder = PlantedLogBuilder(self)
    try forEachBatch(pulse: pulse) { builder.append($0) }
    return builder.finish()
  }

  /// Batch by batch, with a beat every few thousand scores.
  public func forEachBatch(pulse: Pulse, _ body: (SimulatedBatch) throws -> Void) throws {
    var run = makeIterator()
    run.pulse = pulse
    while let batch = run.next() {
      try pulse.beat("simulating", batch.number, world.batches)
      try body(batch)
    }
    if let interruption = run.interruption { throw interruption }
  }
}

extension SimulatedBatch {
  /// The batch's own record.
  public func record(tasks: Int) -> Batch {
    var record = Batch(source: 0, number: number)
    record.epoch = epoch
    record.label = scene
    record.tasks = tasks > 0 ? tasks : nil
    return record
  }
}

extension SimulatedProposal {
  public func label(of proposal: Int) -> Label {
    Label(
      proposal: Int32(truncatingIfNeeded: proposal), sameAs: identity, effect: effect,
      category: attack.map { "attack-\($0.rawValue)" } ?? category.rawValue)
  }
}

/// Batches as columns.
private struct PlantedLogBuilder {
  private var log = TraceLog()
  private let taskCount: Int
  /// How many proposals stood before each batch.
  private var offsets: [Int32] = []
  private var symbols: [String: Int32] = [:]
  /// Tasks name scenes and items, which come after all anchors.
  private var tasks: [(batch: Int32, scene: String, task: SimulatedTask)] = []
  private var votes: [(batch: Int32, vote: SimulatedVote)] = []

  init(_ simulation: Simulation) {
    log.sources = [simulation.source]
    log.items = simulation.items
    taskCount = simulation.world.tasks
  }

  mutating func append(_ batch: SimulatedBatch) {
    let position = Int32(truncatingIfNeeded: log.batches.count)
    offsets.append(Int32(truncatingIfNeeded: log.proposals.count))
    log.batches.append(batch.record(tasks: taskCount))
    for proposal in batch.proposals { append(proposal, position) }
    for call in batch.calls { append(call, position) }
    votes += batch.votes.map { (position, $0) }
    log.applied += batch.applied.map { Application(batch: position, proposal: index(of: $0)) }
    tasks += batch.tasks.map { (position, batch.scene, $0) }
    guard let score = batch.evaluation else { return }
    log.evals.append(Evaluation(source: 0, epoch: batch.epoch, split: "val", score: score))
  }

  private mutating func append(_ proposal: SimulatedProposal, _ batch: Int32) {
    log.labels.append(proposal.label(of: log.proposals.count))
    log.proposals.batch.append(batch)
    log.proposals.type.append(proposal.type)
    log.proposals.anchor.append(symbol(proposal.anchor))
    log.proposals.id.append(proposal.name.id)
    log.proposals.content.append(proposal.content)
    log.proposals.reason.append("")
  }

  private mutating func append(_ call: SimulatedCall, _ batch: Int32) {
    log.calls.batch.append(batch)
    log.calls.number.append(Int32(truncatingIfNeeded: call.number))
    log.calls.baseline.append(call.baseline)
    for entry in call.entries {
      log.calls.proposal.append(index(of: entry.proposal))
      log.calls.value.append(entry.value)
    }
    log.calls.end.append(log.calls.value.count)
  }

  private func index(of name: ProposalName) -> Int32 { offsets[Int(name.batch)] + name.place }

  private mutating func symbol(_ text: String) -> Int32 {
    let next = Int32(truncatingIfNeeded: symbols.count)
    let position = symbols[text, default: next]
    if position == next {
      symbols[text] = next
      log.symbols.append(text)
    }
    return position
  }

  consuming func finish() -> TraceLog {
    for (batch, scene, task) in tasks {
      log.tasks.batch.append(batch)
      log.tasks.name.append(task.name)
      log.tasks.outcome.append(task.outcome)
      log.tasks.scene.append(symbol(scene))
      for item in task.items { log.tasks.item.append(symbol(item)) }
      log.tasks.itemEnd.append(log.tasks.item.count)
    }
    for (batch, vote) in votes {
      log.votes.batch.append(batch)
      log.votes.proposal.append(index(of: vote.proposal))
      log.votes.item.append(-1)
      log.votes.helpful.append(vote.isHelpful ? 1 : 0)
      log.votes.harmful.append(vote.isHelpful ? 0 : 1)
      log.votes.voter.append(symbol(vote.voter))
    }
    return log
  }
}
