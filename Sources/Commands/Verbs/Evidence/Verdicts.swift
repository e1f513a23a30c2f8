import Answers
import Language
import Sessions
import Views

enum VerdictsCommand: StudyCommand {
  static let manual = Manual(
    verb: "verdicts", group: .evidence, effect: .look,
    summary: "says which units hold up, however often one looks",
    words: [Positional("UNIT", .operation, optional: true, repeats: true)],
    flags: [Flag("limit", .count, "how many rows; all is the default")],
    details: """
      stable helps, harmful harms: certified together so that at most a share alpha of the certificates is false. Bets are on \
      the signs of deltas; under set bets sizes on deltas, each cut at the size that is usual by then, under a clip on clipped deltas. \
      What a certificate rests on is named: stable by size says that the mean of cut deltas is above 0, stable by sign that \
      plus is commoner than minus. fading looked as if it helped, by itself and not beside all others, and has fallen below \
      what it seemed to have; a share alpha of steady units may be called so. scene-specific helps in one scene and not in another. negligible has \
      an effect within the margin. undecided is the rest; needed says how many more batches it would take at the present \
      rate. why U1 explains one unit.

      n counts the observations that count. e_helps and e_harms are what betting on either side has made of 1; 1e15 \
      stands for all that is more. mean_low and mean_high are the ends of the anytime-valid interval for the mean, of \
      deltas or of their signs, as scale says; median_low and median_high those for the median of the deltas, which \
      needs no bound; what says nothing is not shown. mean is the plain mean, and rests_on says what was bet on, and whether \
      the mean has another sign than what is certified. status is sealed where only batches after a seal count, else exploratory or broken (help seal). \
      docs/method.md has the formulas, and what they assume.
      """,
    examples: [
      Example("verdicts", "what is known of each unit"),
      Example("verdicts b3p7 b5p5", "of two units"),
      Example(
        "verdicts --limit 5", "what is certain first", after: "load datasets/kitchen.jsonl; seal --after 6"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var call = call
    var view = VerdictsView(analysis: turn.analysis)
    view.limit = try call.count(of: "limit")
    if !call.words.isEmpty {
      // Two proposals of one unit are one row.
      view.units = Set(try call.words.indices.compactMap { try turn.presentUnit(word: $0, of: &call) })
        .sorted()
    }
    return try view.answer()
  }
}
