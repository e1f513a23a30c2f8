import Accumulation
import GoldenSupport

/// A log of scoring calls, the operations in it and units for them.
struct ScoredLog {
  struct UnitBatch: Hashable {
    var unit: Int
    var batch: Int
  }

  private(set) var log: TraceLog
  let operations: Operations
  let partition: Partition

  /// One proposal per operation, no calls yet.
  init(units: [Int32], batches: Int = 3) {
    let proposals = units.indices.map { SampleProposal(operation: $0) }
    let founders = Set(units).sorted().compactMap { unit in units.firstIndex(of: unit).map(Int32.init) }
    self.init(proposals, Partition(unitOf: units, founder: founders, candidates: []), batches: batches)
  }

  private init(_ proposals: [SampleProposal], _ partition: Partition, batches: Int) {
    log = sampleLog(proposals)
    log.batches = (0..<batches).map { Batch(source: 0, number: $0) }
    operations = Operations(log: log, fingerprints: proposals.map { spreadFingerprint($0.operation) })
    self.partition = partition
  }

  /// Calls in any order of batches, several of one batch, with values on a grid of quarters: sums are exact.
  init(_ random: inout SeededGenerator) {
    let names = Int.random(in: 1...10, using: &random)
    let proposals = (0..<Int.random(in: 1...20, using: &random)).map { _ in
      SampleProposal(operation: .random(in: 0..<names, using: &random))
    }
    let distinct = Set(proposals.map(\.operation)).count
    self.init(
      proposals, randomPartition(&random, operations: distinct), batches: .random(in: 1...6, using: &random))
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let values = (0..<Int.random(in: 0...8, using: &random)).map { _ in
        (Int.random(in: 0..<proposals.count, using: &random), ScoredLog.quarter(&random))
      }
      let batch = Int.random(in: 0..<log.batches.count, using: &random)
      add(batch: batch, baseline: ScoredLog.quarter(&random), values)
    }
  }

  private static func quarter(_ random: inout SeededGenerator) -> Double {
    Double(Int.random(in: -40...40, using: &random)) / 4
  }

  /// `place` is before how many of the values the baseline was shown.
  mutating func add(
    batch: Int, baseline: Double, place: Int32 = -1, _ values: [(proposal: Int, value: Double)]
  ) {
    log.calls.note(place: place)
    log.calls.batch.append(Int32(batch))
    log.calls.number.append(Int32(log.calls.number.count))
    log.calls.baseline.append(baseline)
    log.calls.proposal += values.map { Int32($0.proposal) }
    log.calls.value += values.map(\.value)
    log.calls.end.append(log.calls.value.count)
  }

  func observations(_ rule: DeltaRule) -> Observations {
    Observations(log: log, operations: operations, partition: partition, rule: rule)
  }

  /// The mean delta of every unit and batch that has one, entry by entry.
  func means(_ rule: DeltaRule) -> [UnitBatch: Double] {
    var deltas: [UnitBatch: [Double]] = [:]
    for call in 0..<log.calls.count {
      let entries = log.calls.entries(of: call)
      let slow = SlowDeltas(
        rule, Array(log.calls.value[entries]), baseline: baseline(of: call, rule.baseline))
      for (entry, delta) in zip(entries, slow.deltas) {
        let operation = operations.ofProposal[Int(log.calls.proposal[entry])]
        let cell = UnitBatch(unit: Int(partition.unitOf[Int(operation)]), batch: Int(log.calls.batch[call]))
        deltas[cell, default: []].append(delta)
      }
    }
    return deltas.mapValues { $0.reduce(0, +) / Double($0.count) }
  }

  private func baseline(of call: Int, _ baseline: Baseline) -> Double {
    guard baseline == .batchMedian else { return log.calls.baseline[call] }
    let calls = log.calls.batch.indices.filter { log.calls.batch[$0] == log.calls.batch[call] }
    let values = calls.flatMap { [log.calls.baseline[$0]] + log.calls.value[log.calls.entries(of: $0)] }
      .sorted()
    return (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
  }
}
