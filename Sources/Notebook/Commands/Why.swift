enum WhyCommand: StudyCommand {
  static let manual = Manual(
    verb: "why", group: .merges, effect: .look,
    summary: "explains why two operations are, or are not, one unit",
    words: [Positional("OP", .operation), Positional("OP", .operation)],
    showsTable: false,
    details: """
      Step by step: whether their keys are equal, their cosine and tau, which leader took each of them and at which \
      cosine, what decisions say of them directly or over others, the path from one to the other inside their unit, \
      and what in their wording cosines do not see: numbers, negations, order. After 20 decisions of both kinds a \
      small model of the answers adds what it makes of the two, term by term; it decides nothing. change says what \
      would make it otherwise; a tau that is named has been tried.
      """,
    examples: [
      Example("why b3p7 b5p5", "two orders of one advice, and one unit"),
      Example("why U28 U41", "two units that might be one"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var call = call
    var operations: [Int] = []
    for index in call.words.indices {
      guard let operation = try turn.presentOperation(word: index, of: &call) else { return Answer() }
      operations.append(operation)
    }
    return try PairExplanation(turn.analysis, operations[0], operations[1]).answer()
  }
}
