import Analyses
import Answers
import Appraisals
import Language
import Sessions
import Studies

enum CompareCommand: StudyCommand {
  static let manual = Manual(
    verb: "compare", group: .evidence, effect: .look,
    summary: "shows what each unit is worth under two settings",
    words: [Positional("SETTING=VALUE", .text), Positional("SETTING=VALUE", .text)],
    flags: [
      Flag("top", .count, "how many of the first ranks are compared; 8 is the default"),
      Flag("limit", .count, "how many rows; all is the default"),
    ],
    details: """
      Everything else is as it is set; several settings of one side are joined by commas. Units are matched by the \
      wording that founded them and named as on the first side. value1 and value2 are their m̂, rank1 and rank2 \
      their places, change the places gained on the second side; applied says on which side the replay of pool and memory applies \
      the unit. Below the table stand the rank correlation \
      (Spearman) over the units with a value on both sides, how many of the first places go to another unit, how many units \
      are applied, and how many verdicts (verdict1, verdict2) differ. The study stays as it is.
      """,
    examples: [
      Example("compare signal=continuous signal=sign", "does the size of a delta matter?"),
      Example("compare accumulator=ema accumulator=mean --top 5", "does forgetting matter?"),
      Example("compare beta=0.9 accumulator=window,window=5 --limit 10", "two ways to forget"),
      Example("compare alpha=0.05 alpha=0.01 --limit 10", "which certificates depend on alpha"),
      Example("compare tau=0.6 tau=0.5 --limit 10", "what merging more would do"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let top = try call.count(of: "top") ?? 8
    guard top > 0 else {
      throw StatementFault.badValue(name: "--top", seen: "\(top)", expected: "a whole number from 1")
    }
    let sides = try call.words.map { try side($0, call, turn) }
    let comparison = try Comparison(sides[0], sides[1])
    let view = ComparisonView(comparison: comparison, top: top, limit: try call.count(of: "limit"))
    return Answer([.table(try view.table()), .data(view.summary())])
  }

  /// The analysis of this study with the settings of one word.
  private static func side(_ word: String, _ call: Call, _ turn: Turn) throws -> Analysis {
    var turn = turn
    for assignment in word.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw CommandFault.noAssignment(word) }
      let name: SettingName = try call.choice(String(parts[0]), for: "SETTING")
      try name.set(String(parts[1]), in: &turn.study.settings, call)
    }
    return turn.analysis
  }
}
