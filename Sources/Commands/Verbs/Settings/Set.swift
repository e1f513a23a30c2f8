import Analyses
import Answers
import Language
import Sessions
import Studies

enum SetCommand: StudyCommand {
  static let manual = Manual(
    verb: "set", group: .settings, effect: .study,
    summary: "changes a setting and says what moved",
    words: [Positional("SETTING", .setting), Positional("VALUE", .text)],
    details: """
      tau: the cosine from which a wording joins a unit. signal, baseline and clip: how values become deltas \
      (help signal). accumulator, beta, trim and window: how deltas become m̂ (help accumulator). floor, capacity and \
      max_age say who stays in the pool; k_min, k_max, r_max and r_min how much of memory a step may change; standing \
      what a unit does that memory follows already. reading paper follows Appendix A of the paper to the letter, with \
      epsilon and patience (docs/method.md says what differs). alpha, margin, interval and bets are what verdicts hold to. settings lists all with their values.
      """,
    examples: [
      Example("set tau 0.55", "merges more"),
      Example("set beta 0.8", "forgets faster"),
      Example("set k_max 3", "at most three units are selected in a step"),
      Example("set clip 5", "no delta counts for more than 5"),
      Example("set reading paper", "the paper's loop, to the letter"),
      Example("set bets sizes", "verdicts bet on sizes, not on signs alone"),
      Example("set alpha 0.01", "verdicts are wrong more rarely, and come later"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let name: SettingName = try call.choice(call.words[0], for: "SETTING")
    return try change([(name, call.words[1])], call, &turn)
  }

  /// What `set`, `signal`, `accumulator` and `embed` share.
  static func change(_ changes: [(name: SettingName, text: String)], _ call: Call, _ turn: inout Turn) throws
    -> Answer
  {
    let before = turn.analysis
    for (name, text) in changes { try name.set(text, in: &turn.study.settings, call) }
    return try answer(changes.map(\.name), from: before, turn)
  }

  /// Says which settings were given and what moved.
  static func answer(_ names: [SettingName], from before: Analysis, _ turn: Turn) throws -> Answer {
    let (old, new) = (before.study.settings, turn.study.settings)
    let said = names.map { describe($0, from: old, to: new) } + tauMoved(by: names, from: old, to: new)
    guard turn.study.log != nil, old != new else { return Answer(said.map(Answer.Block.said)) }
    let moved = try before.canEmbed() ? try moves(names, from: before, to: turn.analysis) : []
    if moved.isEmpty { _ = try turn.analysis.vectors() }
    return Answer((said + moved).map(Answer.Block.said))
  }

  /// Settings of verdicts move no m̂.
  private static func moves(_ names: [SettingName], from before: Analysis, to after: Analysis) throws
    -> [String]
  {
    names.allSatisfy(\.isOfVerdicts)
      ? try Movement.standing(from: before, to: after) : try movement(from: before, to: after)
  }

  /// Another embedder brings its own tau, unless one is given with it.
  private static func tauMoved(
    by names: [SettingName], from old: Settings, to new: Settings
  ) -> [String] {
    guard old.embedder != new.embedder, !names.contains(.tau) else { return [] }
    return ["\(describe(.tau, from: old, to: new)), the default of \(new.embedder.kind.rawValue)"]
  }

  private static func describe(_ name: SettingName, from old: Settings, to new: Settings) -> String {
    let (old, new) = (name.text(in: old), name.text(in: new))
    return old == new ? "\(name.rawValue) stays \(new)" : "\(name.rawValue) \(old) -> \(new)"
  }
}
