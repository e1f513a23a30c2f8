import Answers
import Language
import Sessions
import Views

enum EvidenceCommand: StudyCommand {
  static let manual = Manual(
    verb: "evidence", group: .evidence, effect: .look,
    summary: "shows what each unit accumulated",
    words: [Positional("UNIT", .operation, optional: true, repeats: true)],
    flags: [
      Flag(
        "by", .choice(EvidenceView.Order.allCases.map(\.rawValue)),
        "order, descending; support is the default"),
      Flag("limit", .count, "how many rows; all is the default"),
    ],
    sql: .clauses(of: "evidence"),
    details: """
      n counts observations: batches in which the unit was scored. mhat is what the accumulator made of its \
      deltas, last the newest delta, share the part of positive ones, trend the course of mhat. wordings counts \
      distinct wordings, batches those in which one was proposed. content and name belong to the unit's first \
      wording.

      chance is how probable it is that the unit helps, and its worth lies from low to high with probability 0.95, \
      by a model that is fitted to the whole log (docs/method.md, Posterior). What is best supported stands first: \
      units whose interval lies above 0, by its lower end; then those whose interval holds 0, by the mean of their \
      worth; then those whose interval lies below 0. Units of one observation stand where means pass 0. --by mhat ranks by the accumulator. What is certain the verdict \
      says (help verdicts).

      where, order by and limit are SQL over these columns (docs/sql.md).
      """,
    examples: [
      Example("evidence --limit 10", "the ten units that are best supported"),
      Example("evidence b3p7 b5p5", "two units side by side"),
      Example("evidence where n >= 3 and type = 'add' order by share desc limit 5", "what helped most often"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var call = call
    var view = EvidenceView(analysis: turn.analysis)
    try call.checkFlags(against: "evidence")
    view.order = try call["by"].map { try call.choice($0, for: "--by") }
    view.limit = try call.count(of: "limit")
    if !call.words.isEmpty {
      view.units = try call.words.indices.compactMap { try turn.presentUnit(word: $0, of: &call) }
    }
    view.picked = try turn.analysis.picked(by: call)
    return .table(try view.table())
  }
}
