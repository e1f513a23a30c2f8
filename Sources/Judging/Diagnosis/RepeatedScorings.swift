import Basics
import Scoring
import TraceLogs

/// Deltas of one proposal in one batch from different calls: what is left of an advantage when it is measured again.
///
/// A proposal scored r times in a batch gives r(r-1)/2 pairs, each once, the earlier call first. Such pairs share
/// measurements, and so do pairs of one call by its baseline: intervals that take pairs for independent are too
/// narrow where r is above 2.
public struct RepeatedScorings: Sendable {
  public private(set) var first: [Double] = []
  public private(set) var second: [Double] = []
  /// How many proposals were scored more than once in a batch, counted per batch.
  public private(set) var repeated = 0
  /// The most often that one was.
  public private(set) var mostRepeats = 0

  public var pairCount: Int { first.count }

  /// Complexity: O(entries + pairs + batches).
  public init(log: TraceLog, rule: DeltaRule, pulse: Pulse = .silent) throws {
    let byBatch = ByBatch(log.calls.batch, count: log.batches.count)
    var series = [[Double]](repeating: [], count: log.proposals.count)
    var deltas = Deltas(rule)
    for batch in log.batches.indices {
      try pulse.beat("pairing", batch, log.batches.count)
      var touched: [Int] = []
      deltas.forEachCall(Array(byBatch.positions(of: batch)), of: log) { call, _, deltas in
        for (delta, proposal) in zip(deltas, log.calls.proposal[log.calls.entries(of: call)]) {
          if series[Int(proposal)].isEmpty { touched.append(Int(proposal)) }
          series[Int(proposal)].append(delta)
        }
      }
      for proposal in touched {
        take(series[proposal])
        series[proposal].removeAll(keepingCapacity: true)
      }
    }
  }

  /// From the deltas of each proposal in one batch.
  public init(_ series: some Sequence<[Double]>) {
    for deltas in series { take(deltas) }
  }

  private mutating func take(_ deltas: [Double]) {
    guard deltas.count > 1 else { return }
    repeated += 1
    mostRepeats = max(mostRepeats, deltas.count)
    for earlier in deltas.indices {
      for later in deltas.indices[(earlier + 1)...] {
        first.append(deltas[earlier])
        second.append(deltas[later])
      }
    }
  }
}

extension RepeatedScorings {
  /// Pearson's r over the pairs: how well an advantage measured once tells the one measured again.
  public var robustness: Interval? { correlation(first, second) }

  /// Pairs with a sign on both sides, and how many of them agree. A delta of 0 has no sign; its pairs are left out.
  public var signs: (agreeing: Int, both: Int) {
    var (agreeing, both) = (0, 0)
    for (a, b) in zip(first, second) where a != 0 && b != 0 {
      both += 1
      if (a > 0) == (b > 0) { agreeing += 1 }
    }
    return (agreeing, both)
  }

  public var consistency: Interval? { Interval.share(signs.agreeing, of: signs.both) }

  /// The accuracy of one sign that would make two agree this often: c = p² + (1-p)², where only the scoring errs.
  /// Since batches differ as well, and an easy and a hard proposal agree more often than two middling ones, the
  /// true accuracy is at most this.
  public var accuracyAtMost: Interval? {
    func accuracy(_ share: Double) -> Double { (1 + max(0, 2 * share - 1).squareRoot()) / 2 }
    return consistency.map {
      Interval(estimate: accuracy($0.estimate), low: accuracy($0.low), high: accuracy($0.high))
    }
  }
}

/// Pearson's r with Fisher's interval of 95% (Fisher 1921). Nil where there are fewer than two pairs or one side does
/// not vary; below four pairs the interval is everything.
public func correlation(_ first: [Double], _ second: [Double]) -> Interval? {
  precondition(first.count == second.count, "values must come in pairs")
  let n = Double(first.count)
  guard first.count > 1 else { return nil }
  let (meanA, meanB) = (first.reduce(0, +) / n, second.reduce(0, +) / n)
  var (product, squaresA, squaresB) = (0.0, 0.0, 0.0)
  for (a, b) in zip(first, second) {
    product += (a - meanA) * (b - meanB)
    squaresA += (a - meanA) * (a - meanA)
    squaresB += (b - meanB) * (b - meanB)
  }
  // The root of each by itself: their product may be too large for a number.
  let scale = squaresA.squareRoot() * squaresB.squareRoot()
  guard scale > 0, scale.isFinite else { return nil }
  let r = max(-1, min(1, product / scale))
  guard first.count > 3, abs(r) < 1 else {
    return Interval(estimate: r, low: first.count > 3 ? r : -1, high: first.count > 3 ? r : 1)
  }
  let z = naturalLogarithm((1 + r) / (1 - r)) / 2
  let half = NormalDistribution.quantile(0.975) / (n - 3).squareRoot()
  func hyperbolicTangent(_ x: Double) -> Double { 1 - 2 / (exponential(2 * x) + 1) }
  return Interval(estimate: r, low: hyperbolicTangent(z - half), high: hyperbolicTangent(z + half))
}
