import Basics
import Identity
import Judging
import Studies

/// How good single observations of a log are, as far as its records say.
package struct Diagnosis {
  package let scorings: RepeatedScorings
  /// Nil where no label has an effect.
  package let byLabels: SignAccuracy?
  /// Nil where labels say it, or where no edit has enough tasks with and without it.
  package let byTasks: SignAccuracy?
  /// Nil where no call says in which order its states were shown.
  package let byPlace: PositionBias?

  package init(_ analysis: Analysis) throws {
    let (trace, operations, partition) = (
      try analysis.trace(), try analysis.operations(), try analysis.units()
    )
    let observations = try analysis.observations()
    byPlace = PositionBias(trace)
    scorings = try RepeatedScorings(
      log: trace, rule: analysis.study.settings.deltaRule, pulse: analysis.pulse)
    let truth = Truth(log: trace, operations: operations, partition: partition)
    byLabels = truth.hasEffects ? SignAccuracy(observations, effect: truth.effect) : nil
    guard byLabels == nil else {
      byTasks = nil
      return
    }
    let contrast = try TaskContrast(
      log: trace, operations: operations, partition: partition, pulse: analysis.pulse)
    let accuracy = SignAccuracy(observations, effect: contrast.effect)
    byTasks = accuracy.units > 0 ? accuracy : nil
  }

  /// The sign accuracy to go by, the best founded one, and what it rests on.
  package var accuracy: (interval: Interval, basis: String)? {
    if let share = byLabels?.share { return (share, "by labels") }
    if let share = byTasks?.share { return (share, "by task outcomes") }
    return scorings.accuracyAtMost.map { ($0, "at most, by repeated scorings") }
  }
}
