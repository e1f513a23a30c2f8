import Basics

/// What a log says of worths and of observations altogether: the local level model that every unit's posterior is reckoned
/// by (Harvey 1989; Robinson 1991), fitted by `PosteriorFit`.
///
/// A unit is worth nothing with probability `none`; else its worth at its first observation is normal, and moves from
/// batch to batch as a random walk of variance `drift · noise`. An observation is the worth, times what the batch shows of
/// it, plus noise of variance `noise / weight`. The first observation of a unit without worth shows `lure` on top.
public struct PosteriorModel: Sendable, Equatable {
  /// Mean and variance of worths, among units that are worth something.
  public internal(set) var mean: Double
  public internal(set) var variance: Double
  /// The variance of an observation of weight 1 about the worth.
  public internal(set) var noise: Double
  /// The variance that a worth moves by from one batch to the next, over `noise`.
  public internal(set) var drift: Double
  /// The share of units that are worth nothing.
  public internal(set) var none: Double
  /// By how much units without worth looked better when they were first scored.
  public internal(set) var lure: Double
  /// Degrees of freedom of Student's t, where noise has heavy tails; infinite for normal noise.
  public internal(set) var tail: Double
  public internal(set) var weighing: Weighing

  /// What an observation counts, and what of a worth it shows.
  public struct Weighing: Sendable, Equatable {
    /// The part of an observation's variance that falls with the number of scorings in it: 1 where scorings err
    /// independently, 0 where the second says nothing new.
    public internal(set) var scorings = 1.0
    /// The part that falls with the number of the batch's tasks.
    public internal(set) var tasks = 0.0
    /// How much of a worth is not seen at the ends of the range of scores.
    public internal(set) var compression = 0.0
    package internal(set) var conditions = BatchConditions.unknown

    package init(
      _ conditions: BatchConditions = .unknown, scorings: Double = 1, tasks: Double = 0,
      compression: Double = 0
    ) {
      (self.conditions, self.scorings, self.tasks, self.compression) = (
        conditions, scorings, tasks, compression
      )
    }
  }

  package init(
    mean: Double, variance: Double, noise: Double, drift: Double = 0, none: Double = 0, lure: Double = 0,
    tail: Double = .infinity, weighing: Weighing = Weighing()
  ) {
    (self.mean, self.variance, self.noise, self.drift) = (mean, variance, noise, drift)
    (self.none, self.lure, self.tail, self.weighing) = (none, lure, tail, weighing)
  }

  /// The moving average that this model comes to after many observations, batch by batch (Muth 1960): the newest one moves
  /// the posterior mean by 1 - beta. 1 where worths do not move, which is the plain mean.
  public var beta: Double { PosteriorModel.beta(drift: drift) }

  /// What is known of a unit before anything scored it.
  public var prior: UnitWorth { UnitWorth(none: none, centre: mean, spread: variance.squareRoot()) }

  /// The logarithm of the odds that a unit is worth nothing.
  var logOddsOfNone: Double { naturalLogarithm(none / (1 - none)) }

  static func beta(drift: Double) -> Double { 1 - ((drift * drift + 4 * drift).squareRoot() - drift) / 2 }

  static func drift(beta: Double) -> Double { (1 - beta) * (1 - beta) / beta }
}

extension PosteriorModel.Weighing {
  /// Whether each batch shows all of a worth.
  var showsWhole: Bool { compression == 0 || conditions.extremity.isEmpty }

  var countsTasks: Bool { tasks > 0 && !conditions.tasks.isEmpty }

  /// The part of a worth that a batch shows.
  @inline(__always)
  func gain(_ batch: Int32) -> Double {
    conditions.extremity.isEmpty ? 1 : 1 - compression * conditions.extremity[Int(batch)]
  }

  /// How many observations of one scoring in an ordinary batch this one is worth.
  @inline(__always)
  func weight(_ batch: Int32, scorings count: Int32) -> Double {
    let byScorings = count == 1 ? 1 : 1 - scorings + scorings / Double(count)
    guard countsTasks else { return 1 / byScorings }
    return 1 / (byScorings * (1 - tasks + tasks / conditions.tasks[Int(batch)]))
  }
}
