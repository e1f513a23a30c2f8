import Answers
import Language
import Sessions
import Views

enum ConflictsCommand: StudyCommand {
  static let manual = Manual(
    verb: "conflicts", group: .evidence, effect: .look,
    summary: "shows what says opposite things about one item or place, side by side",
    flags: [Flag("limit", .count, "how many rows; all is the default")],
    sql: .clauses(of: "conflicts"),
    details: """
      Two wordings with one anchor whose cosine is at most 0.20 under tau, and of which one has a number, a negation or \
      an order of words that the other has not. Of each two units the most alike stand here, and the most alike of \
      those that merging took for one unit: there each side has its own scores. stands says which unit is better where \
      one is clearly supported or clearly not.

      Places with more than 400 wordings are compared within units only. where, order by and limit are SQL over these \
      columns (docs/sql.md).
      """,
    examples: [
      Example("conflicts", "which edits contradict each other?"),
      Example("conflicts where unit1 = unit2", "those that were taken for one"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try call.checkFlags(against: "conflicts")
    let picked = try turn.analysis.picked(by: call)
    let limit = try call.count(of: "limit")
    return .table(try ConflictsView(analysis: turn.analysis, picked: picked, limit: limit).table())
  }
}
