import Answers
import ForeignLogs
import Importing
import Imports
import Language
import Sessions
import Terms

enum HelpCommand: SessionCommand {
  static let manual = Manual(
    verb: "help", aliases: ["?"], group: .session, effect: .session,
    summary: "lists the commands, or explains one, or any column, setting or term",
    words: [
      Positional("VERB", .verb, optional: true),
      Positional("FORMAT", .choice(FormatRegistry.manuals.map(\.name)), optional: true),
    ],
    form: "[VERB [FORMAT] | TERM]",
    details: """
      TERM is a column, a setting or a word of this program: help mhat, help anchor, help certify. docs/glossary.md has \
      them all. Behind import or load, the name of a format explains that.
      """,
    examples: [
      Example("help merges", "all about merges", after: ""),
      Example("help mhat", "what a column means", after: ""),
      Example("help import reflexion", "what becomes of a log of Reflexion", after: ""),
    ])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    guard let verb = call.words.first else {
      return Answer([.text(HelpText.overview(session.registry.vocabulary))])
    }
    guard let manual = try manual(of: verb, session) else {
      return Answer([.text(try term(call.words[0], session).page)])
    }
    guard call.words.count > 1 else { return Answer([.text(HelpText.page(for: manual))]) }
    guard manual.flags.contains(where: { $0.name == "format" }) else {
      throw CommandFault.noFormats(verb: verb)
    }
    if call.words[1] == FormatFlags.traceName { return Answer([.text(FormatPage.ownLog)]) }
    return Answer([.text(FormatPage.text(try FormatRegistry.format(named: call.words[1]).manual))])
  }

  /// A verb goes before a term of its name.
  private static func manual(of verb: String, _ session: Session) throws -> Manual? {
    Term.named(verb) == nil
      ? try? session.registry.vocabulary.manual(of: verb)
      : session.registry.vocabulary.manuals.first { $0.verb == verb || $0.aliases.contains(verb) }
  }

  private static func term(_ name: String, _ session: Session) throws -> Term {
    if let term = Term.named(name) { return term }
    let known = session.registry.vocabulary.manuals.map(\.verb) + Term.names
    throw StatementFault.unknownVerb(name, suggestion: suggestion(for: name, among: known))
  }
}
