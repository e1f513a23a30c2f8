import Basics
import Memory
import Tables

/// Policies over many planted logs, with the half width of their 95% intervals.
package enum AblationView {
  package static func table(_ ablation: Ablation) -> Table {
    let figures = ["gain", "area", "harmful", "regret"]
    let columns: [Column] =
      [.text("policy", essential: true)]
      + figures.flatMap {
        [Column.number($0, essential: true), .number("\($0)_pm", essential: $0 == "gain")]
      }
    let rows = ablation.rows.map { row -> [Cell] in
      [.text(row.kind.rawValue)] + [row.gain, row.area, row.harmful, row.regret].flatMap(cells)
    }
    return Table("ablation", columns, rows: rows)
  }

  package static func order(_ ablation: Ablation) -> Table {
    let columns: [Column] = [
      .text("more", essential: true), .text("less", essential: true), .number("gain", essential: true),
      .number("low", essential: true), .number("high", essential: true), .text("order", essential: true),
    ]
    let rows = ablation.order.map { difference -> [Cell] in
      [
        .text(difference.first.rawValue), .text(difference.second.rawValue),
        .number(difference.gain.estimate, places: 2), .number(difference.gain.low, places: 2),
        .number(difference.gain.high, places: 2), .text(difference.finding.rawValue),
      ]
    }
    return Table("order", columns, rows: rows)
  }

  private static func cells(_ interval: Interval) -> [Cell] {
    [.number(interval.estimate, places: 2), .number((interval.high - interval.low) / 2, places: 2)]
  }
}
