import Analyses
import Answers
import Columns
import Memory
import Tables

/// Policies side by side.
package enum PoliciesView {
  static let columns: [StudyColumn<[JudgedPolicy]>] = [
    .text("policy", "its name", .essential) { rows in { .text(rows[$0].figures.kind.rawValue) } },
    .integer("applied", "edits applied", .essential) { rows in { .integer(rows[$0].figures.applied) } },
    .integer("held", "edits of which memory has the words at the end", .essential) { rows in
      { .integer(rows[$0].figures.held.count) }
    },
    .real("worth", "what these are worth by the posterior of the whole log", .essential) { rows in
      { .optional(rows[$0].worth?.mean, places: 2) }
    },
    .real("worth_deviation", "the standard deviation of that", .hidden) { rows in
      { .optional(rows[$0].worth?.deviation, places: 2) }
    },
    .integer("good", "truly good ones, where labels say so") { rows in
      { .optional(rows[$0].figures.worth?.good) }
    },
    .integer("missed", "good ones that were not applied") { rows in
      { .optional(rows[$0].figures.worth?.missed) }
    },
    .integer("harmful", "truly harmful ones applied", .essential) { rows in
      { .optional(rows[$0].figures.worth?.harmful) }
    },
    .real("gain", "the true worth of memory at the end", .essential) { rows in
      { .optional(rows[$0].figures.worth?.gain, places: 2) }
    },
    .real("area", "the true worth of memory over time") { rows in
      { .optional(rows[$0].figures.worth?.area, places: 2) }
    },
    .real("regret", "what the best choice would have brought beyond it", .essential) { rows in
      { .optional(rows[$0].figures.worth?.regret, places: 2) }
    },
    .real("coverage", "the part of the pool that the log scores", .essential) { rows in
      { .optional(rows[$0].figures.coverage, places: 2) }
    },
    .text("here", "what of it maa does not hold, and what of it rather harms than helps", .long) { rows in
      { .text(rows[$0].here) }
    },
  ]

  /// What only planted truth can say.
  private static let ofTruth: Set = ["good", "missed", "harmful", "gain", "area", "regret"]

  package static func table(_ policies: [JudgedPolicy]) throws -> Table {
    let isPlanted = policies.contains { $0.figures.worth != nil }
    let shown = ShownColumns(columns, without: isPlanted ? [] : ofTruth)
    return Table(
      "policies", shown.columns, rows: try shown.rows(policies),
      footer: isPlanted ? nil : "the log has no labels with effects, so what was truly good is not known")
  }

  /// The table, and which of them fits this log.
  package static func answer(_ kinds: [PolicyKind], _ analysis: Analysis) throws -> Answer {
    let policies = try JudgedPolicy.all(kinds, analysis)
    let words = try PolicyFit(policies, analysis).lines
    return Answer([.table(try table(policies))] + words.map { .said($0) })
  }

  package static func sources(_ kinds: [PolicyKind]) -> Table {
    let columns: [Column] = [
      .text("policy", essential: true), .text("source", flexible: true, essential: true),
    ]
    return Table("sources", columns, rows: kinds.map { [.text($0.rawValue), .text($0.source)] })
  }
}
