import Accumulation
import Query

enum MergesCommand: StudyCommand {
  static let manual = Manual(
    verb: "merges", group: .merges, effect: .look,
    summary: "lists pairs of operations that might be one, or were taken for one and might not be",
    flags: queueFlags + [Flag("limit", .count, "how many rows; 20 is the default")],
    sql: .clauses(of: "merges"),
    details: """
      near: two units of one key whose first operations lie up to 0.20 under tau. merged: a member that joined its \
      unit up to 0.20 over tau. Pairs that a decision settles, or unsure puts off, are not listed. --by uncertainty shows the pairs \
      closest to tau first, --by cosine the most similar ones.

      --across-anchors lists what the linkage never compares: two units of different type or anchor whose first \
      operations have a cosine of tau or more. The most similar come first.

      Pairs whose texts are near those of a decided pair (a cosine of 0.95 or more on both sides, and the same keys) come \
      first, whatever the order; suggested then says what was ruled there. Nothing is ruled by that. The texts of \
      decisions that the log does not hold are known where decisions import brought them.

      accept ROW and reject ROW speak of the rows of the last such table.

      where, order by and limit are SQL over these columns (docs/sql.md).
      """,
    examples: [
      Example("merges --limit 5", "the five pairs closest to tau"),
      Example("merges --kind near --by cosine", "the most similar pairs that are not merged"),
      Example("merges where n1 + n2 > 6 order by cosine desc", "pairs of which much is known"),
      Example("merges --across-anchors --limit 5", "the same advice at different places"),
    ])

  /// Which pairs, and in which order: `review` takes the same.
  static let queueFlags = [
    Flag("kind", .choice(LinkedKind.allCases.map(\.rawValue)), "only pairs of this kind"),
    Flag("across-anchors", nil, "pairs of different type or anchor instead, the most similar first"),
    Flag("by", .choice(MergesView.Order.allCases.map(\.rawValue)), "order; uncertainty is the default"),
  ]

  /// What the linkage finds by itself.
  private enum LinkedKind: String, CaseIterable { case near, merged }

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let view = try queue(of: call, turn.analysis, atMost: 20)
    let (table, rows) = try view.table()
    turn.mergeRows = rows
    return .table(table)
  }

  /// The pairs that a call of `merges` or `review` speaks of.
  static func queue(of call: Call, _ analysis: Analysis, atMost limit: Int? = nil) throws -> MergesView {
    var view = MergesView(analysis: analysis)
    let kind: LinkedKind? = try call["kind"].map { try call.choice($0, for: "--kind") }
    view.kind = kind.flatMap { Candidate.Kind(rawValue: $0.rawValue) }
    view.acrossAnchors = call.has("across-anchors")
    if view.acrossAnchors, kind != nil { throw StatementFault.flagsExclude("kind", "across-anchors") }
    view.order =
      try call["by"].map { try call.choice($0, for: "--by") } ?? (view.acrossAnchors ? .cosine : .uncertainty)
    let table = view.acrossAnchors ? "across" : "merges"
    try call.checkFlags(against: table)
    let hasLimit = call.sql.map { Clauses($0, table: table).hasLimit } ?? false
    view.limit = try call.count(of: "limit") ?? (hasLimit ? nil : limit)
    view.picked = try call.sql.map { try analysis.picked(by: $0, from: table) }
    // The picked rows come in the order of the table, which is the usual one.
    if view.picked != nil, call.has("by") {
      throw StatementFault.flagBesideClause(flag: "by", clause: "where")
    }
    return view
  }
}
