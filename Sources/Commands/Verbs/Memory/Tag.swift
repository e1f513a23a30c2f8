import Analyses
import Answers
import Language
import Sessions
import Studies
import TraceLogs
import Views

enum TagCommand: StudyCommand {
  private static let none = "none"
  private static let marks = Tags.Mark.allCases.map(\.rawValue) + [none]

  static let manual = Manual(
    verb: "tag", group: .memory, effect: .study,
    summary: "keeps what you want of an edit or an item, whatever the evidence says",
    words: [Positional("UNIT", .operation), Positional("MARK", .choice(marks))],
    flags: [Flag("because", .text, "the reason")],
    details: """
      UNIT is a unit, or the id of an item of memory. keep and drop stand beside the advice, and export memory \
      follows them: what is tagged keep is applied where memory does not hold it and its place is there, what is tagged \
      drop is taken out. wait only marks. none takes the tag away. A tag on a unit is recorded by its wording and holds \
      on later logs.
      """,
    examples: [
      Example("tag U2 keep --because \"it saved us twice\"", "your word beside the advice"),
      Example("tag m2 drop", "an item that the log began with"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var call = call
    let subject = try subject(&call, &turn)
    let mark: String = call.words[1].lowercased()
    guard marks.contains(mark) else {
      throw StatementFault.badChoice(
        name: "MARK", seen: call.words[1], choices: marks, suggestion: suggestion(for: mark, among: marks))
    }
    if let mark = Tags.Mark(rawValue: mark) {
      turn.study.tags.put(mark, on: subject, because: call["because"])
    } else {
      turn.study.tags.remove(subject)
    }
    return turn.isTerse ? Answer() : .said("\(mark)  \(try TagEffect(turn.analysis).words(subject))")
  }

  /// A unit, or an item that the log names; an item that a unit added is that unit.
  private static func subject(_ call: inout Call, _ turn: inout Turn) throws -> Tags.Subject {
    let word = call.words[0]
    do {
      return .wording(try turn.taggedName(word: 0, of: &call))
    } catch AnalysisFault.unknownOperation {
      guard try turn.analysis.trace().items.contains(where: { $0.id == word }) else {
        throw AnalysisFault.unknownOperation(word)
      }
      return .item(word)
    }
  }
}

extension Turn {
  fileprivate mutating func taggedName(word index: Int, of call: inout Call) throws -> OperationName {
    let name = try decidedName(call.words[index])
    call.record(word: index, as: name.description)
    recorded = call.canonical
    return name
  }
}
