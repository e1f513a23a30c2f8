import Answers
import Guarding
import Language
import Sessions
import Views

enum GuardCommand: StudyCommand {
  static let manual = Manual(
    verb: "guard", group: .evidence, effect: .look,
    summary: "names operations that may have come into the log to do harm",
    flags: [
      Flag("sign", .choice(GuardSign.allCases.map(\.rawValue)), "only findings of this kind"),
      Flag("least", .number, "how strong a suspicion is shown, 0…1; 0.5 is the default"),
      Flag("limit", .count, "how many rows; all is the default"),
    ],
    showsTable: true,
    details: """
      Suspicions with a reason, never proof, of attacks on a memory. trigger: it helps in most batches and harms in those of one scene. graft: all \
      but the words of an item or of a unit that scores speak for, with one clause changed, and scores that speak \
      against it or a clause that takes a safeguard away. injection: words that instruct the reader, such as to ignore \
      other notes. votes: opinions for it and no score, or scores that say otherwise. burst: what it is worth rests on \
      one batch. rewording: a later wording takes a safeguard away, and the unit does worse since. outcomes: tasks \
      went worse with its item in context than without, within batches.

      strength is the number of zeros of p over six where figures speak, else a number for each kind of pattern; from \
      0.5 on it is an alarm. p is corrected for the scenes, batches or items of one unit, not for the number of units: \
      of a thousand clean units one has a p of 0.001. expect guard = 0 fails a pipeline on any alarm. docs/method.md has \
      how many planted attacks are found, and how many others are named.
      """,
    examples: [
      Example("guard", "what to look at twice"),
      Example("guard --sign injection", "words that instruct the reader"),
      Example("guard --least 0.2 --limit 5", "weaker suspicions, too"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var view = GuardView(analysis: turn.analysis)
    view.sign = try call["sign"].map { try call.choice($0, for: "--sign") }
    view.least = try call.number(of: "least", "from 0 to 1") { (0...1).contains($0) } ?? GuardFinding.alarm
    view.limit = try call.count(of: "limit")
    return try view.answer()
  }
}
