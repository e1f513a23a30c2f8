import Basics

/// Units as models see them that differ in their drift at most: what does not depend on it is reckoned once for all of them.
/// Eight units go side by side, observation by observation.
struct SampleLooks: Sendable {
  private struct Step: Sendable {
    var value = SIMD8<Double>()
    /// One over the weight.
    var noise = SIMD8<Double>(repeating: 1)
    var gap = SIMD8<Double>()
    /// 0 for a unit that has no more observations.
    var alive = SIMD8<Double>()
  }

  private var still: [UnitLanes] = []
  private var steps: [Step] = []
  private var ends: [Int] = []

  /// Nil where models weigh otherwise, or where what an observation counts follows from the whole model.
  init?(_ units: [Int32], _ observations: ObservedPart, _ models: [PosteriorModel]) {
    guard let weighing = models.first?.weighing,
      models.allSatisfy({ $0.weighing == weighing && !$0.tail.isFinite })
    else { return nil }
    var (look, statistics) = (UnitLook(), [UnitStatistics]())
    let walks = models.contains { $0.drift > 0 }
    for (place, unit) in units.enumerated() {
      let range = observations.range(of: Int(unit))
      look.take(
        observations.delta[range], observations.batch[range], observations.scorings(in: range), weighing)
      statistics.append(UnitStatistics(still: look))
      if walks { add(look, lane: place % UnitLanes.width) }
    }
    if walks, !units.isEmpty { ends.append(steps.count) }
    still = UnitLanes.of(statistics)
  }

  private mutating func add(_ look: UnitLook, lane: Int) {
    if lane == 0, !steps.isEmpty { ends.append(steps.count) }
    let start = ends.last ?? 0
    for place in look.value.indices {
      if start + place == steps.count { steps.append(Step()) }
      steps[start + place].value[lane] = look.value[place]
      steps[start + place].noise[lane] = 1 / look.weight[place]
      steps[start + place].gap[lane] = look.gap[place]
      steps[start + place].alive[lane] = 1
    }
  }

  func statistics(drift: Double) -> [UnitLanes] {
    guard drift > 0 else { return still }
    return still.indices.map { place in
      walked(still[place], steps[(place > 0 ? ends[place - 1] : 0)..<ends[place]], drift)
    }
  }

  /// What `UnitStatistics.walk` does with one unit, to the same bits.
  private func walked(_ still: UnitLanes, _ steps: ArraySlice<Step>, _ drift: Double) -> UnitLanes {
    var (unit, variances) = (still, LogProducts())
    (unit.precision, unit.projection, unit.square) = (SIMD8(), SIMD8(), SIMD8())
    var (start, carry, spread) = (SIMD8<Double>(), SIMD8<Double>(repeating: 1), SIMD8<Double>())
    for step in steps {
      spread += drift * step.gap
      let variance = spread + step.noise
      let inverse = step.alive / variance
      let error = step.value - start
      unit.precision += carry * carry * inverse
      unit.projection += carry * error * inverse
      unit.square += error * error * inverse
      variances.take(variance.replacing(with: 1, where: step.alive .== 0))
      let share = spread * inverse
      start += share * error
      carry -= share * carry
      spread -= share * spread
    }
    unit.logDeterminant = variances.logarithms
    return unit
  }
}

/// `LogProduct` of eight products.
private struct LogProducts {
  private var products = SIMD8<Double>(repeating: 1)
  private var sums = SIMD8<Double>()

  @inline(__always)
  mutating func take(_ factors: SIMD8<Double>) {
    products *= factors
    let isFar = (products .> 1e100) .| (products .< 1e-100)
    guard any(isFar) else { return }
    sums.replace(with: sums + naturalLogarithm(products), where: isFar)
    products.replace(with: 1, where: isFar)
  }

  var logarithms: SIMD8<Double> { sums + naturalLogarithm(products) }
}
