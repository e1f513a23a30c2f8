import HTTP
import JSON

/// A line of a cassette.
enum CassetteLine {
  /// What names a question: where it was asked, what, and the how-manieth of its like.
  struct Name: Hashable {
    let place: String
    let key: String
    let ordinal: Int
  }

  case answer(Name, Topic, request: String, ChatAnswer)
  /// The run went on without an answer.
  case failure(Name, Topic, ChatFailure)
  /// A try that came to nothing; `bound` is how many tokens it may have used all the same.
  case attempt(Name, Topic, bound: Int)
  /// What a program measured; nil where it failed.
  case outcome(Name, Double?)

  /// What a question was for.
  struct Topic: Equatable {
    let channel: String
    let model: String
    let subjects: [String]

    init(channel: String, model: String, subjects: [String]) {
      (self.channel, self.model, self.subjects) = (channel, model, subjects)
    }

    init(_ wire: WireRequest) {
      self.init(
        channel: wire.request.channel.rawValue, model: wire.model.endpoint.model,
        subjects: wire.request.subjects)
    }
  }

  var written: String { JSONWriting.object(members).written + "\n" }

  private var members: [(String, JSONWriting)] {
    switch self {
    case .answer(let name, let topic, let request, let answer):
      [("kind", .text("answer"))] + CassetteLine.members(name) + CassetteLine.members(topic) + [
        ("text", .text(answer.text)), ("finish", .text(answer.finish)), ("served", .text(answer.served)),
        ("fingerprint", .text(answer.fingerprint)),
        (
          "tokens",
          .list([.whole(answer.tokens.prompt), .whole(answer.tokens.cached), .whole(answer.tokens.answer)])
        ), ("tries", .whole(answer.tries)), ("request", .raw(request)),
      ]
    case .failure(let name, let topic, let failure):
      [("kind", .text("failure"))] + CassetteLine.members(name) + CassetteLine.members(topic) + [
        ("why", .text(failure.kind.rawValue)), ("reason", .text(failure.reason)),
        ("tries", .whole(failure.tries)),
      ]
    case .attempt(let name, let topic, let bound):
      [("kind", .text("try"))] + CassetteLine.members(name) + CassetteLine.members(topic) + [
        ("bound", .whole(bound))
      ]
    case .outcome(let name, let outcome):
      [("kind", .text("outcome"))] + CassetteLine.members(name) + [
        ("outcome", outcome.map { .number($0) } ?? .null)
      ]
    }
  }

  private static func members(_ name: Name) -> [(String, JSONWriting)] {
    [("place", .text(name.place)), ("ordinal", .whole(name.ordinal)), ("key", .text(name.key))]
  }

  private static func members(_ topic: Topic) -> [(String, JSONWriting)] {
    [
      ("channel", .text(topic.channel)), ("model", .text(topic.model)), ("of", .texts(topic.subjects)),
    ]
  }
}

extension CassetteLine {
  /// Nil where it is of a kind that is not known here.
  init?(_ root: JSONValue) throws(JSONMismatch) {
    let kind = try root.member("kind").demandText()
    guard ["answer", "failure", "try", "outcome"].contains(kind) else { return nil }
    let name = Name(
      place: try root.member("place").demandText(), key: try root.member("key").demandText(),
      ordinal: try CassetteLine.whole(root, "ordinal"))
    if kind == "outcome" {
      self = .outcome(name, root["outcome"]?.number)
      return
    }
    let topic = Topic(
      channel: try root.member("channel").demandText(), model: try root.member("model").demandText(),
      subjects: root["of"]?.elements?.compactMap(\.text) ?? [])
    switch kind {
    case "answer":
      self = .answer(name, topic, request: "", try CassetteLine.answer(root))
    case "failure":
      let why = ChatFailure.Kind(rawValue: try root.member("why").demandText()) ?? .unreachable
      let reason = try root.member("reason").demandText()
      self = .failure(
        name, topic, ChatFailure(why, reason, tries: try CassetteLine.whole(root, "tries")))
    default: self = .attempt(name, topic, bound: try CassetteLine.whole(root, "bound"))
    }
  }

  private static func whole(_ root: JSONValue, _ field: String) throws(JSONMismatch) -> Int {
    let value = try root.member(field)
    guard let number = value.whole else { throw value.mismatch(expected: "a whole number") }
    return number
  }

  private static func answer(_ root: JSONValue) throws(JSONMismatch) -> ChatAnswer {
    let counts = try root.member("tokens").demandNumbers().map { Int($0) }
    guard counts.count == 3 else { throw root.mismatch(expected: "three counts of tokens") }
    return ChatAnswer(
      text: try root.member("text").demandText(), finish: try root.member("finish").demandText(),
      served: try root.member("served").demandText(), fingerprint: root["fingerprint"]?.text ?? "",
      tokens: TokenCount(prompt: counts[0], cached: counts[1], answer: counts[2]),
      tries: try whole(root, "tries"))
  }
}
