import Answers
import Language
import Sessions
import Views

enum AdviceCommand: StudyCommand {
  static let manual = Manual(
    verb: "advice", group: .evidence, effect: .look,
    summary: "says which edits to keep, which to drop, and why",
    flags: [
      Flag("all", nil, "also units of which too little is known and that memory does not hold"),
      Flag("limit", .count, "how many rows; all is the default"),
    ],
    sql: .clauses(of: "advice"),
    details: """
      keep: the unit helps with a chance of 0.9 or more. drop: it harms with such a chance. judge: a merge must be judged \
      first, for what was counted for one edit may be two (merges --unit U, review). wait: too little is known; one \
      batch is never enough. On planted logs some three in a hundred of those called keep or drop are called so wrongly \
      (docs/method.md, Advice).

      reason counts the batches that went better or worse with the edit than without. item is the item of memory that \
      says so now: as the log's own run left memory, or, where it applied nothing, as the replay leaves it. does is what \
      applying the edit does, replay what the replay did with it. Items that no unit wrote have rows of their own: from \
      edits of them, tasks that had them in context, and votes.

      tag U keep puts your own word beside it. where, order by and limit are SQL over these columns (docs/sql.md).
      """,
    examples: [
      Example("advice", "what should my agent keep?"),
      Example("advice where advice = 'drop'", "what should go"),
      Example("advice where item is not null --wide", "what memory holds, with all reasons in full"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try call.checkFlags(against: "advice")
    let picked = try turn.analysis.picked(by: call)
    let limit = try call.count(of: "limit")
    return try AdviceView(
      analysis: turn.analysis, picked: picked, limit: limit, showsAll: call.has("all")
    ).answer()
  }
}
