import Basics

/// What is probable of every unit: one entry per unit in every column, nil for a unit without observations and in a log
/// that says nothing of worths.
public struct Posterior: Sendable {
  /// What they are reckoned by; nil where nothing was scored, or all deltas are 0.
  public let model: PosteriorModel?
  public private(set) var mean: [Double?] = []
  public private(set) var deviation: [Double?] = []
  /// The chance that it helps.
  public private(set) var chance: [Double?] = []
  /// The chance that it harms.
  public private(set) var risk: [Double?] = []
  /// The ends of the interval that holds its worth with probability 0.95.
  public private(set) var low: [Double?] = []
  public private(set) var high: [Double?] = []
  /// Units by what is best supported: those whose interval lies above 0 by its lower end, then those whose interval holds 0
  /// by their mean, then those whose interval lies below 0 by its upper end, and those without observations. Units of one
  /// observation stand where means pass 0.
  public let ranking: [Int32]

  /// Fits a model and reckons every unit by it. Complexity: O(observations), and that of fitting.
  public init(
    _ observations: Observations, unitCount: Int, conditions: BatchConditions = .unknown,
    workers: Workers = .one
  ) {
    let fit = PosteriorFit(observations, unitCount: unitCount, workers: workers)?.fitted(conditions)
    self.init(observations, unitCount, fit?.model, known: fit?.statistics, workers)
  }

  /// Complexity: O(observations + units · log units).
  public init(
    _ observations: Observations, unitCount: Int, model: PosteriorModel?, workers: Workers = .one
  ) {
    self.init(observations, unitCount, model, known: nil, workers)
  }

  /// `known` is what the model sees of each unit with observations.
  private init(
    _ observations: Observations, _ unitCount: Int, _ model: PosteriorModel?, known: [UnitStatistics]?,
    _ workers: Workers
  ) {
    self.model = model
    let flat = observations.flat
    let parts = workers.map { part in
      PosteriorPart(flat, workers.share(part, of: unitCount), model, known)
    }
    for part in parts {
      mean += part.mean
      deviation += part.deviation
      chance += part.chance
      risk += part.risk
      low += part.low
      high += part.high
    }
    ranking =
      parts.map(\.ranked).reduce([]) { RankKey.merged($0, $1) }.map(\.unit)
      + mean.indices.filter { [mean] in mean[$0] == nil }.map { Int32(truncatingIfNeeded: $0) }
  }
}

/// The columns for some units.
private struct PosteriorPart: Sendable {
  var mean: [Double?] = []
  var deviation: [Double?] = []
  var chance: [Double?] = []
  var risk: [Double?] = []
  var low: [Double?] = []
  var high: [Double?] = []
  var ranked: [RankKey] = []

  init(
    _ observations: ObservedPart, _ units: Range<Int>, _ model: PosteriorModel?, _ known: [UnitStatistics]?
  ) {
    var estimator = UnitEstimator()
    let logOddsOfNone = model?.logOddsOfNone ?? 0
    var place = known == nil ? 0 : (0..<units.lowerBound).count { !observations.range(of: $0).isEmpty }
    for unit in units {
      guard let model, !observations.range(of: unit).isEmpty else {
        addNothing()
        continue
      }
      let statistics = known.map { $0[place] } ?? estimator.statistics(observations, unit, model)
      let worth = statistics.worth(model, logOddsOfNone: logOddsOfNone)
      place += 1
      ranked.append(RankKey(add(worth, count: observations.range(of: unit).count), unit: unit))
    }
    ranked.sortByRank()
  }

  /// And how it ranks.
  private mutating func add(_ worth: UnitWorth, count: Int) -> Double {
    let (chance, risk) = worth.chances
    let (low, high) = worth.interval(risk)
    mean.append(worth.mean)
    deviation.append(worth.deviation)
    self.chance.append(chance)
    self.risk.append(risk)
    self.low.append(low)
    self.high.append(high)
    return worth.support(count: count, chance: chance, low, high)
  }

  private mutating func addNothing() {
    mean.append(nil)
    deviation.append(nil)
    chance.append(nil)
    risk.append(nil)
    low.append(nil)
    high.append(nil)
  }
}
