import Basics

/// What a unit's verdict rests on, in more detail than a table of all units holds.
public struct UnitReasons: Sendable, Equatable {
  /// Signs of the outcomes that were bet on.
  public let positive: Int
  public let negative: Int
  public let zero: Int
  /// Nil without observations.
  public let interval: Interval?
  /// In the order in which the unit met them; empty where batches have no scenes.
  public let scenes: [SceneInterval]
  public let alarm: Alarm?

  /// That a unit which helped no longer does as it was shown to.
  public struct Alarm: Sendable, Equatable {
    /// The batch by which it had been shown to help, and the one that raised the alarm.
    public let shown: Int32
    public let raised: Int32
    /// The level below which the mean fell, in what was bet on.
    public let level: Double
  }

  /// Complexity: O(observations of the unit).
  public init(_ observations: Observations, unit: Int, terms: VerdictTerms) {
    let range = observations.range(of: unit)
    let first = observations.batch[range].firstIndex { $0 >= terms.first } ?? range.upperBound
    let (batches, deltas) = (
      observations.batch[first..<range.upperBound], observations.delta[first..<range.upperBound]
    )
    var examiner = UnitExaminer(terms, budgets: StakeBudgets(count: deltas.count))
    let findings = examiner.findings(batches, deltas)
    positive = deltas.count { $0 > 0 }
    negative = deltas.count { $0 < 0 }
    zero = deltas.count - positive - negative
    interval = findings.interval
    scenes = examiner.scenes(batches, deltas)
    alarm = findings.alarm.map { alarm in
      Alarm(
        shown: batches[first + alarm.begun - 1], raised: batches[first + alarm.raised - 1],
        level: alarm.level * terms.size(in: batches[first + alarm.raised - 1]))
    }
  }
}
