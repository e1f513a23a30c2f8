import Answers
import Language
import Sessions
import Studies

enum ParamCommand: StudyCommand {
  static let manual = Manual(
    verb: "param", group: .session, effect: .study,
    summary: "gives a value a name that --set can change",
    words: [
      Positional("NAME", .parameter), Positional("=", .choice(["="])), Positional("VALUE", .text),
      Positional(":", .choice([":"]), optional: true),
      Positional("TYPE", .text, optional: true, repeats: true),
    ],
    form: "NAME = VALUE [: number|integer|text|file|flag|choice A B…]",
    declaresParameter: true,
    details: """
      Later statements use it as $NAME. Without a type, its type is read off the value: a number, true or false, or a text. \
      integer takes whole numbers, file the name of a file that is there, choice one of the words after it. \
      maa run FILE --set NAME=VALUE gives it another value of the same type; --params FILE, --sweep NAME=VALUES and \
      --over 'PATTERN' make a run per value.
      """,
    examples: [
      Example("param data = datasets/kitchen.jsonl : file", "names a file for load $data", after: ""),
      Example("param tau = 0.6 : number", "for --sweep tau=0.5..0.9:0.1", after: ""),
      Example("param by = n : choice n mhat", "one of two", after: ""),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard call.words[1] == "=" else {
      throw StatementFault.badValue(name: "the second word", seen: call.words[1], expected: "=")
    }
    let (name, type) = (call.words[0], try type(call))
    try turn.study.parameters.declare(name, call.words[2], type: type)
    let value = try turn.study.parameters.value(of: name).text
    if type == .file, value != "-", !turn.options.places.exists(value) {
      throw CommandFault.noSuchFile(parameter: name, path: value)
    }
    guard turn.study.parameters.overrides[name] != nil else { return Answer() }
    // What is recorded must give this result again without the command line.
    let words = [manual.verb, name, "=", value] + (type.map { [":"] + $0.words } ?? [])
    turn.recorded = words.map { Quoting.quoted($0) }.joined(separator: " ")
    return .said("\(name) = \(value), from the command line")
  }

  private static func type(_ call: Call) throws -> ParameterType? {
    guard call.words.count > 3 else { return nil }
    guard call.words[3] == ":" else {
      throw StatementFault.badValue(name: "the word after the value", seen: call.words[3], expected: ":")
    }
    guard call.words.count > 4 else { throw StatementFault.missingWord("TYPE", usage: manual.usage) }
    return try ParameterType(words: Array(call.words[4...]))
  }
}
