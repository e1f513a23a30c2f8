import Language

/// All commands, by verb.
package struct Registry: Sendable {
  package let vocabulary: Vocabulary
  private let byVerb: [String: any Command.Type]

  package init(_ commands: [any Command.Type]) {
    vocabulary = Vocabulary(commands.map { $0.manual })
    byVerb = Dictionary(commands.map { ($0.manual.verb, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Of a statement that the vocabulary has understood.
  func command(of call: Call) throws -> any Command.Type {
    if let command = byVerb[call.manual.verb] { return command }
    throw StatementFault.unknownVerb(call.manual.verb, suggestion: nil)
  }
}
