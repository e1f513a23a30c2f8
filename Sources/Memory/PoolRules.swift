/// What bounds the pool and how fast memory may change (DESIGN 6). Defaults are the method's.
public struct PoolRules: Sendable, Equatable {
  /// A unit whose `m̂` is lower leaves.
  public var floor = -50.0
  /// How many units the pool holds.
  public var capacity = 20
  /// For how many steps a unit may stay without being selected.
  public var maxAge = 10
  /// Bounds of how many units are selected in a step.
  public var kMin = 1
  public var kMax = 8
  /// The share of the bank that may be edited in a step: from `rMax`, falling to `rMin` at the last.
  public var rMax = 0.4
  public var rMin = 0.1

  /// What a unit in the pool does while memory says already what it would say.
  public var standing = Standing.competes

  /// Where Appendix A of the paper is followed to the letter.
  public var departures: PaperDepartures = []
  /// By how much an eval must exceed the best one to keep a snapshot, and how many in a row may fail to before the run
  /// ends; nil for any number. Of use only where the paper is followed.
  public var epsilon = 0.0
  public var patience: Int?

  public enum Standing: String, Sendable, CaseIterable {
    /// It is ranked as before and uses a place where it is among the best: memory says what the best say.
    case competes
    /// It leaves its place to the next.
    case passes
  }

  public init() {}

  /// `k_t = min(k_max, max(k_min, ⌊r_t · |bank|⌋))` with `r_t = r_max - (r_max - r_min) · t / T`.
  ///
  /// What lies a billionth under a whole number counts as that number: 0.1 · 20 is 2, whatever the last digit says.
  public func budget(step: Int, of steps: Int, bank: Int) -> Int {
    let progress = steps > 0 ? Double(step) / Double(steps) : 1
    let share = rMax - (rMax - rMin) * progress
    let wanted = (share * Double(bank) + 1e-9).rounded(.down)
    return min(kMax, max(kMin, Int(wanted)))
  }
}
