import Analyses
import Answers
import Language
import Sessions
import TraceLogs
import Views

enum BatchesCommand: StudyCommand {
  static let manual = Manual(
    verb: "batches", group: .evidence, effect: .look,
    summary: "lists the log's batches in the order of time",
    flags: [Flag("limit", .count, "only the last N")],
    sql: .clauses(of: "batches"),
    details: """
      baseline is the mean baseline of the batch's calls. where, order by and limit are SQL over these columns \
      (docs/sql.md).
      """,
    examples: [
      Example("batches", "what each batch proposed and scored"),
      Example("batches where proposals > 5 order by baseline", "batches with many edits, the hardest first"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let trace = try turn.analysis.trace()
    let limit = try call.count(of: "limit") ?? trace.batches.count
    try call.checkFlags(against: "batches")
    return .table(try batchesTable(trace, picked: try turn.analysis.picked(by: call), last: limit))
  }
}
