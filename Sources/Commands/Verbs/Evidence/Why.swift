import Analyses
import Answers
import Appraisals
import Basics
import Language
import Sessions
import TraceLogs
import Views

enum WhyCommand: StudyCommand {
  static let manual = Manual(
    verb: "why", group: .evidence, effect: .look,
    summary: "explains a unit's verdict, or why two wordings are one unit or not",
    words: [Positional("WORDING", .operation), Positional("WORDING", .operation, optional: true)],
    details: """
      Of one unit: what was bet on and what came of it, the e-values beside what would be certified next, the interval of \
      the mean, of each scene too, whether the alarm for fading was raised, and what it would take to decide \
      (docs/method.md).

      Where tasks name the item that a unit wrote, or WORDING is the id of an item: its effect on outcomes, what that rests on, \
      and with which other items it works (help effects).

      Of two wordings: whether their keys are equal, their cosine and tau, which leader took each of them and at which \
      cosine, what decisions say of them directly or over others, the path from one to the other inside their unit, \
      and what in their wording cosines do not see: numbers, negations, order. After 20 decisions of both kinds a \
      small model of the answers adds what it makes of the two, term by term; it decides nothing. change says what \
      would make it otherwise; a tau that is named has been tried.
      """,
    examples: [
      Example("why U1", "unit 1"),
      Example("why b3p7", "the unit that holds a proposal"),
      Example("why b3p7 b5p5", "two orders of one advice, and one unit"),
      Example("why U28 U41", "two units that might be one"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var call = call
    if call.words.count > 1 { return try pair(&call, &turn) }
    if let item = try item(call.words[0], turn) { return item }
    guard let unit = try turn.presentUnit(word: 0, of: &call) else { return Answer() }
    let items = try ItemWhyView.items(ofUnit: unit, turn.analysis).compactMap { id in
      try ItemWhyView(turn.analysis, item: id)?.answer()
    }
    return items.reduce(try WhyView(turn.analysis, unit: unit).answer(), +)
  }

  /// An item that tasks name and no proposal does.
  private static func item(_ id: String, _ turn: Turn) throws -> Answer? {
    let isProposal = (0..<(try turn.analysis.trace().proposals.count)).contains { proposal in
      (try? turn.analysis.trace().proposals.id[proposal].utf8.elementsEqual(id.utf8)) ?? false
    }
    guard !isProposal, OperationName(id) == nil else { return nil }
    return try ItemWhyView(turn.analysis, item: id)?.answer()
  }

  private static func pair(_ call: inout Call, _ turn: inout Turn) throws -> Answer {
    var operations: [Int] = []
    for index in call.words.indices {
      guard let operation = try turn.presentOperation(word: index, of: &call) else { return Answer() }
      operations.append(operation)
    }
    return try PairExplanation(turn.analysis, operations[0], operations[1]).answer()
  }
}
