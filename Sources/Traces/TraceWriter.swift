import Basics
import TraceLogs

/// Writes a log as JSON Lines of the format `maa-trace`, in pieces of at most a few hundred kilobytes.
///
///     try writeTrace(log) { piece in try file.write(piece) }
///
/// Reading what was written gives the same log, if it has one source. A log of several sources is written as
/// one: with the header of the first, and with its batches numbered anew where their numbers collide.
/// Takes linear time, and no memory beyond one piece and four bytes for each proposal.
package func writeTrace(_ log: TraceLog, to sink: ([UInt8]) throws -> Void) throws {
  var writer = TraceWriter(log)
  try writer.write(to: sink)
}

/// Each kind of record is written in its own order; between the kinds, each record comes as early as the
/// format allows: after its batch, and after the proposals and items it names.
private struct TraceWriter {
  let log: TraceLog
  private var text = RecordLines()
  private let batchNumbers: [Int]
  private let itemsNeeded: [Int32]
  /// The last batch of each epoch.
  private let epochEnds: [Int: Int]
  private var next = Next()

  /// The first record of each kind that is not written yet.
  struct Next {
    var item = 0, proposal = 0, call = 0, application = 0, task = 0, evaluation = 0, label = 0
  }

  private static let pieceSize = 256 << 10

  init(_ log: TraceLog) {
    self.log = log
    batchNumbers = TraceWriter.numbers(log.batches)
    itemsNeeded = TraceWriter.itemsNeeded(log)
    epochEnds = Dictionary(
      log.batches.enumerated().compactMap { index, batch in batch.epoch.map { ($0, index) } },
      uniquingKeysWith: { max($0, $1) })
  }

  mutating func write(to sink: ([UInt8]) throws -> Void) throws {
    if let source = log.sources.first { text.header(source) }
    try writeItems(before: 0, to: sink)
    for batch in log.batches.indices {
      text.batch(log.batches[batch], number: batchNumbers[batch])
      try writeItems(before: batch + 1, to: sink)
      try writeRecords(of: batch, to: sink)
    }
    while next.evaluation < log.evals.count { writeEvaluation() }
    try flush(to: sink)
  }

  /// Items that stand before the record of the batch at `batch`.
  private mutating func writeItems(before batch: Int, to sink: ([UInt8]) throws -> Void) throws {
    while next.item < log.items.count, log.items[next.item].since <= batch {
      text.item(log.items[next.item])
      next.item += 1
      try flushIfLarge(to: sink)
    }
  }

  private mutating func writeRecords(of batch: Int, to sink: ([UInt8]) throws -> Void) throws {
    while canWriteProposal(batch) {
      text.proposal(next.proposal, log, batchNumbers)
      next.proposal += 1
      try flushIfLarge(to: sink)
    }
    while canWriteCall(batch) {
      text.call(next.call, log, batchNumbers)
      next.call += 1
      try flushIfLarge(to: sink)
    }
    while next.task < log.tasks.count, log.tasks.batch[next.task] <= batch {
      text.task(next.task, log, batchNumbers)
      next.task += 1
      try flushIfLarge(to: sink)
    }
    writeReferences(batch)
    try flushIfLarge(to: sink)
  }

  private mutating func writeReferences(_ batch: Int) {
    while canWriteApplication(batch) {
      let application = log.applied[next.application]
      text.application(application, log, batchNumbers)
      next.application += 1
    }
    while next.label < log.labels.count, log.labels[next.label].proposal < next.proposal {
      text.label(log.labels[next.label], log)
      next.label += 1
    }
    while canWriteEvaluation(batch) { writeEvaluation() }
  }

  private func canWriteProposal(_ batch: Int) -> Bool {
    next.proposal < log.proposals.count && log.proposals.batch[next.proposal] <= batch
      && itemsNeeded[next.proposal] <= next.item
  }

  private func canWriteCall(_ batch: Int) -> Bool {
    guard next.call < log.calls.count, log.calls.batch[next.call] <= batch else { return false }
    return log.calls.entries(of: next.call).allSatisfy { log.calls.proposal[$0] < next.proposal }
  }

  private func canWriteApplication(_ batch: Int) -> Bool {
    guard next.application < log.applied.count else { return false }
    let application = log.applied[next.application]
    return application.batch <= batch && application.proposal < next.proposal
  }

  /// At the end of its epoch.
  private func canWriteEvaluation(_ batch: Int) -> Bool {
    guard next.evaluation < log.evals.count else { return false }
    return epochEnds[log.evals[next.evaluation].epoch].map { $0 <= batch } ?? false
  }

  private mutating func writeEvaluation() {
    text.evaluation(log.evals[next.evaluation])
    next.evaluation += 1
  }

  private mutating func flushIfLarge(to sink: ([UInt8]) throws -> Void) throws {
    if text.bytes.count >= TraceWriter.pieceSize { try flush(to: sink) }
  }

  private mutating func flush(to sink: ([UInt8]) throws -> Void) throws {
    if !text.bytes.isEmpty { try sink(text.bytes) }
    text.bytes.removeAll(keepingCapacity: true)
  }
}

extension TraceWriter {
  /// The batches' own numbers, or 1, 2, 3… if two are the same.
  private static func numbers(_ batches: [Batch]) -> [Int] {
    let numbers = batches.map(\.number)
    return Set(numbers).count == numbers.count ? numbers : Array(1..<numbers.count + 1)
  }

  /// How many items must stand before each proposal, so that its anchor is known.
  private static func itemsNeeded(_ log: TraceLog) -> [Int32] {
    // Keyed by bytes: strings are equal when they look the same, ids are not.
    var count: [[UInt8]: Int32] = [:]
    for (index, item) in log.items.enumerated() {
      count[Array(item.id.utf8)] = Int32(truncatingIfNeeded: index + 1)
    }
    let symbols = (0..<log.symbols.count).map { log.symbols.bytes[log.symbols.range($0)] }
    let forModify = symbols.map { count[Array($0)] ?? 0 }
    let after = "after:".utf8
    let forAdd = symbols.map { $0.starts(with: after) ? count[Array($0.dropFirst(after.count))] ?? 0 : 0 }
    return log.proposals.type.indices.map { index in
      let anchor = Int(log.proposals.anchor[index])
      return log.proposals.type[index] == .add ? forAdd[anchor] : forModify[anchor]
    }
  }
}
