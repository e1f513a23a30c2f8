/// What may be wrong with an operation that came into the log to do harm.
public enum GuardSign: String, Sendable, CaseIterable {
  /// Helps where it is mostly scored and harms in one scene.
  case trigger
  /// All but the words of something trusted, with one clause changed.
  case graft
  /// Words that instruct the reader.
  case injection
  /// Opinions for it, and scores that are not there or say otherwise.
  case votes
  /// What it is worth rests on one batch.
  case burst
  /// Its wording changed, and with it what it does.
  case rewording
  /// Tasks went worse where its item stood in context.
  case outcomes
}

/// A reason to look at a unit twice. It is suspicion, never proof.
public struct GuardFinding: Sendable, Equatable {
  public let unit: Int32
  public let sign: GuardSign
  /// From 0 to 1; from `GuardFinding.alarm` on it is worth a look. Of figures it is the number of zeros of `p` over six,
  /// of words a fixed number for each kind of pattern.
  public let strength: Double
  /// How often chance alone would show as much; nil where words are all there is.
  public let p: Double?
  public let detail: Detail

  public enum Detail: Sendable, Equatable {
    /// Means in the scene and in all others, and how many observations they are of.
    case scene(String, inside: Double, n: Int, outside: Double, others: Int)
    /// What it copies, and the words that are others.
    case copy(of: String, was: String, now: String)
    case words([String])
    /// Votes for and against, and the mean of its deltas.
    case votes(helpful: Int, harmful: Int, voters: Int, mean: Double?, n: Int)
    /// The batch, its delta, and the mean of the rest.
    case batch(Int, delta: Double, rest: Double, others: Int)
    /// So many wordings in one batch, and nowhere else.
    case crowd(batch: Int, wordings: Int)
    case change(was: String, now: String, before: Double, after: Double)
    /// Outcomes with its item and without.
    case tasks(difference: Double, with: Int, without: Int)
  }

  public static let alarm = 0.5

  init(_ unit: Int, _ sign: GuardSign, p: Double, _ detail: Detail) {
    self.init(unit, sign, strength: GuardFinding.strength(p), p: p, detail)
  }

  init(_ unit: Int, _ sign: GuardSign, strength: Double, p: Double? = nil, _ detail: Detail) {
    (self.unit, self.sign, self.strength) = (Int32(unit), sign, strength)
    (self.p, self.detail) = (p, detail)
  }

  public var isAlarm: Bool { strength >= GuardFinding.alarm }
}
