import Answers
import Language
import Scoring
import Sessions
import Studies

enum AccumulatorCommand: StudyCommand {
  static let manual = Manual(
    verb: "accumulator", group: .settings, effect: .study,
    summary: "chooses how a unit's deltas become m̂, or shows the choice",
    words: [Positional("ACCUMULATOR", .choice(Accumulator.Kind.allCases.map(\.rawValue)), optional: true)],
    flags: [
      Flag("window", .count, "how many observations window looks back on; 10 is the default"),
      Flag("trim", .number, "share that trimmed leaves out at either end; 0.1 is the default"),
    ],
    details: """
      ema: the bias-corrected moving average, in which beta says how much the past keeps. mean: of all \
      observations. trimmed: the mean without the lowest and the highest. median: the one in the middle. signs: the \
      positive observations less the negative ones, which grows with n. window: the mean of the last \
      ones. posterior: the mean of what is probable of the unit's worth, by a model that is fitted to the whole log.

      Each is written out in docs/method.md. What is not given stays as it is.
      """,
    examples: [
      Example("accumulator mean", "old observations count like new ones"),
      Example("accumulator window --window 5", "only the last five"),
      Example("accumulator posterior", "what the log itself makes of old, few and noisy observations"),
      Example("accumulator", "shows which one is in use"),
    ])

  static func effect(of call: Call) -> Manual.Effect {
    call.words.isEmpty && !call.has("window") && !call.has("trim") ? .look : .study
  }

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let changes = call.changes([.accumulator], flags: [.window, .trim])
    guard changes.isEmpty else { return try SetCommand.change(changes, call, &turn) }
    return .said(description(turn.study.settings))
  }

  /// The accumulator in use with its parameter.
  static func description(_ settings: Settings) -> String {
    ([SettingName.accumulator] + parameter(of: settings.accumulatorKind)).map {
      "\($0.rawValue) \($0.text(in: settings))"
    }.joined(separator: "   ")
  }

  private static func parameter(of kind: Accumulator.Kind) -> [SettingName] {
    switch kind {
    case .ema: [.beta]
    case .trimmed: [.trim]
    case .window: [.window]
    case .mean, .median, .signs, .posterior: []
    }
  }
}
