import Answers
import Columns
import Identity
import Language
import Sessions
import Tables
import Views

enum UnitsCommand: StudyCommand {
  static let manual = Manual(
    verb: "units", group: .merges, effect: .look,
    summary: "lists the units in the order in which they first appear",
    flags: [Flag("limit", .count, "how many rows; all is the default")],
    sql: .clauses(of: "units"),
    details: """
      wordings counts distinct wordings, proposals how often any of them was proposed, batches in how many batches. \
      name and content belong to the unit's first wording. where, order by and limit are SQL over these columns \
      (docs/sql.md).
      """,
    examples: [
      Example("units --limit 5", "the first five"),
      Example("units where wordings > 1 order by proposals desc", "what was proposed again and again"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try call.checkFlags(against: "units")
    let source = try UnitSource(turn.analysis)
    let count = source.partition.unitCount
    let all = try turn.analysis.picked(by: call) ?? Array(0..<count)
    let shown = all.prefix(try call.count(of: "limit") ?? all.count)
    let columns = ShownColumns(UnitsTable.columns)
    let rows = try columns.rows(shown, of: source, pulse: turn.pulse)
    let footer = shown.count < count ? "\(shown.count) of \(counted(count, "unit"))" : nil
    return .table(Table("units", columns.columns, rows: rows, footer: footer))
  }
}
