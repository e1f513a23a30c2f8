import Files
import JSON

/// What a million tokens cost, by model. A file `{"model": {"in": 0.15, "cached": 0.075, "out": 0.6}}`.
package struct Prices: Sendable, Equatable {
  package struct Price: Sendable, Equatable {
    var prompt: Double
    var cached: Double
    var answer: Double

    package func cost(_ tokens: TokenCount) -> Double {
      let fresh = Double(max(0, tokens.prompt - tokens.cached))
      return (fresh * prompt + Double(tokens.cached) * cached + Double(tokens.answer) * answer) / 1e6
    }
  }

  private var prices: [String: Price] = [:]

  package init() {}

  package init(file path: String) throws {
    let bytes = try readWhole(path)
    guard let root = JSONDocument(bytes)?.root else {
      throw ChannelFault.badPrices(path: path, seen: "no JSON", expected: "an object")
    }
    do {
      for (model, value) in root.members ?? [] { prices[model] = try Prices.price(value) }
      guard root.members != nil else {
        throw root.mismatch(expected: "an object with a member for each model")
      }
    } catch let mismatch as JSONMismatch {
      throw ChannelFault.badPrices(
        path: path, seen: "\(mismatch.seen) at \(mismatch.place)", expected: mismatch.expected)
    }
  }

  private static func price(_ value: JSONValue) throws(JSONMismatch) -> Price {
    let prompt = try amount(value.member("in", "the price of a million tokens"))
    let answer = try amount(value.member("out", "the price of a million tokens"))
    return Price(prompt: prompt, cached: try value["cached"].map(amount) ?? prompt, answer: answer)
  }

  private static func amount(_ value: JSONValue) throws(JSONMismatch) -> Double {
    let amount = try value.demandNumber()
    guard amount >= 0 else { throw value.mismatch(seen: "\(amount)", expected: "a price from 0") }
    return amount
  }

  package subscript(model: String) -> Price? { prices[model] }
}
