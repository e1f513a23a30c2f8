import Accumulation

/// Units whose worths and noise are drawn from a model.
struct DrawnUnits {
  let observations: Observations
  private(set) var worth: [Double] = []

  /// `step` is the standard deviation by which a worth moves from one batch to the next.
  init(
    _ count: Int, looks: Int, none: Double, mean: Double, worth spread: Double, noise: Double,
    step: Double = 0,
    isHeavy: Bool = false, seed: UInt64
  ) {
    var random = Randomness(seed: seed)
    var (unit, batch, delta) = ([Int32](), [Int32](), [Double]())
    for number in 0..<count {
      let isNone = random.uniform() < none
      var value = isNone ? 0 : mean + spread * random.normal()
      for look in 0..<looks {
        if look > 0, !isNone { value += step * random.normal() }
        unit.append(Int32(number))
        batch.append(Int32(look))
        delta.append(value + noise * DrawnUnits.error(&random, isHeavy: isHeavy))
      }
      worth.append(value)
    }
    observations = Observations(unitCount: count, unit: unit, batch: batch, delta: delta)
  }

  /// Student's t with three degrees of freedom has a normal over the root of a mean of three squares.
  private static func error(_ random: inout Randomness, isHeavy: Bool) -> Double {
    let error = random.normal()
    guard isHeavy else { return error }
    let squares = (0..<3).map { _ in random.normal() }.reduce(0) { $0 + $1 * $1 }
    return error / (squares / 3).squareRoot()
  }
}

/// A log whose batches score each proposal once, or four times.
struct RepeatedScores {
  let observations: Observations
  let unitCount = 150

  init(independent: Bool, seed: UInt64) {
    var random = Randomness(seed: seed)
    var log = ScoredLog(units: (0..<Int32(unitCount)).map { $0 }, batches: 10)
    let worths = (0..<unitCount).map { _ in 3 * random.normal() }
    for batch in 0..<10 {
      let shared = worths.map { $0 + 4 * random.normal() }
      for _ in 0..<(batch % 2 == 0 ? 1 : 4) {
        let seen = worths.indices.map { independent ? worths[$0] + 4 * random.normal() : shared[$0] }
        log.add(batch: batch, baseline: 0, seen.enumerated().map { (proposal: $0, value: $1) })
      }
    }
    observations = log.observations(DeltaRule())
  }
}
