import Basics

/// How much noise a scorer of a given accuracy makes.
///
/// A delta is `e + x - y`, with independent normal noise of standard deviation sigma in the candidate's score and in
/// the baseline's. It has the sign of `e` with probability Φ(|e| / (√2 sigma)). Sigma is where the mean of that over
/// operations with an effect, and over scenes and levels, is the accuracy.
struct ScorerNoise: Sendable {
  /// Sizes of effects as they show: the mean of each bin and how many there are.
  private var bins: [(sum: Double, weight: Double)]
  private let width: Double

  static func sigma(
    _ world: World, scenes: Scenes, seed: UInt64, beat: (_ done: Int, _ total: Int) throws -> Void
  ) rethrows -> Double {
    var noise = ScorerNoise(largest: 2 * world.effect)
    try noise.gather(world, scenes, seed, beat)
    return noise.sigma(for: world.accuracy)
  }

  private init(largest: Double) {
    bins = Array(repeating: (0, 0), count: 512)
    width = largest / 512
  }

  private mutating func add(_ size: Double, weight: Double) {
    guard size > 0 else { return }
    let bin = min(bins.count - 1, Int(size / width))
    bins[bin].sum += size * weight
    bins[bin].weight += weight
  }

  /// Over at most some twenty thousand operations and a hundred batches, evenly chosen.
  private mutating func gather(
    _ world: World, _ scenes: Scenes, _ seed: UInt64, _ beat: (Int, Int) throws -> Void
  ) rethrows {
    let strengths = stride(from: 0, to: world.batches, by: max(1, world.batches / 100)).map {
      Weather(batch: $0, world: world, scenes: scenes, seed: seed).strength
    }
    // Without compression they are all 1.
    let levels = world.compression > 0 ? strengths : [1]
    for index in stride(from: 0, to: world.operations, by: max(1, world.operations / 20_000)) {
      try beat(index, world.operations)
      let operation = PlantedOperation(index, world: world, seed: seed)
      for (scene, weight) in scenes.weights.enumerated() {
        for strength in levels { add(abs(operation.effect(in: scene)) * strength, weight: weight) }
      }
    }
    // A world in which nothing has an effect still has a scorer.
    if bins.allSatisfy({ $0.weight == 0 }) { add(world.effect, weight: 1) }
  }

  private func accuracy(_ sigma: Double) -> Double {
    var (sum, weights) = (0.0, 0.0)
    for bin in bins where bin.weight > 0 {
      let size = bin.sum / bin.weight
      sum += bin.weight * NormalDistribution.probability(atMost: size / (sigma * 2.0.squareRoot()))
      weights += bin.weight
    }
    return sum / weights
  }

  private func sigma(for accuracy: Double) -> Double {
    guard accuracy < 1 else { return 0 }
    var (low, high) = (0.0, 1.0)
    while self.accuracy(high) > accuracy, high < 1e9 { high *= 2 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if self.accuracy(middle) > accuracy { low = middle } else { high = middle }
    }
    return high
  }
}
