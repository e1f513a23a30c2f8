import Channels
import Language
import Sessions
import Studies

/// Flags that all have which ask a model.
package enum LiveFlags {
  package static let spending = [
    Flag("prices", .existingFile, "what a million tokens cost, by model"),
    Flag("max-calls", .count, "the run asks a server no oftener than this, in all"),
    Flag("max-tokens", .count, "the run uses no more tokens"),
    Flag("max-cost", .number, "the run costs no more; needs --prices"),
    Flag("at-once", .count, "how many questions are under way at a time (4)"),
    Flag(
      "cassette-mode", .choice(Cassette.Mode.allCases.map(\.rawValue)), "how the cassette is used (extend)"),
    Flag("bytes", .count, "how long the log was then; recorded by itself"),
    Flag("sha256", .text, "the hash of these bytes; recorded by itself"),
  ]

  /// What bounds a run on its way, and is not recorded: it bears on no result.
  package static let passing = [
    "prices", "max-calls", "max-tokens", "max-cost", "at-once", "cassette-mode", "resume",
  ]

  package static func caps(_ call: Call) throws -> Caps {
    var caps = Caps()
    caps.calls = try call.count(of: "max-calls")
    caps.tokens = try call.count(of: "max-tokens")
    caps.cost = try call["max-cost"].map { text in
      let cost = try call.number(text, for: "--max-cost")
      guard cost >= 0 else {
        throw StatementFault.badValue(name: "--max-cost", seen: text, expected: "an amount from 0")
      }
      return cost
    }
    return caps
  }

  package static func terms(_ call: Call, _ turn: Turn) throws -> ChatDesk.Terms {
    var terms = ChatDesk.Terms()
    terms.models = turn.study.models
    terms.caps = try caps(call)
    terms.prices = try call["prices"].map { try Prices(file: $0) } ?? Prices()
    (terms.allowsNetwork, terms.allowsPrograms) = (turn.options.allowsNetwork, turn.options.allowsPrograms)
    terms.atOnce = min(256, max(1, try call.count(of: "at-once") ?? 4))
    return terms
  }

  /// Without leave to use anything, there is only what was recorded.
  package static func mode(_ call: Call, _ turn: Turn) throws -> Cassette.Mode {
    if let text = call["cassette-mode"] { return try call.choice(text, for: "--cassette-mode") }
    return turn.options.allowsNetwork || turn.options.allowsPrograms ? .extend : .replay
  }
}
