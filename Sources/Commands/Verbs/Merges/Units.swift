import Answers
import Basics
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
      members counts distinct wordings, proposals how often any of them was proposed, batches in how many batches. \
      name and content belong to the unit's first operation. where, order by and limit are SQL over these columns \
      (docs/sql.md).
      """,
    examples: [
      Example("units --limit 5", "the first five"),
      Example("units where members > 1 order by proposals desc", "what was proposed again and again"),
    ])

  static let columns: [Column] = [
    .text("unit", essential: true), .text("type"), .text("anchor"), .number("members", essential: true),
    .number("proposals"), .number("batches"), .text("first_id"),
    .text("content", flexible: true, essential: true), .text("name", essential: true),
  ]

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try call.checkFlags(against: "units")
    let source = try UnitSource(turn.analysis)
    let count = source.partition.unitCount
    let all = try turn.analysis.picked(by: call) ?? Array(0..<count)
    let shown = all.prefix(try call.count(of: "limit") ?? all.count)
    let readers = try columns.map { try StudyTable.unitField($0.name).reader(source) }
    let rows = try shown.enumerated().map { index, unit in
      if index % 256 == 0 { try turn.pulse.beat("listing", index, shown.count) }
      return try readers.map { try $0(unit) }
    }
    let footer = shown.count < count ? "\(shown.count) of \(counted(count, "unit"))" : nil
    return .table(Table("units", columns, rows: rows, footer: footer))
  }
}
