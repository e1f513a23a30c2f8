import Answers
import Channels
import HTTP
import Language
import Sessions
import Studies
import Tables

enum ModelCommand: StudyCommand {
  static let manual = Manual(
    verb: "model", group: .live, effect: .study,
    summary: "names the chat model that proposes, judges or does tasks, or shows which are named",
    words: [Positional("URL", .text, optional: true)],
    flags: [
      Flag("name", .text, "the model, by the server's name for it"),
      Flag("for", .choice(Channel.allCases.map(\.rawValue)), "one channel only; all is the default"),
      Flag("key-env", .text, "the environment variable that holds the key"),
      Flag("temperature", .number, "0.7 for propose and 0 for the others unless given"),
      Flag("answer", .count, "how many tokens an answer may have (1024)"),
      Flag("context", .count, "how many tokens question and answer may have together (8192)"),
    ],
    details: """
      The server understands OpenAI's /v1/chat/completions; an address without a path gets that one. propose writes \
      proposals, judge says how good memories are, score does tasks under a memory so that they can be measured. \
      Naming a model sends nothing; a run asks it, and only where the command line says --allow-network.

      The key is read from MAA_MODEL_KEY or the variable that --key-env names, and from OPENAI_API_KEY where the server \
      is OpenAI's or on this machine. It is never shown nor recorded, and goes to this server alone.
      """,
    examples: [
      Example("model http://127.0.0.1:8080 --name tiny", "one model for everything", after: ""),
      Example(
        "model https://llm.example --name large --for propose --key-env LLM_KEY --context 128000",
        "another one to propose", after: "model http://127.0.0.1:8080 --name tiny"),
      Example("model", "which are named", after: "model http://127.0.0.1:8080 --name tiny"),
    ])

  static func effect(of call: Call) -> Manual.Effect { call.words.isEmpty ? .look : .study }

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard let url = call.words.first else {
      if let flag = manual.flags.first(where: { call.has($0.name) }) {
        throw StatementFault.needsFlag(flag.name, other: "URL")
      }
      return shown(turn.study.models)
    }
    guard let name = call["name"] else {
      throw StatementFault.missingWord("--name", usage: manual.usage)
    }
    let endpoint = try HTTPEndpoint(
      url: url, model: name, keyVariable: call["key-env"], usualPath: ChatModel.usualPath,
      usualKeyVariable: "MAA_MODEL_KEY")
    // A key in the place of its variable's name must not be recorded.
    try endpoint.checkKey()
    let channels = try call["for"].map { [try call.choice($0, for: "--for") as Channel] } ?? Channel.allCases
    for channel in channels { turn.study.models[channel] = try model(endpoint, channel, call) }
    if !endpoint.isPrivate {
      turn.warnings.append("texts, and a key if there is one, go to \(endpoint.host) unencrypted")
    }
    return shown(turn.study.models)
  }

  private static func model(_ endpoint: HTTPEndpoint, _ channel: Channel, _ call: Call) throws -> ChatModel {
    let temperature = try call.number(of: "temperature", "from 0 to 2") { (0...2).contains($0) }
    let answer = try call.count(of: "answer") ?? 1024
    let context = try call.count(of: "context") ?? 8192
    guard answer >= 16, context > answer else {
      throw StatementFault.badValue(
        name: "--context", seen: "\(context)", expected: "more than --answer, which is 16 at least")
    }
    return ChatModel(
      endpoint, temperature: temperature ?? ChatModel.usualTemperature(channel), answerTokens: answer,
      contextTokens: context)
  }

  private static func shown(_ models: ChannelModels) -> Answer {
    if models.isEmpty { return .said("no model is named") }
    let columns: [Column] = [
      .text("channel", essential: true), .text("model", essential: true), .text("url", flexible: true),
      .number("temperature"), .number("answer"), .number("context"),
    ]
    let rows = models.all.map { channel, model -> [Cell] in
      [
        .text(channel.rawValue), .text(model.endpoint.model), .text(model.endpoint.url),
        .number(model.temperature, places: 2), .integer(model.answerTokens), .integer(model.contextTokens),
      ]
    }
    return .table(Table("models", columns, rows: rows))
  }
}
