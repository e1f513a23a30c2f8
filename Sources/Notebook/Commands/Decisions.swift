enum DecisionsCommand: StudyCommand {
  static let manual = Manual(
    verb: "decisions", group: .merges, effect: .look,
    summary: "lists the rulings made by hand, with their reasons",
    details: "A decision about an operation that the log does not hold is kept and shown without its text.",
    examples: [
      Example("decisions", "what was ruled so far", after: "load datasets/kitchen.jsonl; same b1p1 b2p3")
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    .table(try decisionsTable(turn.study, turn.analysis))
  }
}
