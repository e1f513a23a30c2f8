import Synchronization

/// What a run may use, all tries included.
package struct Caps: Sendable, Equatable {
  package var calls: Int?
  package var tokens: Int?
  /// In the currency of the prices.
  package var cost: Double?

  package init() {}
}

/// Keeps a run within its caps: what a try might use at most is set aside before it begins, so that no cap is passed however
/// many are under way. What a try that failed has used is not known; as much as it might have stays set aside.
package final class Budget: Sendable {
  private struct State {
    var calls = 0
    var tokens = 0
    var cost = 0.0
    var asideTokens = 0
    var asideCost = 0.0
    var underWay = 0
  }

  /// What one try may use at most.
  struct Share: Sendable {
    let tokens: Int
    let cost: Double

    /// A token has a byte at least; the server's frame around messages is short.
    init(_ wire: WireRequest, _ price: Prices.Price?) {
      let prompt = wire.body.utf8.count + 64
      tokens = prompt + wire.answerTokens
      cost = price?.cost(TokenCount(prompt: prompt, answer: wire.answerTokens)) ?? 0
    }
  }

  private let caps: Caps
  private let state = Mutex(State())

  /// `used` is what the run has used before.
  init(_ caps: Caps, calls: Int, tokens: Int, cost: Double) {
    self.caps = caps
    state.withLock { ($0.calls, $0.tokens, $0.cost) = (calls, tokens, cost) }
  }

  /// Whether the try may begin. Where it might pass a cap it throws, but if others are under way it says no: they may use less
  /// than was set aside for them.
  func begin(_ share: Share) throws -> Bool {
    try state.withLock { state in
      if let most = caps.calls, state.calls >= most {
        throw ChannelFault.capReached(.calls, spent: "\(state.calls)", most: "\(most)")
      }
      if let fault = fault(state, share) {
        guard state.underWay == 0 else { return false }
        throw fault
      }
      state.calls += 1
      state.underWay += 1
      state.asideTokens += share.tokens
      state.asideCost += share.cost
      return true
    }
  }

  private func fault(_ state: State, _ share: Share) -> ChannelFault? {
    if let most = caps.tokens, state.tokens + state.asideTokens + share.tokens > most {
      return .capReached(.tokens, spent: "\(state.tokens)", most: "\(most)")
    }
    guard let most = caps.cost, state.cost + state.asideCost + share.cost > most else { return nil }
    return .capReached(.cost, spent: money(state.cost), most: money(most))
  }

  func settle(_ share: Share, _ tokens: TokenCount, _ cost: Double) {
    state.withLock { state in
      state.underWay -= 1
      state.asideTokens -= share.tokens
      state.asideCost -= share.cost
      state.tokens += tokens.all
      state.cost += cost
    }
  }

  /// The server says itself that it did nothing.
  func release(_ share: Share) { settle(share, TokenCount(), 0) }

  /// What it has used is not known.
  func abandon() { state.withLock { $0.underWay -= 1 } }
}

/// Four places: calls of small models cost less than a cent.
package func money(_ amount: Double) -> String {
  let parts = Int((amount * 10_000).rounded())
  let rest = String(parts % 10_000)
  return "\(parts / 10_000)." + String(repeating: "0", count: 4 - rest.count) + rest
}
