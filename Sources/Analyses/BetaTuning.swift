import Basics
import Judging

/// Which beta a sign accuracy asks for.
///
/// A larger beta brings the ceiling up and the wait down to that of the mean; a smaller one forgets sooner, which is
/// what one wants where operations change their worth. So the smallest is proposed whose ceiling lies clear of the
/// target: at the ceiling itself one would wait for ever.
package struct BetaTuning {
  package struct Point {
    /// Nil for the mean.
    package let beta: Double?
    package let curve: SignCurve
  }

  package let accuracy: Double
  package let target: Double
  package let pulse: Pulse

  package init(accuracy: Double, target: Double, pulse: Pulse) {
    (self.accuracy, self.target, self.pulse) = (accuracy, target, pulse)
  }

  static let ladder = [0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99]

  /// A fifth of what is left above the target.
  package var clearance: Double { target + (1 - target) / 5 }

  package func curve() throws -> [Point] {
    try BetaTuning.ladder.map(point) + [try mean()]
  }

  /// The mean where no beta up to 0.99 will do; nil where not even that one gets there.
  package func proposal() throws -> Point? {
    guard accuracy > 0.5 else { return nil }
    for hundredths in 50...99 {
      let point = try point(Double(hundredths) / 100)
      if point.curve.ceiling >= clearance { return point }
    }
    return try mean()
  }

  private func point(_ beta: Double) throws -> Point {
    Point(beta: beta, curve: try SignCurve(.fading(beta: beta), accuracy: accuracy, pulse: pulse))
  }

  private func mean() throws -> Point {
    Point(beta: nil, curve: try SignCurve(.majority, accuracy: accuracy, pulse: pulse))
  }
}
