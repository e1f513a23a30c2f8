import Accumulation
import GoldenSupport
import Testing

@Suite struct PairQualityTests {
  /// Figures of scikit-learn 1.9.1: `average_precision_score(labels, cosines)`, and the precisions and recalls of its
  /// `precision_recall_curve` from the highest threshold down.
  struct Known: Sendable {
    var labels: [Double]
    var cosines: [Double]
    var average: Double
    var precisions: [Double]
    var recalls: [Double]
  }

  private static let known: [Known] = [
    Known(
      labels: [0, 0, 1, 1], cosines: [0.1, 0.4, 0.35, 0.8], average: 0.8333333333333333,
      precisions: [1, 0.5, 0.6666666666666666, 0.5], recalls: [0.5, 0.5, 1, 1]),
    Known(
      labels: [1, 0, 1, 1, 0, 0, 1, 0, 1, 0], cosines: [0.9, 0.9, 0.8, 0.7, 0.7, 0.7, 0.5, 0.4, 0.4, -0.2],
      average: 0.5587301587301587,
      precisions: [0.5, 0.6666666666666666, 0.5, 0.5714285714285714, 0.5555555555555556, 0.5],
      recalls: [0.2, 0.4, 0.6, 0.8, 1, 1]),
    Known(
      labels: [0, 1, 1, 0, 1, 0, 0, 1], cosines: [0.5, 0.5, 0.5, 0.5, 0.25, 0.25, -0.1, -0.1], average: 0.5,
      precisions: [0.5, 0.5, 0.5], recalls: [0.5, 0.75, 1]),
  ]

  @Test(arguments: known) func agreesWithScikitLearn(_ known: Known) throws {
    let pairs = LabelledPairs(cosines: known.cosines.map { Cosine($0) }, scores: known.labels, sameFrom: 0.5)
    let counts = CosineCounts(pairs)
    #expect(abs(try #require(counts.averagePrecision) - known.average) < 1e-12)
    let steps = counts.figuresAtEachCosine()
    #expect(steps.map(\.tau) == Set(pairs.cosines).sorted(by: >))
    #expect(steps.count == known.precisions.count)
    for (step, (precision, recall)) in zip(steps, zip(known.precisions, known.recalls)) {
      #expect(abs(try #require(step.precision) - precision) < 1e-12)
      #expect(abs(try #require(step.recall) - recall) < 1e-12)
    }
  }

  @Test func agreesWithTheDefinitions() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<100 {
      let pairs = LabelledPairs.random(&random)
      let (counts, slow) = (CosineCounts(pairs), SlowQuality(pairs: pairs))
      for tau in pairs.cosines + [.zero, Cosine(0.3), Cosine(1.0)] {
        let figures = counts.figures(at: tau)
        #expect(figures.precision == slow.precision(tau) && figures.recall == slow.recall(tau))
        #expect(isClose(figures.f1, slow.f1(tau)))
      }
      #expect(isClose(counts.averagePrecision, slow.averagePrecision))
    }
  }

  @Test func findsTheWidestPlateauOfTheBestF1() {
    var random = SeededGenerator.announced()
    for _ in 0..<20 {
      let pairs = LabelledPairs.random(&random)
      let plateaus = SlowQuality(pairs: pairs).bestTaus
      // The first of equally wide ones: they come from high to low.
      let widest = plateaus.reduce([]) { $1.count > $0.count ? $1 : $0 }
      let best = CosineCounts(pairs).bestTau
      #expect(best?.lowest == widest.last && best?.highest == widest.first)
    }
  }

  @Test func theBestTauIsInTheMiddle() throws {
    let pairs = LabelledPairs(
      cosines: [Cosine(0.9), Cosine(0.8), Cosine(0.5), Cosine(0.1)], scores: [1, 1, 0, 0], sameFrom: 1)
    let best = try #require(CosineCounts(pairs).bestTau)
    #expect(best.lowest == Cosine(0.5001) && best.highest == Cosine(0.8) && best.tau == Cosine(0.65))
  }

  @Test func aDrawHasTheCorrelationOfItsPairs() {
    var random = SeededGenerator.announced()
    for seed in 0..<100 {
      let pairs = LabelledPairs.random(&random)
      var resampling = PairResampling(pairs, seed: UInt64(seed))
      for _ in 0..<5 {
        resampling.draw()
        let drawn = LabelledPairs(
          cosines: resampling.drawn.map { pairs.cosines[$0] },
          scores: resampling.drawn.map { pairs.scores[$0] },
          sameFrom: pairs.sameFrom)
        #expect(isClose(resampling.correlation, drawn.correlation))
        #expect(resampling.counts.figuresAtEachCosine() == CosineCounts(drawn).figuresAtEachCosine())
      }
    }
  }

  @Test func theSameSeedGivesTheSameIntervals() throws {
    var random = SeededGenerator.announced()
    let pairs = LabelledPairs.random(&random)
    let (one, same) = (
      try PairQuality(pairs, seed: 3, pulse: .silent), try PairQuality(pairs, seed: 3, pulse: .silent)
    )
    #expect(one.spearman == same.spearman && one.tau == same.tau && one.f1 == same.f1)
    #expect(one.averagePrecision == same.averagePrecision)
  }

  /// Of a share of all pairs, the percentile interval is known: that of a binomial.
  @Test func intervalsAreAsWideAsTheyShouldBe() throws {
    // Every second of 400 pairs is the same and all have one cosine: F1 is 2p / (1 + p).
    let pairs = LabelledPairs(
      cosines: Array(repeating: Cosine(0.5), count: 400), scores: (0..<400).map { Double($0 % 2) },
      sameFrom: 1)
    let interval = try #require(try PairQuality(pairs, seed: 1, pulse: .silent).averagePrecision)
    #expect(interval.estimate == 0.5)
    // 1.96 · sqrt(0.25 / 400) = 0.049; draws leave a few thousandths open.
    #expect(abs(interval.low - 0.451) < 0.008 && abs(interval.high - 0.549) < 0.008)
  }

  @Test func withoutSamePairsThereIsNothingToFind() throws {
    let pairs = LabelledPairs(cosines: [Cosine(0.5), Cosine(0.4)], scores: [0, 0], sameFrom: 1)
    let quality = try PairQuality(pairs, seed: 1, pulse: .silent)
    #expect(quality.best == nil && quality.averagePrecision == nil && quality.tau == nil && quality.f1 == nil)
    #expect(quality.spearman == nil)
    let none = try PairQuality(
      LabelledPairs(cosines: [], scores: [], sameFrom: 1), seed: 1, pulse: .silent)
    #expect(none.spearman == nil && none.best == nil)
  }

  @Test func stopsWhenTold() {
    let pairs = LabelledPairs(cosines: [Cosine(0.5)], scores: [1], sameFrom: 1)
    #expect(throws: Interrupted.self) {
      _ = try PairQuality(pairs, seed: 1, pulse: Pulse { _, done, _ in if done > 3 { throw Interrupted() } })
    }
  }

  private static let usual: [([Double], Double)] = [
    ([0, 1, 1], 0.5), ([0, 0], 0.5), ([0, 2.5, 5], 4), ([5], 4),
  ]

  @Test(arguments: usual) func knowsUsualScores(_ scores: [Double], _ from: Double) {
    #expect(LabelledPairs.usualSameFrom(scores) == from)
  }

  private static let unusual: [[Double]] = [[0.3, 0.7], [1, 2, 3, 4], [-1, 5], []]

  @Test(arguments: unusual) func asksForOthers(_ scores: [Double]) {
    #expect(LabelledPairs.usualSameFrom(scores) == nil)
  }

  private func isClose(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) < 1e-12
  }
}
