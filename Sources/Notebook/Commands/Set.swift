enum SetCommand: StudyCommand {
  static let manual = Manual(
    verb: "set", group: .settings, effect: .study,
    summary: "changes a setting and says what moved",
    words: [Positional("SETTING", .setting), Positional("VALUE", .text)],
    details: """
      tau: the cosine from which an operation joins a unit. beta: how much of m̂ the past keeps. signal and embedder \
      can be set here too. floor, capacity and max_age say who stays in the pool; k_min, k_max, r_max and r_min how \
      much of memory a step may change (docs/method.md). settings lists all with their values.
      """,
    examples: [
      Example("set tau 0.55", "merges more"),
      Example("set beta 0.8", "forgets faster"),
      Example("set k_max 3", "at most three units are selected in a step"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    try change(try call.choice(call.words[0], for: "SETTING"), to: call.words[1], call, &turn)
  }

  /// What `set`, `signal` and `embed` share.
  static func change(_ name: SettingName, to text: String, _ call: Call, _ turn: inout Turn) throws -> Answer
  {
    let before = turn.analysis
    let old = name.text(in: turn.study.settings)
    try name.set(text, in: &turn.study.settings, call)
    let new = name.text(in: turn.study.settings)
    let change = old == new ? "\(name.rawValue) stays \(new)" : "\(name.rawValue) \(old) -> \(new)"
    guard turn.study.log != nil, old != new else { return .said(change) }
    return Answer(([change] + (try movement(from: before, to: turn.analysis))).map(Answer.Block.said))
  }
}
