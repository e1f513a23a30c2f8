import Analyses
import Answers
import Appraisals
import Basics
import Judging
import Language
import Scoring
import Sessions
import Studies
import Tables

enum TuneCommand: StudyCommand {
  /// What can be tuned, each with a proposal of its own.
  enum Tunable: String, CaseIterable {
    case beta, tau
  }

  static let manual = Manual(
    verb: "tune", group: .settings, effect: .look,
    summary: "proposes a setting from what the log shows, with the curve behind it",
    words: [Positional("SETTING", .choice(Tunable.allCases.map(\.rawValue)))],
    flags: [
      Flag("accuracy", .number, "of beta: the sign accuracy; what diagnose measures is the default"),
      Flag("target", .number, "of beta: how likely m̂ is to be right; 0.9 is the default"),
      Flag("pairs", .existingFile, "of tau: labelled pairs that it is chosen on"),
      Flag(
        "from", .choice(TauSource.allCases.map(\.rawValue)),
        "of tau: what says what is the same; else the first there is"),
    ] + pairFlags,
    details: """
      tune beta proposes the smallest beta whose ceiling lies clear of the target, by a fifth of what is left above \
      it. The study stays as it is. memory is 1/(1-beta), about how many observations count; needed, ceiling and \
      after_5 to after_50 are as in diagnose, and mean is what never forgets.

      Where units keep their worth, a larger beta only helps. Where they change it, it argues for a smaller \
      one: with beta 0.99 it takes some 70 observations until the new worth weighs as much as the old, with 0.9 \
      seven.

      tune tau tries merging under each tau from 0.20 to 0.99 and proposes the one with the best F1 of pairs, with a \
      bootstrap interval: by the labels of the log, else by the answers of an audit, each pair as often as pairs like it \
      are in the log, else by all decisions; --from says which. Decisions hold while labels are the measure; audited \
      answers do not while they are it, nor any decision while decisions are. Decisions are answers to close calls, so a tau by \
      them suits those, and may be far from the best one.

      The table sets the proposal and the ends of its interval beside the tau that is set: merged is the share of \
      wordings in a unit with others, agree how many decided pairs merging would make the same of by itself. --pairs \
      chooses by labelled pairs of texts of a file instead, each joined where its cosine reaches tau (help quality). \
      accuracy and target belong to beta, pairs, from and what goes with them to tau.
      """,
    examples: [
      Example("tune beta", "from the labels or repeated scorings of the log"),
      Example("tune beta --accuracy 0.615", "if 61.5% of all signs are right", after: ""),
      Example("tune tau", "by the labels of the log"),
      Example(
        "tune tau --from decisions", "by what was ruled so far",
        after: "load datasets/kitchen.jsonl; merges --limit 2; accept 1; reject 2"),
      Example("tune tau --pairs datasets/advice-pairs.csv", "which tau suits these pairs", after: ""),
      Example("tune beta --accuracy 0.7 --target 0.95", "more certainty wants a longer memory", after: ""),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let tunable: Tunable = try call.choice(call.words[0], for: "SETTING")
    try call.refusePairFlagsAlone(but: tunable == .tau ? ["seed"] : [])
    switch tunable {
    case .beta:
      if let flag = ["pairs", "from"].first(where: call.has) {
        throw StatementFault.flagNotFor(flag, "tune beta")
      }
      return try beta(call, turn)
    case .tau: return try tau(call, &turn)
    }
  }

  private static func tau(_ call: Call, _ turn: inout Turn) throws -> Answer {
    if let flag = ["accuracy", "target"].first(where: call.has) {
      throw StatementFault.flagNotFor(flag, "tune tau")
    }
    guard call.has("pairs") else { return try tauOfTheLog(call, &turn) }
    if call.has("from") { throw StatementFault.flagsExclude("from", "pairs") }
    let proposal = try TauProposal(try turn.pairStudy(call))
    turn.warnings += proposal.warnings
    return proposal.answer()
  }

  private static func tauOfTheLog(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let source: TauSource? = try call["from"].map { try call.choice($0, for: "--from") }
    let view = TauTuningView(tuning: try TauTuning(turn.analysis, by: source, seed: call.seed()))
    turn.warnings += view.warnings
    return try view.answer()
  }

  private static func beta(_ call: Call, _ turn: Turn) throws -> Answer {
    let target = try call.target()
    let (accuracy, basis) = try accuracy(call, turn)
    let tuning = BetaTuning(accuracy: accuracy.estimate, target: target, pulse: turn.pulse)
    let (view, proposal) = (BetaTuningView(tuning: tuning), try tuning.proposal())
    let answer = Answer([
      .said("sign accuracy \(fixed(accuracy.estimate, places: 3))\(basis)   target \(shortNumber(target))"),
      .table(try view.curve()),
    ])
    return answer + view.proposal(proposal, emaIsInUse: turn.study.settings.accumulatorKind == .ema)
      + (try caution(proposal, tuning, low: accuracy.low, turn))
  }

  private static func accuracy(_ call: Call, _ turn: Turn) throws -> (Interval, basis: String) {
    if let given = try call.accuracy() {
      return (Interval(estimate: given, low: given, high: given), ", as given")
    }
    guard let (interval, basis) = try Diagnosis(turn.analysis).accuracy else {
      throw CommandFault.noSignAccuracy(verb: "tune beta")
    }
    let range = "\(fixed(interval.low, places: 3)) to \(fixed(interval.high, places: 3))"
    return (interval, " (\(range)) \(basis)")
  }

  /// What speaks against leaning on the proposal.
  private static func caution(
    _ proposal: BetaTuning.Point?, _ tuning: BetaTuning, low: Double, _ turn: Turn
  ) throws -> Answer {
    guard let proposal else { return Answer() }
    var lines: [String] = []
    if low < tuning.accuracy {
      let cautious = try BetaTuning(accuracy: low, target: tuning.target, pulse: turn.pulse).proposal()
      let choice = cautious.map { $0.beta.map { "beta \(shortNumber($0))" } ?? "the mean" }
      let end = "at the low end of the interval, \(fixed(low, places: 3)), "
      lines.append(end + (choice.map { "it would be \($0)" } ?? "nothing would do"))
    }
    if turn.study.log != nil, case .after(let needed) = proposal.curve.observations(until: tuning.target) {
      let most = try turn.analysis.evidence().n.max() ?? 0
      if most < needed {
        lines.append("no unit of the log has that many observations; the most are \(most)")
      }
    }
    return Answer(lines.map(Answer.Block.said))
  }
}
