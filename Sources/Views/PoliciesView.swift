import Columns
import Memory
import Tables

/// Policies side by side.
package enum PoliciesView {
  static let columns: [StudyColumn<[PolicyFigures]>] = [
    .text("policy", "its name", .essential) { rows in { .text(rows[$0].kind.rawValue) } },
    .integer("applied", "edits applied", .essential) { rows in { .integer(rows[$0].applied) } },
    .integer("good", "truly good ones, where labels say so") { rows in { .optional(rows[$0].worth?.good) } },
    .integer("missed", "good ones that were not applied") { rows in { .optional(rows[$0].worth?.missed) } },
    .integer("harmful", "truly harmful ones applied", .essential) { rows in
      { .optional(rows[$0].worth?.harmful) }
    },
    .real("gain", "the true worth of memory at the end", .essential) { rows in
      { .optional(rows[$0].worth?.gain, places: 2) }
    },
    .real("area", "the true worth of memory over time") { rows in
      { .optional(rows[$0].worth?.area, places: 2) }
    },
    .real("regret", "what the best choice would have brought beyond it", .essential) { rows in
      { .optional(rows[$0].worth?.regret, places: 2) }
    },
    .real("coverage", "the part of the pool that the log scores", .essential) { rows in
      { .optional(rows[$0].coverage, places: 2) }
    },
  ]

  package static func table(_ figures: [PolicyFigures]) throws -> Table {
    let isPlanted = figures.contains { $0.worth != nil }
    let shown = ShownColumns(columns)
    return Table(
      "policies", shown.columns, rows: try shown.rows(figures),
      footer: isPlanted ? nil : "the log has no labels with effects, so what was truly good is not known")
  }

  package static func sources(_ kinds: [PolicyKind]) -> Table {
    let columns: [Column] = [
      .text("policy", essential: true), .text("source", flexible: true, essential: true),
    ]
    return Table("sources", columns, rows: kinds.map { [.text($0.rawValue), .text($0.source)] })
  }
}
