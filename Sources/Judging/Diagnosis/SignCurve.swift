import Basics

/// How likely the sign of m̂ is right after each number of observations, for a unit whose single observations have the
/// right sign with probability `accuracy`. Right means above 0 for a good unit: no sign is not right.
public struct SignCurve: Sendable {
  public let accuracy: Double
  /// After 1, 2, 3 … observations, as far as it changes or was looked at.
  public let probabilities: [Double]
  /// Where it ends however long one waits.
  public let ceiling: Double

  /// No curve is followed further than this.
  public static let horizon = 100_000

  /// `accuracy` lies in 0…1. Complexity: `docs/method.md` has it per model.
  public init(_ model: SignModel, accuracy: Double, pulse: Pulse = .silent) throws {
    self.accuracy = accuracy
    switch model {
    case .fading(let beta):
      (probabilities, ceiling) = try FadingSigns(beta: beta, accuracy: accuracy).curve(pulse)
    case .majority:
      probabilities = MajorityVote(accuracy: accuracy).probabilities(through: SignCurve.horizon)
      ceiling = accuracy > 0.5 ? 1 : (accuracy < 0.5 ? 0 : 0.5)
    case .majorityOfLast(let length):
      probabilities = MajorityVote(accuracy: accuracy).probabilities(through: min(length, SignCurve.horizon))
      ceiling = probabilities.last ?? accuracy
    }
  }

  /// After `count` observations, from 1.
  public func probability(after count: Int) -> Double {
    probabilities.indices.contains(count - 1) ? probabilities[count - 1] : ceiling
  }

  /// The smallest number of observations from which on the sign is right with at least this probability.
  public func observations(until target: Double) -> Wait {
    guard ceiling >= target else { return .never }
    guard let last = probabilities.lastIndex(where: { $0 < target }) else { return .after(1) }
    // The last entry of a curve that was cut off says nothing of what comes after it.
    return last + 1 == probabilities.count && last + 1 >= SignCurve.horizon
      ? .beyond(last + 1) : .after(last + 2)
  }
}
