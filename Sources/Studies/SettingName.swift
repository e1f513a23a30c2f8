import Embedding
import Identity
import Language
import Scoring

/// The settings as a person names them: one place for `set`, `settings`, `compare`, help and completion.
package enum SettingName: String, Sendable, CaseIterable {
  case tau, signal, baseline, clip, bundles, accumulator, beta, trim, window, embedder
  case alpha, margin, interval, bets
  case floor, capacity
  case maxAge = "max_age"
  case kMin = "k_min"
  case kMax = "k_max"
  case rMax = "r_max"
  case rMin = "r_min"
  case standing, reading, epsilon, patience

  package var summary: String {
    switch self {
    case .tau: "cosine from which a wording joins a unit, 0…1"
    case .signal:
      "how values become deltas: continuous, sign, absolute, rank or zscore; votes takes opinions instead, outcomes what tasks say"
    case .baseline: "what values are measured against: call or batch-median"
    case .clip: "bound on the size of a delta, above 0, or none"
    case .bundles: "edits scored together: whole is a unit, share divides the delta, drop leaves it out"
    case .accumulator: "how deltas become m̂: ema, mean, trimmed, median, signs, window or posterior"
    case .beta: "how much of m̂ the past keeps under ema, 0 ≤ beta < 1"
    case .trim: "share that trimmed leaves out at either end, 0 ≤ trim < 0.5"
    case .window: "how many observations window looks back on, from 1"
    case .embedder: "what turns texts into vectors: lexical, static, minilm, recorded, or http (see embed)"
    case .alpha, .margin, .interval, .bets: verdictSummary
    case .floor, .capacity, .maxAge, .kMin, .kMax, .rMax, .rMin, .standing, .reading, .epsilon, .patience:
      poolSummary
    }
  }

  package func text(in settings: Settings) -> String {
    switch self {
    case .tau: shown(settings.tau.value)
    case .signal: settings.deltaRule.signal.rawValue
    case .baseline: settings.deltaRule.baseline.rawValue
    case .clip: settings.deltaRule.clip.map(shortNumber) ?? "none"
    case .bundles: settings.deltaRule.bundles.rawValue
    case .accumulator: settings.accumulatorKind.rawValue
    case .beta: shown(settings.beta)
    case .trim: shown(settings.trim)
    case .window: "\(settings.window)"
    case .embedder: settings.embedder.text
    case .alpha, .margin, .interval, .bets: verdictText(in: settings.verdicts)
    case .floor, .capacity, .maxAge, .kMin, .kMax, .rMax, .rMin, .standing, .reading, .epsilon, .patience:
      poolText(in: settings.pool)
    }
  }

  package func set(_ text: String, in settings: inout Settings, _ call: Call) throws {
    switch self {
    case .tau: settings.chosenTau = Cosine(try number(text, "a number from 0 to 1") { (0...1).contains($0) })
    case .signal: settings.deltaRule.signal = try call.choice(text, for: rawValue)
    case .baseline: settings.deltaRule.baseline = try call.choice(text, for: rawValue)
    case .clip: settings.deltaRule.clip = try bound(text)
    case .bundles: settings.deltaRule.bundles = try call.choice(text, for: rawValue)
    case .accumulator: settings.accumulatorKind = try call.choice(text, for: rawValue)
    case .beta: settings.beta = try number(text, "a number from 0 to below 1") { (0..<1).contains($0) }
    case .trim: settings.trim = try number(text, "a number from 0 to below 0.5") { (0..<0.5).contains($0) }
    case .window: settings.window = try length(text)
    case .embedder: try settings.use(try embedder(text, call))
    case .alpha, .margin, .interval, .bets: try setVerdict(text, in: &settings.verdicts, call)
    case .floor, .capacity, .maxAge, .kMin, .kMax, .rMax, .rMin, .standing, .reading, .epsilon, .patience:
      try setPool(text, in: &settings.pool)
    }
  }

  private func embedder(_ text: String, _ call: Call) throws -> EmbedderChoice {
    if text == EmbedderChoice.minilm(.bytes).text { return .minilm(.bytes) }
    let kind: EmbedderKind = try call.choice(text, for: rawValue)
    switch kind {
    case .lexical: return .lexical
    case .static: return .static
    case .minilm: return .minilm(.floats)
    case .recorded: return .recorded
    case .http: throw StudyFault.embedderWantsWords(kind.rawValue)
    }
  }

  private func bound(_ text: String) throws -> Double? {
    text == "none" ? nil : try number(text, "a number above 0, or none") { $0 > 0 }
  }

  private func length(_ text: String) throws -> Int {
    guard let length = Int(text), length > 0 else { throw bad(text, "a whole number from 1") }
    return length
  }

  private func number(_ text: String, _ expected: String, _ isAllowed: (Double) -> Bool) throws -> Double {
    guard let value = decimal(text), isAllowed(value) else { throw bad(text, expected) }
    return value
  }

  func bad(_ text: String, _ expected: String) -> StatementFault {
    .badValue(name: rawValue, seen: text, expected: expected)
  }

  /// The shortest text of a setting's number: `0.6`, not `0.60000`.
  func shown(_ value: Double) -> String { "\(value)" }
}

extension Settings {
  /// How signals are built, in one line.
  package var signalText: String {
    [SettingName.signal, .baseline, .clip].map { "\($0.rawValue) \($0.text(in: self))" }
      .joined(separator: "   ")
  }
}
