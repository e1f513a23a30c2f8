import Answers
import Language
import Sessions
import Studies

enum ParamCommand: StudyCommand {
  static let manual = Manual(
    verb: "param", group: .session, effect: .study,
    summary: "gives a value a name that --set can change",
    words: [Positional("NAME", .parameter), Positional("=", .choice(["="])), Positional("VALUE", .text)],
    declaresParameter: true,
    details: """
      Later statements use it as $NAME. Its type is read off the value: a number, true or false, or a text. \
      maa run FILE --set NAME=VALUE gives it another value of the same type.
      """,
    examples: [
      Example("param data = datasets/kitchen.jsonl", "names a file for load $data", after: "")
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard call.words[1] == "=" else {
      throw StatementFault.badValue(name: "the second word", seen: call.words[1], expected: "=")
    }
    let name = call.words[0]
    try turn.study.parameters.declare(name, call.words[2])
    guard turn.study.parameters.overrides[name] != nil else { return Answer() }
    // What is recorded must give this result again without the command line.
    let value = try turn.study.parameters.value(of: name).text
    turn.recorded = "\(manual.verb) \(name) = \(Quoting.quoted(value))"
    return .said("\(name) = \(value), from the command line")
  }
}
