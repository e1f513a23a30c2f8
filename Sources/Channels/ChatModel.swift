import HTTP

/// What a model is asked for.
package enum Channel: String, Sendable, CaseIterable {
  /// Writes proposals.
  case propose
  /// Does tasks under a memory, so that its answers can be measured.
  case score
  /// Says how good a memory is, from 0 to 100.
  case judge
}

/// A chat model on a server, and how it is asked.
package struct ChatModel: Sendable, Hashable {
  package let endpoint: HTTPEndpoint
  package var temperature: Double
  /// How many tokens an answer may have.
  package var answerTokens: Int
  /// How many tokens question and answer may have together.
  package var contextTokens: Int

  package init(
    _ endpoint: HTTPEndpoint, temperature: Double, answerTokens: Int, contextTokens: Int
  ) {
    (self.endpoint, self.temperature) = (endpoint, temperature)
    (self.answerTokens, self.contextTokens) = (answerTokens, contextTokens)
  }

  package static let usualPath = "/v1/chat/completions"

  /// Of a judge and a solver: as little chance as there can be. Of a proposer: enough to have ideas.
  package static func usualTemperature(_ channel: Channel) -> Double { channel == .propose ? 0.7 : 0 }
}

/// Who is asked for what.
package struct ChannelModels: Sendable, Equatable {
  private var models: [Channel: ChatModel] = [:]

  package init() {}

  package subscript(channel: Channel) -> ChatModel? {
    get { models[channel] }
    set { models[channel] = newValue }
  }

  /// In the order of channels.
  package var all: [(channel: Channel, model: ChatModel)] {
    Channel.allCases.compactMap { channel in models[channel].map { (channel, $0) } }
  }

  package var isEmpty: Bool { models.isEmpty }
}
