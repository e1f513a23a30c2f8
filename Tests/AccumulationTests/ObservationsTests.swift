import Accumulation
import GoldenSupport
import Testing

@Suite struct ObservationsTests {
  @Test(arguments: Signal.allCases)
  func areMeansPerUnitAndBatch(signal: Signal) {
    var random = SeededGenerator.announced()
    for _ in 0..<400 {
      let scored = ScoredLog(&random)
      let observations = scored.observations(signal)
      let expected = scored.means(signal)
      #expect(observations.count == expected.count, "seed \(random.seed)")
      for unit in 0..<scored.partition.unitCount {
        let range = observations.range(of: unit)
        let own = expected.filter { $0.key.unit == unit }.sorted { $0.key.batch < $1.key.batch }
        #expect(observations.batch[range].map(Int.init) == own.map(\.key.batch), "seed \(random.seed)")
        #expect(Array(observations.delta[range]) == own.map(\.value), "seed \(random.seed)")
      }
    }
  }

  @Test func severalDeltasOfOneBatchAreOneObservation() {
    var scored = ScoredLog(units: [0, 0, 1])
    scored.add(batch: 0, baseline: 10, [(0, 16), (1, 12)])
    scored.add(batch: 0, baseline: 20, [(1, 18), (0, 22), (0, 24)])
    let observations = scored.observations(.continuous)
    #expect(observations.delta == [2.4] && observations.batch == [0])
    #expect(observations.range(of: 0) == 0..<1 && observations.range(of: 1).isEmpty)
  }

  @Test func timeIsTheOrderOfBatchesNotOfCalls() {
    var scored = ScoredLog(units: [0])
    for batch in [2, 0, 1] { scored.add(batch: batch, baseline: 0, [(0, Double(batch) + 5)]) }
    let observations = scored.observations(.continuous)
    #expect(observations.batch == [0, 1, 2] && observations.delta == [5, 6, 7])
  }

  @Test func aLogWithoutCallsHasNone() {
    let observations = ScoredLog(units: [0, 1]).observations(.continuous)
    #expect(observations.count == 0 && observations.range(of: 0).isEmpty && observations.range(of: 1).isEmpty)
  }
}

@Suite struct SignalTests {
  @Test(
    arguments: [
      (.continuous, 7, 2, 5), (.continuous, 2, 7, -5), (.sign, 7, 2, 1), (.sign, 2, 7, -1), (.sign, 2, 2, 0),
      (.sign, 0.0, -0.0, 0), (.sign, 0x1p-1074, 0, 1), (.absolute, 7, 2, 7), (.absolute, -7, 2, -7),
    ] as [(Signal, Double, Double, Double)])
  func makesADelta(signal: Signal, value: Double, baseline: Double, expected: Double) {
    #expect(signal.delta(value: value, baseline: baseline) == expected)
  }
}

/// A log of scoring calls, the operations in it and units for them.
struct ScoredLog {
  struct Cell: Hashable {
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

  mutating func add(batch: Int, baseline: Double, _ values: [(proposal: Int, value: Double)]) {
    log.calls.batch.append(Int32(batch))
    log.calls.number.append(Int32(log.calls.number.count))
    log.calls.baseline.append(baseline)
    log.calls.proposal += values.map { Int32($0.proposal) }
    log.calls.value += values.map(\.value)
    log.calls.end.append(log.calls.value.count)
  }

  func observations(_ signal: Signal) -> Observations {
    Observations(log: log, operations: operations, partition: partition, signal: signal)
  }

  /// The mean delta of every unit and batch that has one, entry by entry.
  func means(_ signal: Signal) -> [Cell: Double] {
    var deltas: [Cell: [Double]] = [:]
    for call in 0..<log.calls.count {
      for entry in log.calls.entries(of: call) {
        let operation = operations.ofProposal[Int(log.calls.proposal[entry])]
        let cell = Cell(unit: Int(partition.unitOf[Int(operation)]), batch: Int(log.calls.batch[call]))
        deltas[cell, default: []].append(
          ScoredLog.delta(signal, log.calls.value[entry], log.calls.baseline[call]))
      }
    }
    return deltas.mapValues { $0.reduce(0, +) / Double($0.count) }
  }

  private static func delta(_ signal: Signal, _ value: Double, _ baseline: Double) -> Double {
    let difference = value - baseline
    switch signal {
    case .continuous: return difference
    case .sign: return difference == 0 ? 0 : difference / abs(difference)
    case .absolute: return difference + baseline
    }
  }
}
