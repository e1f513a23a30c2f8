import Accumulation
import Embedding

/// What steers the way from proposals to evidence. Defaults are the method's.
package struct Settings: Sendable, Equatable {
  package var embedder = EmbedderChoice.lexical
  /// Nil follows the embedder's default.
  package var chosenTau: Cosine?
  package var beta = 0.9
  package var signal = Signal.continuous
  package var pool = PoolRules()

  package init() {}

  package var tau: Cosine { chosenTau ?? embedder.make().defaultTau }
}

package enum EmbedderChoice: String, Sendable, CaseIterable {
  case lexical

  package func make() -> any Embedder {
    switch self {
    case .lexical: Lexical()
    }
  }
}

/// The settings as a person names them: one place for `set`, `settings`, help and completion.
package enum SettingName: String, Sendable, CaseIterable {
  case tau, beta, signal, embedder
  case floor, capacity
  case maxAge = "max_age"
  case kMin = "k_min"
  case kMax = "k_max"
  case rMax = "r_max"
  case rMin = "r_min"

  package var summary: String {
    switch self {
    case .tau: "cosine from which an operation joins a unit, 0…1"
    case .beta: "how much of m̂ the past keeps, 0 ≤ beta < 1"
    case .signal: "how values become deltas: continuous, sign or absolute"
    case .embedder: "what turns texts into vectors: lexical"
    case .floor, .capacity, .maxAge, .kMin, .kMax, .rMax, .rMin: poolSummary
    }
  }

  package func text(in settings: Settings) -> String {
    switch self {
    case .tau: decimals(settings.tau.value)
    case .beta: decimals(settings.beta)
    case .signal: settings.signal.rawValue
    case .embedder: settings.embedder.rawValue
    case .floor, .capacity, .maxAge, .kMin, .kMax, .rMax, .rMin: poolText(in: settings.pool)
    }
  }

  /// Whether the value is the one a new study has.
  package func isDefault(in settings: Settings) -> Bool {
    text(in: settings) == text(in: Settings())
  }

  package func set(_ text: String, in settings: inout Settings, _ call: Call) throws {
    switch self {
    case .tau: settings.chosenTau = Cosine(try ranged(text, 0...1, "a number from 0 to 1", call))
    case .beta:
      let beta = try ranged(text, 0...1, "a number from 0 to below 1", call)
      guard beta < 1 else { throw bad(text, "a number from 0 to below 1") }
      settings.beta = beta
    case .signal: settings.signal = try call.choice(text, for: rawValue)
    case .embedder: settings.embedder = try call.choice(text, for: rawValue)
    case .floor, .capacity, .maxAge, .kMin, .kMax, .rMax, .rMin: try setPool(text, in: &settings.pool)
    }
  }

  private func ranged(_ text: String, _ range: ClosedRange<Double>, _ expected: String, _ call: Call) throws
    -> Double
  {
    guard let value = decimal(text), range.contains(value) else { throw bad(text, expected) }
    return value
  }

  func bad(_ text: String, _ expected: String) -> StatementFault {
    .badValue(name: rawValue, seen: text, expected: expected)
  }

  /// The shortest text of a setting's number: `0.6`, not `0.60000`.
  func decimals(_ value: Double) -> String { "\(value)" }
}
