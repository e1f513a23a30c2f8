import Embedding

enum EmbedCommand: StudyCommand {
  static let manual = Manual(
    verb: "embed", group: .settings, effect: .study,
    summary: "chooses what turns texts into vectors, or shows the choice",
    words: [
      Positional("EMBEDDER", .choice(EmbedderKind.allCases.map(\.rawValue)), optional: true),
      Positional("URL", .text, optional: true),
    ],
    form: "[lexical|http URL]",
    flags: [
      Flag("model", .text, "http: the model, by the server's name for it"),
      Flag("key-env", .text, "http: the environment variable that holds the key"),
    ],
    details: """
      lexical: hashed words, word pairs and character 3- to 5-grams. It needs no model and gives the same vectors \
      everywhere; it sees shared words, not shared meaning. Its tau is 0.60 unless set.

      http URL --model NAME: asks a server that understands OpenAI's /v1/embeddings; an address without a path gets \
      that one. The log's texts are sent to it, so the command line must say --allow-network. The key is read from \
      MAA_EMBEDDING_KEY or the variable that --key-env names, and from OPENAI_API_KEY where the server is OpenAI's or \
      on this machine. It is never shown nor recorded. No tau was chosen on data for a model that is not known: 0.85 is \
      a start.

      tau follows the embedder unless it was set.
      """,
    examples: [
      Example("embed lexical", "compares texts by their words"),
      Example("embed", "what is in use"),
    ])

  static let httpUsage = "embed http URL --model NAME [--key-env NAME]"

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard let word = call.words.first else {
      try refuseFlags(call)
      return .said("embedder \(turn.study.settings.embedder.text)")
    }
    let kind: EmbedderKind = try call.choice(word, for: "embedder")
    guard kind == .http else {
      try refuseFlags(call)
      if call.words.count > 1 { throw StatementFault.extraWord(call.words[1], usage: "embed \(word)") }
      return try SetCommand.change([(.embedder, word)], call, &turn)
    }
    return try useServer(call, &turn)
  }

  private static func refuseFlags(_ call: Call) throws {
    guard let flag = ["model", "key-env"].first(where: { call.has($0) }) else { return }
    throw StatementFault.flagOfAnother(flag: flag, owner: "embed http")
  }

  private static func useServer(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard call.words.count > 1 else { throw StatementFault.missingWord("URL", usage: httpUsage) }
    guard let model = call["model"] else { throw StatementFault.missingWord("--model", usage: httpUsage) }
    let endpoint = try HTTPEndpoint(url: call.words[1], model: model, keyVariable: call["key-env"])
    // Said here too, though nothing may be sent yet: without a log, the first to notice would be a later statement.
    guard turn.options.allowsNetwork else { throw StatementFault.networkNotAllowed }
    let before = turn.analysis
    turn.study.settings.embedder = .http(endpoint)
    let answer = try SetCommand.answer([.embedder], from: before, turn)
    if turn.study.settings.chosenTau == nil {
      turn.warnings.append(
        "no tau was chosen on data for \(model): \(HTTPEmbedder.startingTau.value) is a start; merges shows what it decides"
      )
    }
    if !endpoint.isPrivate {
      turn.warnings.append("texts, and a key if there is one, go to \(endpoint.host) unencrypted")
    }
    return answer
  }
}
