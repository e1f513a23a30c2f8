import Files
import HTTP
import JSON

/// How strictly a server holds an answer to its form, from the strictest down.
package enum FormRung: String, Sendable, CaseIterable {
  case schema = "json_schema"
  case object = "json_object"
  /// It is only asked for, and found in the text.
  case text
}

/// The form an answer shall have: a JSON schema as text, whose root is an object.
package struct AnswerForm: Sendable, Equatable {
  package let name: String
  package let schema: String

  package init(name: String, schema: String) { (self.name, self.schema) = (name, schema) }
}

package struct ChatMessage: Sendable, Equatable {
  package enum Role: String, Sendable { case system, user, assistant }

  package let role: Role
  package let text: String

  package init(_ role: Role, _ text: String) { (self.role, self.text) = (role, text) }
}

/// One question, and where in a run it is asked.
package struct ChatRequest: Sendable {
  /// Such as `b3/score`: equal requests at two places are two.
  package var place: String
  package var channel: Channel
  package var messages: [ChatMessage]
  package var form: AnswerForm?
  package var seed: Int
  /// Ids of the proposals that it is about.
  package var subjects: [String]
  /// Nil takes the model's.
  package var answerTokens: Int?

  package init(
    place: String, channel: Channel, messages: [ChatMessage], form: AnswerForm? = nil, seed: Int,
    subjects: [String] = [], answerTokens: Int? = nil
  ) {
    (self.place, self.channel, self.messages, self.form) = (place, channel, messages, form)
    (self.seed, self.subjects, self.answerTokens) = (seed, subjects, answerTokens)
  }
}

/// A request as it goes over the wire, always with the same bytes: its hash names it.
package struct WireRequest: Sendable {
  package let request: ChatRequest
  package let model: ChatModel
  package let body: String
  /// SHA-256 of the body.
  package let key: String
  /// How many equal ones stand before it at its place.
  package internal(set) var ordinal = 0

  package init(_ request: ChatRequest, _ model: ChatModel, _ rung: FormRung) {
    (self.request, self.model) = (request, model)
    body = WireRequest.body(request, model, rung)
    key = Digest.sha256(of: Array(body.utf8))
  }

  package var answerTokens: Int { request.answerTokens ?? model.answerTokens }

  private static func body(_ request: ChatRequest, _ model: ChatModel, _ rung: FormRung) -> String {
    var members: [(String, JSONWriting)] = [
      ("model", .text(model.endpoint.model)),
      (
        "messages",
        .list(
          request.messages.map {
            .object([("role", .text($0.role.rawValue)), ("content", .text($0.text))])
          })
      ),
      ("temperature", .number(model.temperature)),
      ("max_tokens", .whole(request.answerTokens ?? model.answerTokens)), ("seed", .whole(request.seed)),
    ]
    if let form = request.form, let wanted = form.wanted(rung) { members.append(("response_format", wanted)) }
    return JSONWriting.object(members).written
  }
}

extension AnswerForm {
  fileprivate func wanted(_ rung: FormRung) -> JSONWriting? {
    switch rung {
    case .text: nil
    case .object: .object([("type", .text(rung.rawValue))])
    case .schema:
      .object([
        ("type", .text(rung.rawValue)),
        (
          rung.rawValue,
          .object([("name", .text(name)), ("strict", .flag(true)), ("schema", .raw(schema))])
        ),
      ])
    }
  }
}
