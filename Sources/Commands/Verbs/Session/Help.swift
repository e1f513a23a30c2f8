import Answers
import Importing
import Imports
import Language
import Sessions

enum HelpCommand: SessionCommand {
  static let manual = Manual(
    verb: "help", aliases: ["?"], group: .session, effect: .session,
    summary: "lists the commands, or explains one",
    words: [
      Positional("VERB", .verb, optional: true),
      Positional("FORMAT", .choice(FormatRegistry.manuals.map(\.name)), optional: true),
    ],
    form: "[VERB [FORMAT]]",
    details: "Behind import or load, the name of a format explains that.",
    examples: [
      Example("help merges", "all about merges", after: ""),
      Example("help import reflexion", "what becomes of a log of Reflexion", after: ""),
    ])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    guard let verb = call.words.first else {
      return Answer([.text(HelpText.overview(session.registry.vocabulary))])
    }
    let manual = try session.registry.vocabulary.manual(of: verb)
    guard call.words.count > 1 else { return Answer([.text(HelpText.page(for: manual))]) }
    guard manual.flags.contains(where: { $0.name == "format" }) else {
      throw CommandFault.noFormats(verb: verb)
    }
    return Answer([.text(FormatPage.text(try FormatRegistry.format(named: call.words[1]).manual))])
  }
}
