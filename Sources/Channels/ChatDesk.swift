import Basics
import HTTP
import JSON

/// Where questions are asked: each is looked for on the cassette, then asked within the caps, many at a time. Answers come back
/// in the order of the questions, whatever order they came in.
package final class ChatDesk {
  package struct Terms {
    package var models = ChannelModels()
    package var prices = Prices()
    package var caps = Caps()
    package var allowsNetwork = false
    package var allowsPrograms = false
    /// How many questions are under way at a time.
    package var atOnce = 4
    package var limits = HTTPLimits()

    package init() { (limits.wholeSeconds, limits.answerBytes) = (120, 4 << 20) }
  }

  package let terms: Terms
  package let cassette: Cassette
  let budget: Budget
  /// Failures that nothing rests on yet: a run that stops before it goes on without them asks again.
  private var pending: [(WireRequest, ChatFailure)] = []
  private var rungs: [Channel: ChannelMeasure] = [:]
  /// One per thread and server, used by one thread at a time.
  var lanes: [Lane] = []
  private var silent = 0
  static let mostSilent = 8

  package init(_ terms: Terms, _ cassette: Cassette) throws {
    (self.terms, self.cassette) = (terms, cassette)
    let usage = cassette.usage
    if terms.caps.cost != nil {
      for (_, model) in terms.models.all where terms.prices[model.endpoint.model] == nil {
        throw ChannelFault.noPrice(model: model.endpoint.model)
      }
    }
    budget = Budget(
      terms.caps, calls: usage.whole.tries, tokens: usage.whole.tokens.all + usage.whole.unsure,
      cost: (usage.cost(terms.prices) ?? 0) + ChatDesk.unsureCost(usage, terms.prices))
  }

  /// As if every token that may have been used had been of the dearer kind.
  private static func unsureCost(_ usage: UsageSums, _ prices: Prices) -> Double {
    usage.all.reduce(0) { sum, entry in
      sum + (prices[entry.name.model]?.cost(TokenCount(answer: entry.line.unsure)) ?? 0)
    }
  }

  package func model(_ channel: Channel) throws -> ChatModel {
    guard let model = terms.models[channel] else { throw ChannelFault.noModel(channel: channel.rawValue) }
    return model
  }

  /// Asks all of them; an answer or a failure for each. What a failure leaves out is for good once `settle` is called.
  package func ask(_ requests: [ChatRequest], pulse: Pulse, stage: String) throws -> [Result<
    ChatAnswer, ChatFailure
  >] {
    let wires = try wired(requests, pulse)
    var results = wires.map { kept($0) }
    let missing = wires.indices.filter { results[$0] == nil }
    if !missing.isEmpty {
      try checkLeave(wires[missing[0]])
      let asked = try performed(missing.map { wires[$0] }, pulse: pulse, stage: stage)
      for (index, result) in zip(missing, asked) {
        results[index] = result
        if case .failure(let failure) = result, failure.isNotKept { pending.append((wires[index], failure)) }
        try countSilence(result)
      }
    }
    return results.map { $0 ?? .failure(ChatFailure(.unreachable, "", tries: 0)) }
  }

  /// The run goes on without what failed.
  package func settle() throws {
    for (wire, failure) in pending { try cassette.add(.failure(wire.name, .init(wire), failure)) }
    pending.removeAll()
    try cassette.sync()
  }

  private func wired(_ requests: [ChatRequest], _ pulse: Pulse) throws -> [WireRequest] {
    var counts: [CassetteLine.Name: Int] = [:]
    return try requests.map { request in
      let rung = request.form == nil ? FormRung.text : try measure(request.channel, pulse: pulse).rung
      var wire = WireRequest(request, try model(request.channel), rung)
      let like = CassetteLine.Name(place: request.place, key: wire.key, ordinal: 0)
      wire.ordinal = counts[like, default: 0]
      counts[like] = wire.ordinal + 1
      return wire
    }
  }

  private func kept(_ wire: WireRequest) -> Result<ChatAnswer, ChatFailure>? {
    switch cassette.kept(wire.name) {
    case .answer(_, _, _, let answer)?: checked(answer, wire)
    case .failure(_, _, let failure)?: .failure(failure)
    default: nil
    }
  }

  /// What was paid for and is of no use.
  func checked(_ answer: ChatAnswer, _ wire: WireRequest) -> Result<ChatAnswer, ChatFailure> {
    if answer.finish == "length" {
      let reason = "cut off after \(answer.tokens.answer) tokens"
      return .failure(ChatFailure(.cut, reason, tries: answer.tries))
    }
    guard cassette.isExpected(answer.served, for: wire.model.endpoint.model) else {
      return .failure(ChatFailure(.otherModel, shortened(answer.served), tries: answer.tries))
    }
    return .success(answer)
  }

  private func checkLeave(_ wire: WireRequest) throws {
    guard cassette.mode != .replay, terms.allowsNetwork else {
      let nearest = try cassette.nearest(to: wire)
      if nearest.isEmpty, cassette.mode != .replay { throw ChannelFault.networkNotAllowed }
      throw ChannelFault.missed(path: cassette.path, place: wire.request.place, nearest: nearest)
    }
  }

  private func countSilence(_ result: Result<ChatAnswer, ChatFailure>) throws {
    guard case .failure(let failure) = result, failure.kind == .unreachable else {
      silent = 0
      return
    }
    silent += 1
    guard silent >= ChatDesk.mostSilent else { return }
    throw ChannelFault.silence(count: silent, reason: failure.reason)
  }
}

extension ChatFailure {
  /// Nothing was paid that stands on the cassette.
  var isNotKept: Bool { kind != .cut && kind != .otherModel }
}

extension WireRequest {
  var name: CassetteLine.Name { CassetteLine.Name(place: request.place, key: key, ordinal: ordinal) }
}

/// What a channel's model was found to be able to do.
package struct ChannelMeasure: Sendable, Equatable {
  package let rung: FormRung
  /// Of a text such as the run is about.
  package let tokensPerByte: Double
}

extension ChatDesk {
  /// Asked once for each channel of a run: which form of answer the server holds to, and how long texts are in its tokens.
  package func measure(_ channel: Channel, sample: String = "", pulse: Pulse) throws -> ChannelMeasure {
    if let known = rungs[channel] { return known }
    var refusal = ""
    for rung in FormRung.allCases {
      let request = ChatDesk.probe(channel, sample)
      let wire = WireRequest(request, try model(channel), rung)
      let result: Result<ChatAnswer, ChatFailure>
      if let kept = kept(wire) {
        result = kept
      } else {
        try checkLeave(wire)
        result = try performed([wire], pulse: pulse, stage: "asking \(wire.model.endpoint.model)")[0]
      }
      switch result {
      case .success(let answer):
        guard rung == .text || ChatDesk.isReady(answer.text) else { continue }
        let measure = ChannelMeasure(
          rung: rung, tokensPerByte: Double(answer.tokens.prompt) / Double(max(1, wire.body.utf8.count)))
        rungs[channel] = measure
        return measure
      case .failure(let failure):
        guard failure.kind != .unreachable else {
          throw ChannelFault.silence(count: 1, reason: failure.reason)
        }
        refusal = failure.reason
        if failure.isNotKept { try cassette.add(.failure(wire.name, .init(wire), failure)) }
      }
    }
    throw ChannelFault.noForm(model: try model(channel).endpoint.model, seen: refusal)
  }

  private static func probe(_ channel: Channel, _ sample: String) -> ChatRequest {
    let text =
      (sample.isEmpty ? "" : "Here is a text:\n\(sample)\n\n")
      + "Answer with this JSON object and nothing else: {\"ready\": true}"
    return ChatRequest(
      place: "probe/\(channel.rawValue)", channel: channel, messages: [ChatMessage(.user, text)],
      form: AnswerForm(
        name: "ready",
        schema:
          #"{"type":"object","properties":{"ready":{"type":"boolean"}},"required":["ready"],"additionalProperties":false}"#
      ), seed: 1, answerTokens: 64)
  }

  private static func isReady(_ text: String) -> Bool {
    JSONDocument(Array(text.utf8))?.root["ready"]?.flag != nil
  }
}
