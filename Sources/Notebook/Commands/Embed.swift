enum EmbedCommand: StudyCommand {
  static let manual = Manual(
    verb: "embed", group: .settings, effect: .study,
    summary: "chooses what turns texts into vectors, or shows the choice",
    words: [Positional("EMBEDDER", .choice(EmbedderChoice.allCases.map(\.rawValue)), optional: true)],
    flags: [
      Flag(
        "tau", .number, "the cosine from which an operation joins a unit; the embedder's own is the default")
    ],
    details: """
      lexical: hashed words, word pairs and character 3- to 5-grams. It needs no model and gives the same vectors \
      everywhere; it sees shared words, not shared meaning. Its tau is 0.6 unless set.

      minilm: the sentence encoder all-MiniLM-L6-v2, which sees meaning too. It reads the first 256 word pieces of a \
      text. make model fetches its weights; after that nothing is fetched. Its tau is 0.78 unless set.

      recorded: the vectors that the log carries; every operation needs one. Its tau is 0.85 unless set, the \
      paper's for its encoder.

      Each embedder has cosines of its own, so another embedder brings its own tau, and --tau gives one with it.
      """,
    examples: [
      Example("embed lexical", "compares texts by their words"),
      Example("embed minilm", "compares texts by what they mean"),
      Example("embed minilm --tau 0.6", "the same, and merges more"),
      Example("embed", "shows which one is in use"),
    ])

  static func effect(of call: Call) -> Manual.Effect {
    call.words.isEmpty && !call.has("tau") ? .look : .study
  }

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let changes = call.changes([.embedder], flags: [.tau])
    guard changes.isEmpty else { return try SetCommand.change(changes, call, &turn) }
    let settings = turn.study.settings
    return .said("embedder \(settings.embedder.rawValue)   tau \(SettingName.tau.text(in: settings))")
  }
}
