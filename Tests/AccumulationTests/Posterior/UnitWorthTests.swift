import Accumulation
import GoldenSupport
import Testing

@Suite struct UnitWorthTests {
  /// Random models, units and batches, against dense algebra.
  @Test func agreesWithDenseAlgebra() {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let sample = RandomWorth(&random)
      let oracle = sample.oracle
      let worth = sample.model.course(of: 0, in: sample.observations).last
      let some = oracle.some
      #expect(isClose(worth?.centre, some.mean), "seed \(random.seed)")
      #expect(isClose(worth.map { $0.spread * $0.spread }, some.variance), "seed \(random.seed)")
      #expect(isClose(worth?.none, oracle.chanceOfNone), "seed \(random.seed)")
      let density = sample.model.logDensity(of: sample.observations, unitCount: 1)
      #expect(isClose(density, oracle.logDensity), "seed \(random.seed)")
    }
  }

  /// What is said of a unit, against sums over a fine grid of worths.
  @Test func figuresAgreeWithIntegration() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<40 {
      let sample = RandomWorth(&random)
      let worth = try #require(sample.model.course(of: 0, in: sample.observations).last)
      let step = worth.spread / 400
      var (mass, mean, square, chance) = (0.0, 0.0, 0.0, 0.0)
      for place in -4_000...4_000 {
        let value = worth.centre + (Double(place) + 0.5) * step
        let z = (value - worth.centre) / worth.spread
        let share = (1 - worth.none) * exponential(-z * z / 2) / (2 * Double.pi).squareRoot() / 400
        mass += share
        mean += share * value
        square += share * value * value
        chance += value > 0 ? share : 0
      }
      #expect(abs(mass + worth.none - 1) < 1e-6, "seed \(random.seed)")
      #expect(abs(mean - worth.mean) < 1e-5 * worth.spread + 1e-9, "seed \(random.seed)")
      #expect(abs((square - mean * mean).squareRoot() - worth.deviation) < 1e-4 * worth.spread)
      #expect(abs(chance - worth.chance) < 0.002, "seed \(random.seed)")
      #expect(abs(worth.chance + worth.risk + worth.none - 1) < 1e-9)
    }
  }

  /// The share of worths at or below a quantile, and below it.
  @Test func quantilesHoldTheirShare() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<200 {
      let sample = RandomWorth(&random)
      let worth = try #require(sample.model.course(of: 0, in: sample.observations).last)
      for p in [0.025, 0.3, 0.975] {
        let value = worth.quantile(p)
        let below =
          (1 - worth.none) * NormalDistribution.probability(atMost: (value - worth.centre) / worth.spread)
        #expect(below + (value > 0 ? worth.none : 0) <= p + 1e-9, "seed \(random.seed)")
        #expect(below + (value >= 0 ? worth.none : 0) >= p - 1e-9, "seed \(random.seed)")
      }
      #expect(worth.low <= worth.high, "seed \(random.seed)")
    }
  }

  /// Under tails that are hardly heavy, the bound is near what a normal noise gives.
  @Test func heavyTailsEndInNormalNoise() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<50 {
      let sample = RandomWorth(&random)
      var model = sample.model
      let normal = try #require(model.course(of: 0, in: sample.observations).last)
      model = PosteriorModel(
        mean: model.mean, variance: model.variance, noise: model.noise, drift: model.drift, none: model.none,
        lure: model.lure, tail: 1e6, weighing: model.weighing)
      let heavy = try #require(model.course(of: 0, in: sample.observations).last)
      #expect(abs(heavy.centre - normal.centre) < 0.05 * normal.spread, "seed \(random.seed)")
      #expect(abs(heavy.none - normal.none) < 0.05, "seed \(random.seed)")
    }
  }

  /// One wild observation among ten that agree hardly moves a unit whose noise has heavy tails.
  @Test func aWildObservationCountsForLittle() throws {
    let deltas = [4.0, 5, 4.5, 5.5, 4, 5, 4.5, 5.5, 5, -60]
    let observations = Observations(
      unitCount: 1, unit: deltas.map { _ in 0 }, batch: deltas.indices.map(Int32.init), delta: deltas)
    func mean(_ tail: Double) throws -> Double {
      let model = PosteriorModel(mean: 0, variance: 16, noise: 1, tail: tail)
      return try #require(model.course(of: 0, in: observations).last).mean
    }
    #expect(try mean(.infinity) < 0)
    #expect(try mean(4) > 4)
  }

  private func isClose(_ seen: Double?, _ expected: Double) -> Bool {
    guard let seen else { return false }
    return abs(seen - expected) <= 1e-8 * max(1, abs(expected))
  }
}

/// A model, and a unit that it is to judge.
struct RandomWorth {
  let model: PosteriorModel
  let observations: Observations
  let oracle: PosteriorOracle

  init(_ random: inout SeededGenerator) {
    let count = Int.random(in: 1...9, using: &random)
    var batches: [Int32] = [Int32.random(in: 0...3, using: &random)]
    while batches.count < count { batches.append((batches.last ?? 0) + .random(in: 1...4, using: &random)) }
    let extremity = (0..<60).map { _ in Double.random(in: 0...1, using: &random) }
    let tasks = (0..<60).map { _ in Double.random(in: 0.5...4, using: &random) }
    let weighing = PosteriorModel.Weighing(
      BatchConditions(extremity: extremity, tasks: tasks),
      tasks: [0, 0.5, 1].randomElement(using: &random) ?? 0,
      compression: [0, 0.4, 0.8].randomElement(using: &random) ?? 0)
    let model = PosteriorModel(
      mean: .random(in: -2...2, using: &random), variance: .random(in: 0.5...30, using: &random),
      noise: .random(in: 0.5...60, using: &random),
      drift: [0, 0, 0.01, 0.3].randomElement(using: &random) ?? 0,
      none: .random(in: 0.05...0.6, using: &random), lure: .random(in: -4...8, using: &random),
      weighing: weighing)
    let deltas = batches.map { _ in Double.random(in: -12...12, using: &random) }
    oracle = PosteriorOracle(
      model: model,
      looks: zip(batches, deltas).map { batch, delta in
        let share = weighing.tasks
        return PosteriorOracle.Look(
          batch: batch, delta: delta, gain: 1 - weighing.compression * extremity[Int(batch)],
          weight: 1 / (1 - share + share / tasks[Int(batch)]))
      })
    observations = Observations(unitCount: 1, unit: batches.map { _ in 0 }, batch: batches, delta: deltas)
    self.model = model
  }
}
