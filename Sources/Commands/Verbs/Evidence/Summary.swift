import Answers
import Language
import Sessions
import Views

enum SummaryCommand: StudyCommand {
  static let manual = Manual(
    verb: "summary", group: .evidence, effect: .look,
    summary: "says on one screen what was found, and what to do next",
    details: """
      First whom to keep, drop and judge, what was found and what to judge next; then the advice (help advice). Certified is what a verdict says (help verdicts). Probably is a chance of 0.9 or more that an undecided unit \
      helps, or that it harms (help evidence). take out of memory: units that the log applied and that rather harm \
      than help. not known yet: all other undecided units, and those that nothing scored. shown_by is the statement \
      that lists them.
      """,
    examples: [Example("summary", "what holds up, what harms, and what should I judge next?")])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let view = SummaryView(analysis: turn.analysis)
    let named = try AdviceView.named(turn.analysis).map { Answer.Block.said("\($0.counsel): \($0.which)") }
    let found = Answer(named + [.table(try view.table())] + (try view.sentences()).map { .said($0) })
    return try found + AdviceView(analysis: turn.analysis).answer()
  }
}
