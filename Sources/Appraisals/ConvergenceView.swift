import Basics
import Judging
import Tables

/// Monte Carlo and computed figures side by side.
package struct ConvergenceView: Sendable {
  package let trials: SignTrials
  package let curve: SignCurve
  package let target: Double

  package init(trials: SignTrials, curve: SignCurve, target: Double) {
    (self.trials, self.curve, self.target) = (trials, curve, target)
  }

  /// How often the sign was right, at a ladder of numbers of observations.
  package func shares() -> Table {
    let columns: [Column] = [
      .number("n", essential: true), .number("right", essential: true), .number("low", essential: true),
      .number("high", essential: true), .number("computed", essential: true),
    ]
    let rows = ladder.map { count -> [Cell] in
      let share = trials.share(after: count)
      return [
        .integer(count), .optional(share?.estimate, places: 4), .optional(share?.low, places: 4),
        .optional(share?.high, places: 4), .number(curve.probability(after: count), places: 4),
      ]
    }
    return Table("convergence", columns, rows: rows)
  }

  /// From how many observations on the sign is right as often as wanted.
  package func needed() -> Table {
    let columns: [Column] = [
      .number("target", essential: true), .number("needed", essential: true), .number("low", essential: true),
      .number("high", essential: true), .number("computed", essential: true),
      .number("ceiling", essential: true),
    ]
    let found = trials.needed(for: target)
    func cell(_ count: Int?) -> Cell { count.map(Cell.integer) ?? .text("over \(trials.right.count)") }
    let isHopeless = curve.ceiling < target && found.low == nil
    let drawn: [Cell] =
      isHopeless
      ? ["never", .missing, .missing] : [cell(found.estimate), cell(found.low), cell(found.high)]
    return Table(
      "needed", columns,
      rows: [
        [.number(target, places: 3)] + drawn
          + [.wait(curve.observations(until: target)), .number(curve.ceiling, places: 4)]
      ])
  }

  private var ladder: [Int] {
    let last = trials.right.count
    var steps: [Int] = []
    var unit = 1
    while unit <= last {
      steps += [1, 2, 3, 5, 7].map { $0 * unit }
      unit *= 10
    }
    return Set(steps + [14, last]).filter { $0 <= last }.sorted()
  }
}
