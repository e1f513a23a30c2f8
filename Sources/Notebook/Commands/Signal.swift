import Accumulation

enum SignalCommand: StudyCommand {
  static let manual = Manual(
    verb: "signal", group: .settings, effect: .study,
    summary: "chooses how values become deltas, or shows the choice",
    words: [Positional("SIGNAL", .choice(Signal.allCases.map(\.rawValue)), optional: true)],
    details: """
      continuous: the candidate's value less the baseline's. sign: only whether it did better, worse or the same. \
      absolute: the value itself, which takes an easy batch for a good operation; it is there to compare.
      """,
    examples: [
      Example("signal sign", "counts only the direction"),
      Example("signal", "shows which one is in use"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard let signal = call.words.first else { return .said("signal \(turn.study.settings.signal.rawValue)") }
    return try SetCommand.change(.signal, to: signal, call, &turn)
  }
}
