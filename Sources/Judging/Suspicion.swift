/// A unit that may be two: who does not seem to belong, and what speaks against it.
public struct Suspicion: Sendable, Equatable {
  public enum Reason: String, Sendable, CaseIterable {
    /// Its deltas lie at another level, or have another sign, beyond chance.
    case sign, level
    /// It is close to the unit's first, which alone the linkage asks, and far from the others.
    case far
    /// Its words are a trap for cosines.
    case number, negation, order
  }

  public let unit: Int32
  /// The pair to judge, the older first.
  public let first: Int32
  public let second: Int32
  public let reason: Reason
  /// Of the deal, where it was dealt.
  public let p: Double?
}

extension Suspicion {
  /// Deltas of members that differ at least so seldom by chance make a unit suspect.
  public static let level = 0.05
}
