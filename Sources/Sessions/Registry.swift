import Language

/// All commands, by verb.
package struct Registry: Sendable {
  /// A command under the name of its file, which is its verb. What it works on is known as it is listed: to ask a type for
  /// its protocols takes a look at all that the program has.
  package struct Listed: Sendable {
    let verb: String
    let manual: @Sendable () -> Manual
    let command: Known

    package init<Verb: StudyCommand>(_ verb: String, _ command: Verb.Type) {
      (self.verb, manual, self.command) = (verb, { command.manual }, .ofStudy(command))
    }

    package init<Verb: SessionCommand>(_ verb: String, _ command: Verb.Type) {
      (self.verb, manual, self.command) = (verb, { command.manual }, .ofSession(command))
    }

    package init<Verb: AskingCommand>(_ verb: String, _ command: Verb.Type) {
      (self.verb, manual, self.command) = (verb, { command.manual }, .asking(command))
    }
  }

  enum Known: Sendable {
    case ofStudy(any StudyCommand.Type), ofSession(any SessionCommand.Type), asking(any AskingCommand.Type)

    var study: (any StudyCommand.Type)? {
      switch self {
      case .ofStudy(let command): command
      case .asking(let command): command
      case .ofSession: nil
      }
    }

    func asks(_ call: Call) -> Bool {
      if case .asking(let command) = self { command.asks(call) } else { false }
    }
  }

  package let vocabulary: Vocabulary
  private let byVerb: [String: Known]

  /// `commentVerb` is the verb of which comments on lines of their own are statements.
  package init(_ commands: [Listed], ofComments commentVerb: String? = nil) {
    vocabulary = Vocabulary(
      commands.map { Vocabulary.Entry($0.verb, $0.manual) }, ofComments: commentVerb)
    byVerb = Dictionary(commands.map { ($0.verb, $0.command) }, uniquingKeysWith: { first, _ in first })
  }

  /// Of a statement that the vocabulary has understood.
  func command(of call: Call) throws -> Known {
    if let command = byVerb[call.manual.verb] { return command }
    throw StatementFault.unknownVerb(call.manual.verb, suggestion: nil)
  }
}
