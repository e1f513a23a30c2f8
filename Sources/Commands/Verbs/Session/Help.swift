import Answers
import Language
import Sessions

enum HelpCommand: SessionCommand {
  static let manual = Manual(
    verb: "help", aliases: ["?"], group: .session, effect: .session,
    summary: "lists the commands, or explains one",
    words: [Positional("VERB", .verb, optional: true)],
    examples: [Example("help merges", "all about merges", after: "")])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    guard let verb = call.words.first else {
      return Answer([.text(HelpText.overview(session.registry.vocabulary))])
    }
    return Answer([.text(HelpText.page(for: try session.registry.vocabulary.manual(of: verb)))])
  }
}
