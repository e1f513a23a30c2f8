import Analyses
import Answers
import Judging
import Language
import Tables

/// What each beta would do with the signs of a log, and which one is proposed.
package struct BetaTuningView {
  package let tuning: BetaTuning

  package init(tuning: BetaTuning) {
    self.tuning = tuning
  }

  private static let counts = [5, 10, 20, 50]

  package func curve() throws -> Table {
    let columns: [Column] =
      [
        .number("beta", essential: true), .number("memory"), .number("needed", essential: true),
        .number("ceiling", essential: true),
      ] + BetaTuningView.counts.map { .number("after_\($0)") }
    let rows = try tuning.curve().map { point -> [Cell] in
      [
        point.beta.map { .number($0, places: 2) } ?? "mean",
        point.beta.map { .number(1 / (1 - $0), places: 1) } ?? .missing,
        .wait(point.curve.observations(until: tuning.target)), .number(point.curve.ceiling, places: 3),
      ] + BetaTuningView.counts.map { .number(point.curve.probability(after: $0), places: 3) }
    }
    return Table("curve", columns, rows: rows)
  }

  package func proposal(_ point: BetaTuning.Point?, emaIsInUse: Bool) -> Answer {
    guard let point else {
      return .said("no beta: signs that are right in half of all cases or fewer add up to nothing")
    }
    let wait = point.curve.observations(until: tuning.target)
    return Answer([
      .said("proposed: \(statement(point, emaIsInUse: emaIsInUse))"), .said(reason(point, wait)),
      .data(data(point, wait)),
    ])
  }

  /// What to type.
  private func statement(_ point: BetaTuning.Point, emaIsInUse: Bool) -> String {
    guard let beta = point.beta else { return "accumulator mean" }
    return (emaIsInUse ? "" : "accumulator ema; ") + "set beta \(shortNumber(beta))"
  }

  private func reason(_ point: BetaTuning.Point, _ wait: Wait) -> String {
    let needed =
      switch wait {
      case .after(let count): counted(count, "observation")
      case .beyond(let count): "more than \(counted(count, "observation"))"
      case .never: "no number of observations"
      }
    guard point.beta != nil else {
      return "no beta up to 0.99 reaches \(shown(tuning.clearance)); the mean takes \(needed)"
    }
    let ceiling = fixed(point.curve.ceiling, places: 3)
    return "the smallest whose ceiling, \(ceiling), reaches \(shown(tuning.clearance)); it takes \(needed)"
  }

  private func data(_ point: BetaTuning.Point, _ wait: Wait) -> Table {
    let columns: [Column] = [.text("accumulator"), .number("beta"), .number("needed"), .number("ceiling")]
    let row: [Cell] = [
      point.beta == nil ? "mean" : "ema", .optional(point.beta, places: 2), .wait(wait),
      .number(point.curve.ceiling, places: 3),
    ]
    return Table("proposal", columns, rows: [row])
  }

  private func shown(_ share: Double) -> String {
    shortNumber((share * 1e4).rounded() / 1e4)
  }
}
