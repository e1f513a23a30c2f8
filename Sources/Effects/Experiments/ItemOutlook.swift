import Basics

/// What is thought of an item before the next task: an effect and how sure one is of it, in parts of the outcome's range.
///
/// The prior says that effects are small; what the log shows is weighed against it. Estimates without lots count for a
/// quarter of what their intervals say, because nobody knows how far they mislead.
public struct ItemOutlook: Sendable, Equatable {
  public let item: Int32
  public let mean: Double
  public let deviation: Double
  /// The share of tasks that the item is meant for.
  public let use: Double
  /// Certified already.
  public let verdict: EffectVerdict

  /// How far effects lie from 0, before anything is known.
  static let prior = 0.1

  public init(_ effect: ItemEffect, tasks: Int, width: Double) {
    item = effect.item
    verdict = effect.verdict
    use = tasks > 0 ? min(1, Double(effect.meant) / Double(tasks)) : 0
    guard let interval = effect.interval, interval.high.isFinite, interval.low.isFinite else {
      (mean, deviation) = (0, ItemOutlook.prior)
      return
    }
    let doubt = effect.estimator == .randomized ? 1.0 : 2.0
    // Seldom is an interval of few draws as narrow as it looks.
    let error = max(doubt * (interval.high - interval.low) / (2 * 1.96) / width, 1e-3)
    let prior = ItemOutlook.prior * ItemOutlook.prior
    let weight = prior / (prior + error * error)
    (mean, deviation) = (weight * interval.estimate / width, weight.squareRoot() * error)
  }

  /// What holding the item out of every task that it is meant for would cost, per task, if it is as good as may well be.
  var worst: Double { use * max(0, mean + deviation) }

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
