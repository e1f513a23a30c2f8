import Basics

/// How an effect was estimated. Each has a file of its own.
public enum EffectEstimator: String, Sendable, CaseIterable {
  case randomized, paired, stratified, adjusted

  /// What must be true for the estimate to be an effect; nil where the design makes it true.
  public var assumption: String? {
    switch self {
    case .randomized: nil
    case .paired: "nothing else changed between tries of a task"
    case .stratified: "within a stratum, chance chose who got the item"
    case .adjusted: "effects add up, and nothing unseen steers outcome and context"
    }
  }
}

/// What may be said of an item. Only lots certify.
public enum EffectVerdict: Sendable, Equatable {
  /// Certified by lots, together with all other items.
  case helps, harms
  /// Lots were drawn, and do not say yet.
  case undecided
  /// Rests on an assumption that the log cannot test.
  case assumes
  /// Nobody drew lots, and no task was tried with and without.
  case observed
}

/// Why a log says no more of an item.
public enum EffectLimit: Sendable, Equatable {
  case neverWithout
  case neverWith
  case noStratumWithBoth
  case neverHeld
  /// Held out, and nobody wrote down with what probability.
  case unknownPropensity
  case tooFew
  /// Other items explain all that this one could.
  case notToldApart
  /// Outcomes have no known range, which certificates need.
  case noRange
}

/// What tasks say of one item. Effects are in points of the outcome.
public struct ItemEffect: Sendable, Equatable {
  /// Its symbol in the log.
  public let item: Int32
  /// Nil where no estimator has enough.
  public var estimator: EffectEstimator?
  /// For one look, 95 %.
  public var interval: Interval?
  /// By inverse probability weights alone, where lots were drawn.
  public var plain: Interval?
  /// Where the effect lies at all looks at once; nil without lots or without a known range.
  public var sure: (low: Double, high: Double)?
  /// Of the tasks that the estimate rests on.
  public var with = 0
  public var without = 0
  /// Tasks whose context had it, and tasks that a lot kept it from.
  public var contextCount = 0
  public var heldCount = 0
  /// Mean outcome with less mean outcome without, over all tasks: what somebody would say who thinks of nothing else.
  public var naive: Double?
  /// The share of the tasks with the item that could be compared with others; of lots, the less probable side.
  public var overlap: Double?
  public var verdict = EffectVerdict.observed
  /// Natural logarithms of e-values; 0 without lots.
  public var logHelps = 0.0
  public var logHarms = 0.0
  public var limits: [EffectLimit] = []

  /// By how much the naive difference misleads, if the estimate is right.
  public var confounding: Double? {
    guard let naive, let interval else { return nil }
    return naive - interval.estimate
  }

  public static func == (left: ItemEffect, right: ItemEffect) -> Bool {
    left.item == right.item && left.estimator == right.estimator && left.interval == right.interval
      && left.plain == right.plain && left.sure?.low == right.sure?.low && left.sure?.high == right.sure?.high
      && left.with == right.with && left.without == right.without && left.naive == right.naive
      && left.overlap == right.overlap && left.verdict == right.verdict && left.logHelps == right.logHelps
      && left.logHarms == right.logHarms && left.limits == right.limits
  }
}
