import Answers
import Files
import Language
import Phrasing
import Sessions

/// What can be said of a script without running it: its form, its verbs, flags and parameters, and whether the files that
/// it reads are there and still what was recorded.
package struct ScriptInspection {
  package struct Problem: Sendable {
    package let line: Int
    package let complaint: Complaint
  }

  package private(set) var problems: [Problem] = []
  package private(set) var statementCount = 0
  private let vocabulary: Vocabulary
  private let path: String
  /// Values that are known before anything runs.
  private var parameters: Parameters
  private var declared: Set<String> = []
  private var unknown: Set<String> = []
  /// Files that earlier statements write.
  private var written: Set<String> = []

  package init(_ path: String, _ vocabulary: Vocabulary, overrides: [String: String] = [:]) throws {
    (self.path, self.vocabulary) = (path, vocabulary)
    parameters = Parameters(overrides: overrides)
    let (_, statements) = try SessionFile.read(path)
    statementCount = statements.count
    for statement in statements { inspect(statement) }
    let names = overrides.keys.sorted().filter { !declared.contains($0) }
    let known = declared.sorted()
    note(1) { try UsageFault.checkNames(names, areAmong: known) }
  }

  /// The worst of them: wrong usage before all else.
  package var exitCode: Int32 {
    let codes = problems.map(\.complaint.exitCode)
    return codes.contains(ExitCode.usage) ? ExitCode.usage : codes.max() ?? ExitCode.done
  }

  private mutating func note(_ line: Int, _ body: () throws -> Void) {
    do { try body() } catch {
      problems.append(Problem(line: line, complaint: Wording.complaint(error)))
    }
  }

  private mutating func inspect(_ statement: Statement) {
    do {
      let form = try Call(statement, in: vocabulary, parameters: nil)
      try inspectParameters(statement, form.manual)
      guard !statement.parameterNames.contains(where: unknown.contains) else { return }
      let call = try Call(statement, in: vocabulary, parameters: parameters)
      for (kind, name, value) in call.typedValues {
        let (known, values) = (written, parameters)
        note(statement.line) {
          try ScriptInspection.inspect(value, kind, name, call, known, values)
        }
        if kind == .newFile { written.insert(value) }
      }
    } catch { note(statement.line) { throw error } }
  }

  /// Parameters are used after they were declared, and their values are of their types.
  private mutating func inspectParameters(_ statement: Statement, _ manual: Manual) throws {
    let names = statement.parameterNames
    for name in names where !declared.contains(name) && manual.sql == nil {
      throw StatementFault.unknownParameter(name, suggestion: suggestion(for: name, among: declared.sorted()))
    }
    guard let declaration = ParameterDeclaration(statement, in: vocabulary) else { return }
    declared.insert(declaration.name)
    guard let standard = declaration.standard else {
      unknown.insert(declaration.name)
      return
    }
    let words = statement.words.dropFirst(5).compactMap(\.literal)
    let type = statement.words.count > 4 ? try ParameterType(words: words) : nil
    try parameters.declare(declaration.name, standard, type: type)
    let value = try parameters.value(of: declaration.name).text
    if type == .file, !fileExists(value) { throw FileFault.refused(action: "open", path: value, code: 2) }
  }

  private static func inspect(
    _ value: String, _ kind: ValueKind, _ name: String, _ call: Call, _ written: Set<String>,
    _ parameters: Parameters
  ) throws {
    switch kind {
    case .number: _ = try call.number(value, for: name)
    case .count:
      guard Int(value).map({ $0 >= 0 }) == true else {
        throw StatementFault.badValue(name: name, seen: value, expected: "a whole number from 0")
      }
    case .choice(let names) where !names.contains(value):
      throw StatementFault.badChoice(
        name: name, seen: value, choices: names, suggestion: suggestion(for: value, among: names))
    case .existingFile where value != "-" && !written.contains(value):
      try inspectFile(value, call, parameters)
    default: break
    }
  }

  /// What the hash speaks of is read; all else must only be there.
  private static func inspectFile(_ path: String, _ call: Call, _ parameters: Parameters) throws {
    guard let recorded = call["sha256"], !call.dependsOnOverride(parameters) else {
      guard fileExists(path) else { throw FileFault.refused(action: "open", path: path, code: 2) }
      return
    }
    let found = try sha256(ofFile: path)
    if found != recorded { throw SessionFault.inputChanged(path: path, recorded: recorded, found: found) }
  }
}

extension Statement {
  /// Of the parameters in its words, in their order.
  package var parameterNames: [String] {
    words.flatMap(\.pieces).compactMap { piece in
      if case .parameter(let name) = piece { name } else { nil }
    }
  }
}
