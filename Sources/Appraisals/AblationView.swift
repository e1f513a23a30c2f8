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

  /// What the tables mean, in words.
  package static func words(_ ablation: Ablation) -> [String] {
    [lead(ablation), harm(ablation), orders(ablation)].compactMap { $0 }
  }

  private static func lead(_ ablation: Ablation) -> String? {
    guard let best = ablation.leads.first?.first else { return nil }
    let told = ablation.leads.map { difference in
      let range = "\(fixed(difference.gain.low, places: 1)) to \(fixed(difference.gain.high, places: 1))"
      let less = "\(fixed(difference.gain.estimate, places: 1)) (\(range)) over \(difference.second.rawValue)"
      return difference.finding == .open ? "\(less), which chance may explain" : less
    }
    return
      "in such logs \(best.rawValue) ends with the best memory: ahead by \(told.joined(separator: ", by "))"
  }

  private static func harm(_ ablation: Ablation) -> String? {
    let policies = ablation.rows.filter { $0.kind != .oracle }
    guard let least = policies.min(by: { $0.harmful.estimate < $1.harmful.estimate }),
      let most = policies.max(by: { $0.harmful.estimate < $1.harmful.estimate }),
      least.harmful.estimate < most.harmful.estimate
    else { return nil }
    return "harmful edits in memory at the end: fewest under \(least.kind.rawValue) "
      + "(\(fixed(least.harmful.estimate, places: 1))), most under \(most.kind.rawValue) "
      + "(\(fixed(most.harmful.estimate, places: 1)))"
  }

  /// Whether the paper's order holds here, and whether more logs would tell.
  private static func orders(_ ablation: Ablation) -> String? {
    let counts = [Ablation.Difference.Finding.holds, .reversed, .open].map { finding in
      (finding, ablation.order.count { $0.finding == finding })
    }.filter { $0.1 > 0 }
    guard !counts.isEmpty else { return nil }
    let told = counts.map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
    let isOpen = ablation.order.contains { $0.finding == .open }
    return "of the paper's order of policies: \(told)"
      + (isOpen ? "; more --seeds may settle what is open" : "")
      + ". policies says what each would have done on your log"
  }

  private static func cells(_ interval: Interval) -> [Cell] {
    [.number(interval.estimate, places: 2), .number((interval.high - interval.low) / 2, places: 2)]
  }
}
