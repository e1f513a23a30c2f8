/// The verbs there are. The language is told them; it knows none by itself.
package struct Vocabulary: Sendable {
  /// By verb.
  package let manuals: [Manual]
  private let byName: [String: Manual]
  /// What a comment on a line of its own is a statement of.
  let ofComments: Manual?

  package init(_ manuals: [Manual]) {
    self.manuals = manuals.sorted { $0.verb < $1.verb }
    var byName: [String: Manual] = [:]
    for manual in manuals {
      for name in [manual.verb] + manual.aliases { byName[name] = manual }
    }
    self.byName = byName
    ofComments = manuals.first(where: \.takesComments)
  }

  package func manual(of verb: String) throws -> Manual {
    if let manual = byName[verb] { return manual }
    throw StatementFault.unknownVerb(verb, suggestion: suggestion(for: verb, among: byName.keys.sorted()))
  }

  func manual(of statement: Statement) throws -> Manual {
    guard case .note = statement.body, let ofComments else {
      return try manual(of: statement.verb ?? "")
    }
    return ofComments
  }
}

extension Statement {
  /// The name of the parameter that this statement declares, if it does.
  package func declaredParameter(in vocabulary: Vocabulary) -> String? {
    guard words.count > 1, let manual = try? vocabulary.manual(of: self), manual.declaresParameter else {
      return nil
    }
    return words[1].literal
  }
}
