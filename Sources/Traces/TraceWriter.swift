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
  private let itemCounts: NeededItems
  /// The last batch of each epoch.
  private let epochEnds: [Int: Int]
  private var next = Next()

  /// The first record of each kind that is not written yet.
  struct Next {
    var item = 0, proposal = 0, call = 0, application = 0, task = 0, evaluation = 0, label = 0
    var bundle = 0, vote = 0
  }

  private static let pieceSize = 256 << 10

  init(_ log: TraceLog) {
    self.log = log
    batchNumbers = TraceWriter.numbers(log.batches)
    itemCounts = NeededItems(log)
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
    try writeProposals(batch, to: sink)
    try writeCalls(batch, to: sink)
    while next.task < log.tasks.count, log.tasks.batch[next.task] <= batch {
      text.task(next.task, log, batchNumbers)
      next.task += 1
      try flushIfLarge(to: sink)
    }
    writeReferences(batch)
    try flushIfLarge(to: sink)
  }

  private mutating func writeProposals(_ batch: Int, to sink: ([UInt8]) throws -> Void) throws {
    while canWriteProposal(batch) {
      if log.proposals.type[next.proposal] == .bundle {
        // Its record is its call, too: those before it come first.
        try writeCalls(batch, to: sink)
        guard next.call == Int(log.bundles.call[next.bundle]) else { return }
        text.bundle(next.bundle, log, batchNumbers)
        next.bundle += 1
        next.call += 1
      } else {
        text.proposal(next.proposal, log, batchNumbers)
      }
      next.proposal += 1
      try flushIfLarge(to: sink)
    }
  }

  private mutating func writeCalls(_ batch: Int, to sink: ([UInt8]) throws -> Void) throws {
    while canWriteCall(batch) {
      text.call(next.call, log, batchNumbers)
      next.call += 1
      try flushIfLarge(to: sink)
    }
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
    while canWriteVote(batch) {
      text.vote(next.vote, log, batchNumbers)
      next.vote += 1
    }
    while canWriteEvaluation(batch) { writeEvaluation() }
  }

  private func canWriteVote(_ batch: Int) -> Bool {
    guard next.vote < log.votes.count, log.votes.batch[next.vote] <= batch else { return false }
    guard log.votes.item[next.vote] >= 0 else { return log.votes.proposal[next.vote] < next.proposal }
    return itemCounts.ofVote[next.vote] <= next.item || itemCounts.additionOfVote[next.vote] < next.proposal
  }

  private func canWriteProposal(_ batch: Int) -> Bool {
    next.proposal < log.proposals.count && log.proposals.batch[next.proposal] <= batch
      && itemCounts.ofProposal[next.proposal] <= next.item
  }

  private func canWriteCall(_ batch: Int) -> Bool {
    guard next.call < log.calls.count, log.calls.batch[next.call] <= batch else { return false }
    // A bundle tells of its own.
    if next.bundle < log.bundles.count, next.call == Int(log.bundles.call[next.bundle]) { return false }
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
    let epoch = log.evals[next.evaluation].epoch
    return (epochEnds[epoch] ?? (epoch == 0 ? 0 : nil)).map { $0 <= batch } ?? false
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
}
