import Basics
import Simulating
import TraceLogs

/// Writes a simulation as a log of the format `maa-trace`, in pieces of a few hundred kilobytes. The bytes are those
/// that `writeTrace` makes of `simulation.log()`, in the memory of one batch.
///
/// `watch` sees each batch as it goes by.
package func writeTrace(
  _ simulation: Simulation, pulse: Pulse = .silent, watching watch: (SimulatedBatch) -> Void = { _ in },
  to sink: ([UInt8]) throws -> Void
) throws {
  var writer = SimulationWriter(taskCount: simulation.world.tasks)
  writer.begin(simulation)
  try simulation.forEachBatch(pulse: pulse) { batch in
    watch(batch)
    try writer.write(batch, to: sink)
  }
  try writer.flush(to: sink)
}

private struct SimulationWriter {
  let taskCount: Int
  private var text = RecordLines()

  private static let pieceSize = 256 << 10

  init(taskCount: Int) { self.taskCount = taskCount }

  mutating func begin(_ simulation: Simulation) {
    text.header(simulation.source)
    for item in simulation.items { text.item(item) }
  }

  mutating func write(_ batch: SimulatedBatch, to sink: ([UInt8]) throws -> Void) throws {
    text.batch(batch.record(tasks: taskCount), number: batch.number)
    for proposal in batch.proposals {
      text.proposal(proposal, batch: batch.number)
      try flushIfLarge(to: sink)
    }
    for call in batch.calls {
      text.call(call, batch: batch.number)
      try flushIfLarge(to: sink)
    }
    for task in batch.tasks { text.task(task, of: batch) }
    for name in batch.applied { text.application(batch: batch.number, id: name.id.utf8) }
    for proposal in batch.proposals {
      text.label(proposal.label(of: 0), id: proposal.name.id.utf8)
      try flushIfLarge(to: sink)
    }
    for vote in batch.votes { text.vote(vote, batch: batch.number) }
    try flushIfLarge(to: sink)
    guard let score = batch.evaluation else { return }
    text.evaluation(Evaluation(source: 0, epoch: batch.epoch, split: "val", score: score))
  }

  private mutating func flushIfLarge(to sink: ([UInt8]) throws -> Void) throws {
    if text.bytes.count >= SimulationWriter.pieceSize { try flush(to: sink) }
  }

  mutating func flush(to sink: ([UInt8]) throws -> Void) throws {
    if !text.bytes.isEmpty { try sink(text.bytes) }
    text.bytes.removeAll(keepingCapacity: true)
  }
}

extension RecordLines {
  fileprivate mutating func proposal(_ proposal: SimulatedProposal, batch: Int) {
    beginProposal(
      batch: batch, id: proposal.name.id.utf8, type: proposal.type, anchor: proposal.anchor.utf8,
      content: proposal.content.utf8)
    endRecord()
  }

  fileprivate mutating func call(_ call: SimulatedCall, batch: Int) {
    beginCall(batch: batch, number: call.number, baseline: call.baseline)
    list(("{", "}"), call.entries) { $0.entry($1.proposal.id.utf8, value: $1.value) }
    endRecord()
  }

  fileprivate mutating func vote(_ vote: SimulatedVote, batch: Int) {
    self.vote(
      batch: batch, id: vote.proposal.id.utf8, helpful: vote.isHelpful ? 1 : 0,
      harmful: vote.isHelpful ? 0 : 1,
      by: vote.voter.utf8)
  }

  fileprivate mutating func task(_ task: SimulatedTask, of batch: SimulatedBatch) {
    beginTask(batch: batch.number, name: task.name.utf8, outcome: task.outcome)
    if !task.items.isEmpty {
      name(.items)
      list(("[", "]"), task.items) { $0.string($1.utf8) }
    }
    field(.scene, batch.scene)
    endRecord()
  }
}
