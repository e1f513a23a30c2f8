/// What values a parameter may have, where its declaration says so: `param tau = 0.6 : number`.
package enum ParameterType: Sendable, Equatable {
  case number, integer, text, file, flag
  case choice([String])

  package static let names = ["number", "integer", "text", "file", "choice", "flag"]

  /// As a declaration spells it: `number`, or `choice lexical minilm`.
  package init(words: [String]) throws {
    let name = words.first ?? ""
    switch name {
    case "number": self = .number
    case "integer": self = .integer
    case "text": self = .text
    case "file": self = .file
    case "flag": self = .flag
    case "choice":
      guard words.count > 2 else {
        throw StatementFault.missingWord("CHOICE", usage: "param NAME = VALUE : choice ONE OTHER…")
      }
      self = .choice(Array(words.dropFirst()))
    default:
      throw StatementFault.badChoice(
        name: "the type", seen: name, choices: ParameterType.names,
        suggestion: suggestion(for: name, among: ParameterType.names))
    }
    if case .choice = self { return }
    if words.count > 1 { throw StatementFault.extraWord(words[1], usage: "param NAME = VALUE : \(name)") }
  }

  package var words: [String] {
    switch self {
    case .number: ["number"]
    case .integer: ["integer"]
    case .text: ["text"]
    case .file: ["file"]
    case .flag: ["flag"]
    case .choice(let names): ["choice"] + names
    }
  }

  package func allows(_ text: String) -> Bool {
    switch self {
    case .number: decimal(text) != nil
    case .integer: Int(text) != nil
    case .flag: text == "true" || text == "false"
    case .choice(let names): names.contains(text)
    case .file: !text.isEmpty
    case .text: true
    }
  }

  /// What a message says that it expected.
  package var phrase: String {
    switch self {
    case .number: "a number"
    case .integer: "a whole number"
    case .flag: "true or false"
    case .text: "a text"
    case .file: "the name of a file"
    case .choice(let names): "one of \(names.joined(separator: ", "))"
    }
  }

  /// What a value is, read off its form.
  init(formOf text: String) {
    switch Parameters.Value(text) {
    case .number: self = .number
    case .flag: self = .flag
    case .text: self = .text
    }
  }
}

/// A parameter as a script declares it, before anything runs.
package struct ParameterDeclaration: Sendable, Equatable {
  package let name: String
  /// Nil where the default is itself made of parameters.
  package let standard: String?
  /// Said, or read off the default.
  package let type: ParameterType

  /// Of a statement `param NAME = VALUE [: TYPE]`, as far as it is one.
  package init?(_ statement: Statement, in vocabulary: Vocabulary) {
    guard let name = statement.declaredParameter(in: vocabulary), statement.words.count > 3 else {
      return nil
    }
    self.name = name
    standard = statement.words[3].literal
    let said = statement.words.dropFirst(5).compactMap(\.literal)
    type = (try? ParameterType(words: said)) ?? ParameterType(formOf: standard ?? "")
  }
}
