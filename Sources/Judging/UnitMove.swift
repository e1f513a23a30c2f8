import Scoring

/// Where a unit stands: what a person would be told of it.
public struct UnitStanding: Sendable, Equatable {
  public let mhat: Double?
  public let verdict: Verdict
  /// Whether its m̂ is among those that are applied.
  public let isApplied: Bool

  package init(mhat: Double?, verdict: Verdict, isApplied: Bool) {
    (self.mhat, self.verdict, self.isApplied) = (mhat, verdict, isApplied)
  }
}

/// What one answer would make of one unit.
public struct UnitMove: Sendable, Equatable {
  public enum Part: Sendable, Equatable {
    /// All of it, joined with another, or with what leaves one.
    case whole, joined
    /// What would be left of it, and what would leave it.
    case staying, leaving
  }

  public let unit: Int
  public let part: Part
  public let before: UnitStanding
  public let after: UnitStanding
  /// How many operations of the unit are in it.
  public let wordings: Int

  package init(_ unit: Int, _ part: Part, from before: UnitStanding, to after: UnitStanding, wordings: Int) {
    (self.unit, self.part, self.wordings) = (unit, part, wordings)
    (self.before, self.after) = (before, after)
  }
}
