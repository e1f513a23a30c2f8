import Analyses
import Answers
import Judging
import Language
import Reviewing
import Sessions

enum ReviewCommand: SessionCommand {
  static let manual = Manual(
    verb: "review", group: .merges, effect: .session,
    summary: "goes through the merges queue, one candidate at a time: a key answers",
    flags: MergesCommand.queueFlags + [
      Flag("limit", .count, "at most N candidates; all is the default"),
      Flag("blind", nil, "hides cosine, kind, units, evidence and effects of answers"),
    ],
    sql: .clauses(of: "merges"),
    details: """
      Shows both texts with their differences marked, where and when they were proposed, their evidence, and what either \
      answer would do. s same, d different, k or the space bar skip, u unsure, w why, z undo, n note, q quit, ? help; \
      S and D ask for a reason first.

      Every answer is a statement of the session: same, different, unsure or a note, in the journal before the next \
      candidate is shown. Coming back goes on, for what is decided or put off is passed over; what was skipped comes up \
      again. The order stays as it was when the review began. Keys that were pressed before a candidate was \
      shown, and pasted text, are not taken for answers.

      Where standard input is no terminal, answers are its lines: same, d other oven (a reason), note look again, or the \
      letters; empty lines and comments are passed over, the end of input leaves. With maa - they follow the line \
      that says review. Input that ends before the first answer is an error.

      where, order by and limit are SQL over the columns of merges (docs/sql.md).

      Units and evidence follow every answer on logs of up to 5,000 proposals, and both answers are tried with all that \
      follows from them. On larger ones an answer is recorded at once, a page says how many answers came since its \
      evidence was reckoned, and r reckons anew; answers are tried there on the units of the pair alone.
      """,
    examples: [
      Example("review --limit 10", "judges the ten pairs whose answers matter most"),
      Example("review where n1 > 6", "only pairs of which much is known"),
      Example("review --blind --kind near", "judges by the texts alone"),
    ])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    let source = try session.answers.orThrow(SessionFault.nobodyAnswers)
    let queue = try MergesCommand.queue(of: call, session.analysis)
    let found = try queue.entries()
    // As in `merges`: old answers come first, unless SQL says the order.
    let suggestions = try Suggestions(session.analysis, for: found.candidates)
    let entries = (queue.picked == nil ? suggestions.first(found) : found)
      .prefix(try MergesCommand.limit(of: call, orElse: nil) ?? .max)
    let sitting = try Sitting(
      ReviewDesk(entries.map(\.candidate)), session: session, source: source, isBlind: call.has("blind"),
      acrossAnchors: queue.acrossAnchors, suggestions: suggestions)
    return try sitting.run()
  }
}

extension Optional {
  func orThrow(_ fault: @autoclosure () -> some Error) throws -> Wrapped {
    guard let self else { throw fault() }
    return self
  }
}
