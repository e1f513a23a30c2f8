import JSON

/// What a model said, and what it took.
package struct ChatAnswer: Sendable, Equatable {
  package var text: String
  /// Why it stopped, as servers call it: `stop`, `length`.
  package var finish: String
  /// The model that the server says has answered.
  package var served: String
  package var fingerprint: String
  package var tokens: TokenCount
  /// How often it was asked, this time included.
  package var tries = 1
}

/// Why there is no answer to a question, though others may have one. Nothing is ever recorded for it as a score.
package struct ChatFailure: Error, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The server refuses this question: it is too long, or of a form that it does not know.
    case refused
    /// It does not answer, or is in trouble, however often it is asked.
    case unreachable
    /// It answers in something else than JSON, or without a choice.
    case garbled
    case tooLarge = "too-large"
    /// The answer ends because no more tokens were allowed.
    case cut
    /// Another model than before has answered.
    case otherModel = "other-model"
  }

  package var kind: Kind
  package var reason: String
  package var tries: Int

  package init(_ kind: Kind, _ reason: String, tries: Int) {
    (self.kind, self.reason, self.tries) = (kind, reason, tries)
  }
}

package struct TokenCount: Sendable, Equatable {
  package var prompt = 0
  /// Those of the prompt that the server had read before.
  package var cached = 0
  package var answer = 0

  package init(prompt: Int = 0, cached: Int = 0, answer: Int = 0) {
    (self.prompt, self.cached, self.answer) = (prompt, cached, answer)
  }

  package var all: Int { prompt + answer }

  package static func += (sum: inout TokenCount, more: TokenCount) {
    sum.prompt += more.prompt
    sum.cached += more.cached
    sum.answer += more.answer
  }
}

extension ChatAnswer {
  /// Of a server's whole answer. Where it says no usage, tokens are counted as a quarter of the bytes, rounded up.
  init(_ root: JSONValue, body: Int) throws(JSONMismatch) {
    let choices = try root.member("choices", "a list of choices").demandList()
    guard let choice = choices.first else { throw root.mismatch(seen: "no choice", expected: "a choice") }
    text = try choice.member("message").member("content", "the text of an answer").demandText()
    finish = choice["finish_reason"]?.text ?? ""
    served = root["model"]?.text ?? ""
    fingerprint = root["system_fingerprint"]?.text ?? ""
    let usage = root["usage"]
    tokens = TokenCount(
      prompt: max(0, usage?["prompt_tokens"]?.whole ?? (body + 3) / 4),
      cached: max(0, usage?["prompt_tokens_details"]?["cached_tokens"]?.whole ?? 0),
      answer: max(0, usage?["completion_tokens"]?.whole ?? (text.utf8.count + 3) / 4))
  }
}
