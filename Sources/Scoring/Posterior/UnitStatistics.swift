/// All that the observations of a unit say of its worth under one drift, whatever the other figures of the model: for a
/// worth x at the first observation, the density of all is that of noise with `square - 2 projection x + precision x²`.
/// Variances are in parts of the model's noise.
///
/// A Kalman filter that begins with x as a letter (the augmented filter of de Jong 1991) finds them in O(n).
struct UnitStatistics: Sendable {
  var count = 0.0
  /// With drift.
  var precision = 0.0
  var projection = 0.0
  var square = 0.0
  var logDeterminant = 0.0
  /// The worth at the last observation is `start + carry · x`, with this variance.
  var start = 0.0
  var carry = 1.0
  var spread = 0.0
  /// For a worth of 0, which does not move.
  var stillSquare = 0.0
  var stillLogDeterminant = 0.0
  /// Of the first observation.
  var firstWeight = 0.0
  var firstValue = 0.0
  var logGain = 0.0

  init(_ look: borrowing UnitLook, drift: Double) { self = UnitStatistics(still: look).moving(look, drift) }

  /// Where observations count otherwise if the unit is worth nothing.
  init(_ look: borrowing UnitLook, still: borrowing UnitLook, drift: Double) {
    self = UnitStatistics(still: still)
    (count, logGain) = (Double(look.value.count), look.logGain)
    see(look)
    self = moving(look, drift)
  }

  /// What does not depend on any drift. A look is borrowed, as its columns would be counted for each unit.
  init(still look: borrowing UnitLook) {
    (count, logGain) = (Double(look.value.count), look.logGain)
    guard let value = look.value.first, let weight = look.weight.first else { return }
    (firstValue, firstWeight) = (value, weight)
    see(look)
    (stillSquare, stillLogDeterminant) = (square, logDeterminant)
  }

  /// As a worth that does not move is seen.
  private mutating func see(_ look: borrowing UnitLook) {
    (precision, projection, square, logDeterminant) = UnitStatistics.sums(look)
    logDeterminant -= 2 * look.logShape
  }

  /// Of what was seen as if no worth moved: the same where worths drift.
  func moving(_ look: borrowing UnitLook, _ drift: Double) -> UnitStatistics {
    guard drift > 0, !look.value.isEmpty else { return self }
    var moved = self
    (moved.precision, moved.projection, moved.square) = (0, 0, 0)
    moved.walk(look, drift)
    moved.logDeterminant -= 2 * look.logShape
    return moved
  }

  private static func sums(_ look: borrowing UnitLook) -> (Double, Double, Double, Double) {
    var (precision, projection, square, weights) = (0.0, 0.0, 0.0, LogProduct())
    for place in look.value.indices {
      let (value, weight) = (look.value[place], look.weight[place])
      precision += weight
      projection += weight * value
      square += weight * value * value
      weights.take(weight)
    }
    return (precision, projection, square, -weights.logarithm)
  }

  private mutating func walk(_ look: borrowing UnitLook, _ drift: Double) {
    var variances = LogProduct()
    for place in look.value.indices {
      spread += drift * look.gap[place]
      let variance = spread + 1 / look.weight[place]
      let inverse = 1 / variance
      let error = look.value[place] - start
      precision += carry * carry * inverse
      projection += carry * error * inverse
      square += error * error * inverse
      variances.take(variance)
      let share = spread * inverse
      start += share * error
      carry -= share * carry
      spread -= share * spread
    }
    logDeterminant = variances.logarithm
  }
}
