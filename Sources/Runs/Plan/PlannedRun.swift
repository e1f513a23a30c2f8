import Files
import Identity
import Language
import Sessions

/// A script as runs read it, once for all of them.
package struct PlannedScript: Sendable {
  package let path: String
  package let sha256: String
  package let statements: [Statement]
  package let declarations: [ParameterDeclaration]
  /// The file's name without its ending.
  let name: String

  /// Each statement's form is checked before anything runs.
  init(_ path: String, _ vocabulary: Vocabulary) throws {
    let (file, statements) = try SessionFile.read(path)
    for statement in statements {
      do { _ = try Call(statement, in: vocabulary, parameters: nil) } catch {
        throw ScriptFault(file: path, line: statement.line, fault: error)
      }
    }
    (self.path, sha256, self.statements) = (path, file.sha256, statements)
    declarations = statements.compactMap { ParameterDeclaration($0, in: vocabulary) }
    name = PlannedScript.stem(path)
  }

  /// `logs/monday.jsonl.gz` is `monday`.
  static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let stem = name.split(separator: ".", omittingEmptySubsequences: false).first.map(String.init) ?? name
    return stem.isEmpty ? name : stem
  }

  func check(_ name: String, _ value: String) throws {
    guard let declaration = declarations.first(where: { $0.name == name }) else {
      let known = declarations.map(\.name)
      throw PlanFault.noSuchParameter(name, script: path, suggestion: suggestion(for: name, among: known))
    }
    guard declaration.type.allows(value) else {
      throw PlanFault.wrongValue(parameter: name, seen: value, expected: declaration.type.phrase)
    }
  }
}

/// One run among others: a script with values for its parameters.
package struct PlannedRun: Sendable {
  package let script: PlannedScript
  /// The name of its folder.
  package let name: String
  package let overrides: [String: String]

  /// Runs that read the same logs share what follows from them; the first of them goes ahead.
  var family: String {
    let files = script.declarations.filter {
      overrides[$0.name] != nil && $0.isOfFile(overrides[$0.name] ?? "")
    }
    return ([script.path] + files.map { "\($0.name)=\(overrides[$0.name] ?? "")" }).joined(separator: "\0")
  }

  /// Whatever a run depends on apart from its inputs.
  func digest(_ figures: [String], engine: String) -> String {
    let values = overrides.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let parts = [engine, script.path, script.sha256] + values + ["figures"] + figures
    return Digest.sha256(of: Array(parts.joined(separator: "\0").utf8))
  }
}

extension RunPlan {
  /// What the runs of each family set tau to.
  var tausOfFamily: [String: Set<Cosine>] {
    runs.reduce(into: [:]) { taus, run in
      if let tau = run.tau { taus[run.family, default: []].insert(tau) }
    }
  }
}

extension PlannedRun {
  /// Where a parameter says it.
  fileprivate var tau: Cosine? {
    let words = script.statements.lazy.filter { $0.verb == "set" }.map(\.words)
    guard let pieces = words.last(where: { $0.count == 3 && $0[1].literal == "tau" })?[2].pieces,
      case .parameter(let name) = pieces.first, pieces.count == 1
    else { return nil }
    let standard = script.declarations.first { $0.name == name }?.standard
    return (overrides[name] ?? standard).flatMap(Double.init).map(Cosine.init)
  }
}

extension ParameterDeclaration {
  fileprivate func isOfFile(_ value: String) -> Bool {
    type == .file || type == .text && isRegularFile(value)
  }
}
