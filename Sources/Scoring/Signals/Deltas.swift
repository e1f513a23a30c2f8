import Basics
import TraceLogs

/// The deltas of one call after another, in buffers that are used again.
public struct Deltas {
  public let rule: DeltaRule
  private var deltas: [Double] = []
  private var ranks = MidRanks()
  private var values: [Double] = []

  public init(_ rule: DeltaRule) { self.rule = rule }

  /// Goes through the calls of one batch. `take` gets each call, the baseline it was measured against, and
  /// a delta per entry.
  public mutating func forEachCall(
    _ calls: [Int32], of log: TraceLog, _ take: (_ call: Int, _ baseline: Double, _ deltas: [Double]) -> Void
  ) {
    let shared = rule.baseline == .batchMedian ? log.batchMedian(of: calls, &values) : nil
    for call in calls {
      let call = Int(call)
      let baseline = shared ?? log.calls.baseline[call]
      make(log.calls.value[log.calls.entries(of: call)], baseline)
      take(call, baseline, deltas)
    }
  }

  private mutating func make(_ values: ArraySlice<Double>, _ baseline: Double) {
    deltas.removeAll(keepingCapacity: true)
    switch rule.signal {
    case .continuous: continuousDeltas(values, baseline: baseline, into: &deltas)
    case .sign: signDeltas(values, baseline: baseline, into: &deltas)
    case .absolute: absoluteDeltas(values, into: &deltas)
    case .rank: rankDeltas(values, baseline: baseline, into: &deltas, &ranks)
    case .zscore: zscoreDeltas(values, baseline: baseline, into: &deltas)
    // No call says anything of opinions or outcomes.
    case .votes, .outcomes: deltas.append(contentsOf: repeatElement(0, count: values.count))
    }
    if let bound = rule.clip { clip(&deltas, to: bound) }
  }
}
