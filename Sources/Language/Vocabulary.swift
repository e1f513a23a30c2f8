import Basics

/// The verbs there are. The language is told them; it knows none by itself.
///
/// What is said of a verb is asked for when the verb comes up: a script of ten lines need not wait for the manuals of seventy.
package struct Vocabulary: Sendable {
  package struct Entry: Sendable {
    package let verb: String
    let manual: @Sendable () -> Manual

    package init(_ verb: String, _ manual: @escaping @Sendable () -> Manual) {
      (self.verb, self.manual) = (verb, manual)
    }
  }

  private let entries: [String: Entry]
  private let sorted = Later<[Manual]>()
  /// Of what a comment on a line of its own is a statement.
  private let commentVerb: String?

  package init(_ entries: [Entry], ofComments commentVerb: String? = nil) {
    self.entries = Dictionary(entries.map { ($0.verb, $0) }, uniquingKeysWith: { first, _ in first })
    self.commentVerb = commentVerb
  }

  /// By verb.
  package var manuals: [Manual] {
    sorted.value { entries.values.map { $0.manual() }.sorted { $0.verb < $1.verb } }
  }

  package func manual(of verb: String) throws -> Manual {
    if let entry = entries[verb] { return entry.manual() }
    if let manual = manuals.first(where: { $0.aliases.contains(verb) }) { return manual }
    let names = manuals.flatMap { [$0.verb] + $0.aliases }.sorted()
    throw StatementFault.unknownVerb(verb, suggestion: suggestion(for: verb, among: names))
  }

  func manual(of statement: Statement) throws -> Manual {
    guard case .note = statement.body, let commentVerb else { return try manual(of: statement.verb ?? "") }
    return try manual(of: commentVerb)
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
