import Basics
import Identity

/// How well an embedder's cosines tell what people hold to be the same, and which tau does it best.
///
/// Intervals are percentiles over pairs drawn again with replacement (Efron 1979): 95% of the draws lie in them.
public struct PairQuality: Sendable {
  public let pairs: LabelledPairs
  package let counts: CosineCounts
  public let spearman: Interval?
  public let averagePrecision: Interval?
  /// Nil where no tau joins a same pair.
  public let best: BestTau?
  /// The proposed tau; each draw proposes its own.
  public let tau: Interval?
  /// F1 at the proposed tau, which is the same in each draw.
  public let f1: Interval?

  public static let draws = 1000

  /// The same seed gives the same intervals. Complexity: O(draws · (pairs + ten-thousandths)).
  public init(_ pairs: LabelledPairs, seed: UInt64, draws: Int = PairQuality.draws, pulse: Pulse) throws {
    self.pairs = pairs
    counts = CosineCounts(pairs)
    best = counts.bestTau
    var drawn = Draws()
    var resampling = PairResampling(pairs, seed: seed)
    for draw in 0..<draws {
      try pulse.beat("resampling", draw, draws)
      resampling.draw()
      drawn.take(resampling, at: best?.tau)
    }
    spearman = drawn.interval(pairs.correlation, drawn.spearman)
    averagePrecision = drawn.interval(counts.averagePrecision, drawn.averagePrecision)
    tau = drawn.interval(best?.tau.value, drawn.tau)
    f1 = drawn.interval(best.flatMap { [counts] in counts.figures(at: $0.tau).f1 }, drawn.f1)
  }

  public var count: Int { counts.count }
  public var sameCount: Int { counts.sameCount }

  public func figures(at tau: Cosine) -> MergeFigures { counts.figures(at: tau) }

  public func figuresAtEachCosine() -> [MergeFigures] { counts.figuresAtEachCosine() }
}

/// What each draw gave, where it gave anything: a draw may hold no same pair.
private struct Draws {
  var spearman: [Double] = []
  var averagePrecision: [Double] = []
  var tau: [Double] = []
  var f1: [Double] = []
  private var count = 0

  mutating func take(_ resampling: PairResampling, at tau: Cosine?) {
    count += 1
    let counts = resampling.counts
    if let value = resampling.correlation { spearman.append(value) }
    if let value = counts.averagePrecision { averagePrecision.append(value) }
    if let value = counts.bestTau { self.tau.append(value.tau.value) }
    if let value = tau.flatMap({ counts.figures(at: $0).f1 }) { f1.append(value) }
  }

  /// Nil where fewer than half of the draws gave a value.
  func interval(_ estimate: Double?, _ values: [Double]) -> Interval? {
    guard let estimate, values.count * 2 >= count, !values.isEmpty else { return nil }
    let sorted = values.sorted()
    // The 25th from either end of a thousand.
    let outside = max(0, sorted.count / 40 - 1)
    return Interval(estimate: estimate, low: sorted[outside], high: sorted[sorted.count - 1 - outside])
  }
}
