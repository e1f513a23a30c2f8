import Answers
import Embedding
import HTTP
import Identity
import Language
import Sessions
import Studies

enum EmbedCommand: StudyCommand {
  static let manual = Manual(
    verb: "embed", group: .settings, effect: .study,
    summary: "chooses what turns texts into vectors, or shows the choice",
    words: [
      Positional("EMBEDDER", .choice(EmbedderKind.allCases.map(\.rawValue)), optional: true),
      Positional("URL", .text, optional: true),
    ],
    form: "[lexical|static|minilm [--fast]|recorded|http URL]",
    flags: [
      Flag(
        "tau", .number, "the cosine from which a wording joins a unit; the embedder's own is the default"),
      Flag(EmbedderChoice.bytesFlag, nil, "minilm: multiplies bytes, which gives other vectors sooner"),
      Flag("model", .text, "http: the model, by the server's name for it"),
      Flag("key-env", .text, "http: the environment variable that holds the key"),
    ],
    details: """
      lexical: hashed words, word pairs and character 3- to 5-grams. It needs no model and gives the same vectors \
      everywhere; it sees shared words, not shared meaning. Its tau is 0.6 unless set.

      static: the words of a text as minilm sees each by itself, added up, rare ones more. It sees meaning but not the \
      order of words, and takes hardly longer than lexical: it is for large logs. The first use makes its table of minilm's \
      weights, in half a minute. Its tau is 0.8 unless set.

      minilm: the sentence encoder all-MiniLM-L6-v2, which sees meaning too. It reads the first 256 word pieces of a \
      text. make model fetches its weights; after that nothing is fetched. Its tau is 0.78 unless set. With --fast its \
      products are of bytes: two to three times as many texts a second, and cosines that differ by 0.004 or so.

      recorded: the vectors that the log carries; every wording needs one. Its tau is 0.85 unless set, the \
      paper's for its encoder.

      http URL --model NAME: asks a server that understands OpenAI's /v1/embeddings; an address without a path gets \
      that one. The log's texts are sent to it, so the command line must say --allow-network. The key is read from \
      MAA_EMBEDDING_KEY or the variable that --key-env names, and from OPENAI_API_KEY where the server is OpenAI's or \
      on this machine. It is never shown nor recorded. No tau was chosen on data for a model that is not known: 0.85 is \
      a start.

      Each embedder has cosines of its own, so another embedder brings its own tau, and --tau gives one with it.
      """,
    examples: [
      Example("embed lexical", "compares texts by their words"),
      Example("embed static", "compares texts by what their words mean"),
      Example("embed minilm", "compares texts by what they mean"),
      Example("embed minilm --tau 0.6", "the same, and merges more"),
      Example("embed minilm --fast", "in less time, for large logs"),
      Example("embed", "shows which one is in use"),
    ])

  static func effect(of call: Call) -> Manual.Effect {
    call.words.isEmpty && !call.has("tau") ? .look : .study
  }

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    for (flag, owner, usage) in owned where call.has(flag) && call.words.first != owner.rawValue {
      throw CommandFault.flagOfAnother(flag: flag, owner: "embed \(owner.rawValue)", usage: usage)
    }
    if call.words.first == EmbedderKind.http.rawValue { return try useServer(call, &turn) }
    if call.words.count > 1 { throw StatementFault.extraWord(call.words[1], usage: "embed \(call.words[0])") }
    var changes = call.changes([.embedder], flags: [.tau])
    if call.has(EmbedderChoice.bytesFlag) { changes[0].text = EmbedderChoice.minilm(.bytes).text }
    guard changes.isEmpty else { return try SetCommand.change(changes, call, &turn) }
    let settings = turn.study.settings
    return .said("embedder \(settings.embedder.text)   tau \(SettingName.tau.text(in: settings))")
  }

  private static let owned: [(flag: String, owner: EmbedderKind, usage: String)] =
    ["model", "key-env"].map { ($0, .http, EmbedderChoice.httpUsage) }
    + [(EmbedderChoice.bytesFlag, .minilm, "embed minilm --\(EmbedderChoice.bytesFlag)")]

  private static func useServer(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let usage = EmbedderChoice.httpUsage
    guard call.words.count > 1 else { throw StatementFault.missingWord("URL", usage: usage) }
    guard let model = call["model"] else { throw StatementFault.missingWord("--model", usage: usage) }
    let endpoint = try HTTPEndpoint(url: call.words[1], model: model, keyVariable: call["key-env"])
    // Said here too, though nothing may be sent yet: without a log, the first to notice would be a later statement.
    guard turn.options.allowsNetwork else { throw StudyFault.networkNotAllowed }
    // And this: a key in the place of its variable's name must not be recorded.
    try endpoint.checkKey()
    let before = turn.analysis
    try turn.study.settings.use(.http(endpoint))
    let changes = call.changes([], flags: [.tau])
    for (name, text) in changes { try name.set(text, in: &turn.study.settings, call) }
    let answer = try SetCommand.answer([.embedder] + changes.map(\.name), from: before, turn)
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
