/// What to do with an edit, as far as its log says.
public enum Counsel: String, Sendable, CaseIterable {
  case keep, drop
  /// A merge must be judged first: what was counted for one may be two.
  case judge
  /// Too little is known.
  case wait

  /// From such a chance on an edit is kept, or dropped. Chances are calibrated, so that among those that are named by it far
  /// fewer than one in ten are named wrongly (docs/method.md, Advice).
  public static let probable = 0.9
  /// One batch is luck.
  public static let fewest = 2

  /// `chance` is how probable it is that it helps, `risk` that it harms, by `n` observations.
  public init(chance: Double?, risk: Double?, n: Int, isSuspect: Bool) {
    guard n >= Counsel.fewest, let chance, let risk else {
      self = .wait
      return
    }
    if isSuspect {
      self = .judge
    } else if chance >= Counsel.probable {
      self = .keep
    } else {
      self = risk >= Counsel.probable ? .drop : .wait
    }
  }
}
