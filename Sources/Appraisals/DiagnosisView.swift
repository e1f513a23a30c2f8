import Analyses
import Basics
import Judging
import Language
import Scoring
import Tables

/// The figures of a diagnosis, each with what it rests on or would need.
package struct DiagnosisView {
  package let diagnosis: Diagnosis

  package init(diagnosis: Diagnosis) {
    self.diagnosis = diagnosis
  }

  package func table() -> Table {
    let columns: [Column] = [
      .text("figure", essential: true), .number("value", essential: true), .number("low", essential: true),
      .number("high", essential: true), .number("n"), .text("of"),
      .text("note", flexible: true, essential: true),
    ]
    return Table("diagnosis", columns, rows: repeats + [accuracy] + places, footer: remarks)
  }

  private var repeats: [[Cell]] {
    let scorings = diagnosis.scorings
    guard scorings.pairCount > 0 else {
      return ["delta_robustness", "sign_consistency"].map { row($0, nil, 0, "pairs", "no repeats") }
    }
    let signs = scorings.signs
    let zeros = scorings.pairCount - signs.both
    return [
      row(
        "delta_robustness", scorings.robustness, scorings.pairCount, "pairs",
        scorings.robustness == nil ? "too few or all alike" : "Pearson's r"),
      row(
        "sign_consistency", scorings.consistency, signs.both, "pairs",
        zeros > 0 ? "\(zeros) with a delta of 0 left out" : "equal signs"),
      row(
        "accuracy_at_most", scorings.accuracyAtMost, signs.both, "pairs", "if nothing but the scoring errs"),
    ]
  }

  private var accuracy: [Cell] {
    if let labels = diagnosis.byLabels { return row("sign_accuracy", labels, "labelled effects") }
    if let tasks = diagnosis.byTasks { return row("accuracy_by_tasks", tasks, "task outcomes") }
    return row("sign_accuracy", nil, 0, "observations", "no truth")
  }

  private var places: [[Cell]] {
    guard let bias = diagnosis.byPlace else { return [] }
    let isSeen = bias.slope.low > 0 || bias.slope.high < 0
    let note = isSeen ? "points per place: where a state is shown counts" : "points per place"
    return [row("position_bias", bias.slope, bias.calls, "calls", note)]
  }

  private func row(_ name: String, _ accuracy: SignAccuracy, _ truth: String) -> [Cell] {
    let zeros = accuracy.without > 0 ? "; \(accuracy.without) of 0 left out" : ""
    return row(
      name, accuracy.share, accuracy.right + accuracy.wrong, "observations",
      "\(counted(accuracy.units, "unit")), \(truth)\(zeros)")
  }

  private func row(_ name: String, _ value: Interval?, _ n: Int, _ what: String, _ note: String) -> [Cell] {
    [
      .text(name), .optional(value?.estimate, places: 3), .optional(value?.low, places: 3),
      .optional(value?.high, places: 3), .integer(n), .text(what), .text(note),
    ]
  }

  /// What is missing, and what is to be taken with care.
  private var remarks: String? {
    let scorings = diagnosis.scorings
    var lines: [String] = []
    if scorings.pairCount == 0 {
      lines.append("repeats are proposals scored in two or more calls of one batch")
    }
    if scorings.mostRepeats > 2 {
      let repeated = counted(scorings.repeated, "proposal")
      lines.append("\(repeated) scored up to \(scorings.mostRepeats) times in a batch: their pairs share")
      lines.append("measurements, and the intervals are too narrow")
    }
    if diagnosis.byLabels == nil && diagnosis.byTasks == nil {
      lines.append(
        "truth is labels with effects, or applied edits with \(TaskContrast.enough) tasks with and")
      lines.append("\(TaskContrast.enough) without their item in context")
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }
}

/// What follows from a sign accuracy under an accumulator.
package struct ConsequencesView {
  package let accumulator: Accumulator
  package let target: Double
  package let pulse: Pulse

  package init(accumulator: Accumulator, target: Double, pulse: Pulse) {
    (self.accumulator, self.target, self.pulse) = (accumulator, target, pulse)
  }

  /// `cases` are sign accuracies by what they are.
  package func table(_ cases: [(name: String, accuracy: Double)]) throws -> Table {
    let columns: [Column] = [
      .text("at", essential: true), .number("accuracy", essential: true), .number("needed", essential: true),
      .number("ceiling", essential: true), .number("after_10"), .number("needed_by_mean"),
    ]
    let rows = try cases.map { name, accuracy -> [Cell] in
      let curve = try SignCurve(SignModel(accumulator), accuracy: accuracy, pulse: pulse)
      let mean = try SignCurve(.majority, accuracy: accuracy, pulse: pulse)
      return [
        .text(name), .number(accuracy, places: 3), .wait(curve.observations(until: target)),
        .number(curve.ceiling, places: 3), .number(curve.probability(after: 10), places: 3),
        .wait(mean.observations(until: target)),
      ]
    }
    return Table("consequences", columns, rows: rows)
  }
}

extension Cell {
  /// A number of observations, or why there is none.
  package static func wait(_ wait: Wait) -> Cell {
    switch wait {
    case .after(let count): .integer(count)
    case .beyond(let count): .text("over \(count)")
    case .never: "never"
    }
  }
}
