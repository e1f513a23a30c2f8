import Basics
import Scoring

/// How often a single observation has the sign of its unit's true effect.
public struct SignAccuracy: Sendable, Equatable {
  public private(set) var right = 0
  public private(set) var wrong = 0
  /// Observations of exactly 0. They move no sign, so they count neither way.
  public private(set) var without = 0
  /// Units with an effect that is not 0 and at least one observation that is not 0.
  public private(set) var units = 0

  /// `effect` per unit; units without one, or with none either way, are left out.
  /// Complexity: O(observations + units).
  public init(_ observations: Observations, effect: [Double?]) {
    for (unit, effect) in effect.enumerated() {
      guard let effect, effect != 0 else { continue }
      let before = right + wrong
      for delta in observations.delta[observations.range(of: unit)] {
        if delta == 0 {
          without += 1
        } else if (delta > 0) == (effect > 0) {
          right += 1
        } else {
          wrong += 1
        }
      }
      if right + wrong > before { units += 1 }
    }
  }

  /// Takes observations for independent, which those of one unit or batch are not quite.
  public var share: Interval? { Interval.share(right, of: right + wrong) }
}
