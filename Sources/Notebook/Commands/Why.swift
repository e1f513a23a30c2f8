enum WhyCommand: StudyCommand {
  static let manual = Manual(
    verb: "why", group: .evidence, effect: .look,
    summary: "explains a unit's verdict step by step",
    words: [Positional("OP", .operation)],
    details: """
      What was bet on and what came of it, the e-values beside what would be certified next, the interval of the mean, of \
      each scene too, whether the alarm for fading was raised, and what it would take to decide (docs/method.md).
      """,
    examples: [
      Example("why U1", "unit 1"),
      Example("why b3p7", "the unit that holds a proposal"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var call = call
    guard let unit = try turn.presentUnit(word: 0, of: &call) else { return Answer() }
    return try WhyView(turn.analysis, unit: unit).answer()
  }
}
