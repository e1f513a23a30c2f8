import Accumulation
import GoldenSupport
import Testing

/// Deltas written down from the definitions in docs/method.md, as plainly as they can be.
struct SlowDeltas {
  let deltas: [Double]

  init(_ rule: DeltaRule, _ values: [Double], baseline: Double) {
    let deltas = values.map { SlowDeltas.delta(rule.signal, $0, baseline, among: values + [baseline]) }
    self.deltas =
      rule.clip.map { clip in deltas.map { abs($0) > clip ? ($0 < 0 ? -clip : clip) : $0 } } ?? deltas
  }

  private static func delta(_ signal: Signal, _ value: Double, _ baseline: Double, among all: [Double])
    -> Double
  {
    switch signal {
    case .continuous: return value - baseline
    case .absolute: return value
    case .votes, .outcomes: return 0
    case .sign: return value == baseline ? 0 : (value - baseline) / abs(value - baseline)
    case .rank: return (rank(value, all) - rank(baseline, all)) / Double(all.count - 1)
    case .zscore:
      let mean = all.reduce(0, +) / Double(all.count)
      let variance = all.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(all.count)
      return value == baseline
        ? 0 : (value - mean) / variance.squareRoot() - (baseline - mean) / variance.squareRoot()
    }
  }

  /// One more than there are smaller ones, and half a place for every other that ties.
  private static func rank(_ value: Double, _ all: [Double]) -> Double {
    1 + Double(all.count { $0 < value }) + Double(all.count { $0 == value } - 1) / 2
  }
}

/// The deltas that the program makes of one call.
func deltas(_ rule: DeltaRule, _ values: [Double], baseline: Double) -> [Double] {
  var log = ScoredLog(units: values.indices.map(Int32.init))
  log.add(batch: 0, baseline: baseline, values.enumerated().map { ($0, $1) })
  var found: [Double] = []
  var deltas = Deltas(rule)
  deltas.forEachCall([0], of: log.log) { found += $2 }
  return found
}

/// Values of one call, with ties; the last one is the baseline.
func randomCall(_ random: inout SeededGenerator) -> (values: [Double], baseline: Double) {
  let values = (0...Int.random(in: 1...12, using: &random)).map { _ in
    Double(Int.random(in: -12...12, using: &random)) / 4
  }
  return (Array(values.dropLast()), values[values.count - 1])
}

func isClose(_ first: [Double], _ second: [Double]) -> Bool {
  first.count == second.count && zip(first, second).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) }
}

/// Compares a signal with its definition on a thousand random calls.
func expectDefinition(_ signal: Signal) {
  var random = SeededGenerator.announced("\(signal)")
  for _ in 0..<1000 {
    let (values, baseline) = randomCall(&random)
    let slow = SlowDeltas(DeltaRule(signal), values, baseline: baseline).deltas
    #expect(isClose(deltas(DeltaRule(signal), values, baseline: baseline), slow), "seed \(random.seed)")
  }
}
