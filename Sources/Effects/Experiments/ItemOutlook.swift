import Basics

/// What is thought of an item before the next task: an effect and how sure one is of it, in parts of the outcome's range.
///
/// The prior says that effects are small; what the log shows is weighed against it. Without lots nobody knows how far an estimate
/// misleads, and it may well be as far as effects go: however narrow its interval, it counts as wrong by as much as the prior is
/// wide, and its own error double.
public struct ItemOutlook: Sendable, Equatable {
  public let item: Int32
  public let mean: Double
  public let deviation: Double
  /// The share of tasks that the item is meant for.
  public let use: Double
  /// Certified already.
  public let verdict: EffectVerdict
  /// Whether lots say it.
  private let isTested: Bool

  /// How far effects lie from 0, before anything is known.
  static let prior = 0.1

  public init(_ effect: ItemEffect, tasks: Int, width: Double) {
    item = effect.item
    verdict = effect.verdict
    isTested = effect.estimator == .randomized
    use = tasks > 0 ? min(1, Double(effect.meant) / Double(tasks)) : 0
    guard let interval = effect.interval, interval.high.isFinite, interval.low.isFinite else {
      (mean, deviation) = (0, ItemOutlook.prior)
      return
    }
    let (prior, looks) = (
      ItemOutlook.prior * ItemOutlook.prior, (interval.high - interval.low) / (2 * 1.96) / width
    )
    let error = isTested ? looks * looks : 4 * looks * looks + prior
    // Seldom is an interval of few draws as narrow as it looks.
    let variance = max(error, 1e-6)
    let weight = prior / (prior + variance)
    (mean, deviation) = (weight * interval.estimate / width, (weight * variance).squareRoot())
  }

  /// What holding the item out of every task that it is meant for would cost, per task, if it is as good as may well be. That it
  /// looked harmful where no lots were drawn makes it no cheaper: so do good items that are retrieved for hard tasks.
  var worst: Double { use * max(isTested ? 0 : ItemOutlook.prior, mean + deviation) }

  /// How much better memory would be, per task, if one knew the effect: what is expected of the better of keeping and
  /// dropping, less what the better one brings that is chosen now (Raiffa and Schlaifer 1961).
  public var valueOfAnswer: Double {
    guard deviation > 0 else { return 0 }
    let ratio = abs(mean) / deviation
    let density = 0.398_942_280_401_432_7 * exponential(-ratio * ratio / 2)
    let tail = 1 - NormalDistribution.probability(atMost: ratio)
    return use * deviation * max(0, density - ratio * tail)
  }

  /// How many tasks a verdict is likely to take where the item is held out with this probability and `hypotheses` are
  /// certified together; nil where the effect may as well be none.
  func tasksToVerdict(held: Double, hypotheses: Int, alpha: Double) -> Int? {
    let size = max(abs(mean), deviation / 2)
    guard size > 1e-3, use > 0, held > 0, held < 1 else { return nil }
    // The variance of an outcome between 0 and 1 is at most a quarter; mixing stakes costs about a logarithm of 4.
    let variance = 0.25 / (held * (1 - held))
    let wanted = naturalLogarithm(Double(2 * hypotheses) / alpha) + naturalLogarithm(4)
    let draws = 2 * variance * wanted / (size * size)
    return Int(min(1e12, (draws / use).rounded(.up)))
  }
}

extension ItemEffect {
  /// Tasks that the item was meant for: those that had it, and those that a lot kept it from.
  var meant: Int { max(with, contextCount) + heldCount }
}
