enum EmbedCommand: StudyCommand {
  static let manual = Manual(
    verb: "embed", group: .settings, effect: .study,
    summary: "chooses what turns texts into vectors, or shows the choice",
    words: [Positional("EMBEDDER", .choice(EmbedderChoice.allCases.map(\.rawValue)), optional: true)],
    details: """
      lexical: hashed words, word pairs and character 3- to 5-grams. It needs no model and gives the same vectors \
      everywhere; it sees shared words, not shared meaning. Its tau is 0.60 unless set.
      """,
    examples: [Example("embed lexical", "compares texts by their words")])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard let choice = call.words.first else {
      return .said("embedder \(turn.study.settings.embedder.rawValue)")
    }
    return try SetCommand.change([(.embedder, choice)], call, &turn)
  }
}
