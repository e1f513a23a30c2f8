import Language
import Scoring

/// The settings of verdicts.
extension SettingName {
  package var isOfVerdicts: Bool { [.alpha, .margin, .interval, .bets].contains(self) }

  var verdictSummary: String {
    switch self {
    case .alpha: "how often a verdict may be wrong, above 0 and below 1"
    case .margin: "what counts as no effect, as a share of the largest there can be, above 0 and below 1"
    case .bets: "what verdicts bet on without a clip: sizes, cut at what is usual by then, or signs"
    default: "what intervals are about: steady, one mean; drifting, the average so far"
    }
  }

  func verdictText(in rules: VerdictRules) -> String {
    switch self {
    case .alpha: shown(rules.alpha)
    case .margin: shown(rules.margin)
    case .bets: rules.bets.rawValue
    default: rules.interval.rawValue
    }
  }

  func setVerdict(_ text: String, in rules: inout VerdictRules, _ call: Call) throws {
    switch self {
    case .alpha: rules.alpha = try openShare(text)
    case .margin: rules.margin = try openShare(text)
    case .bets: rules.bets = try call.choice(text, for: rawValue)
    default: rules.interval = try call.choice(text, for: rawValue)
    }
  }

  private func openShare(_ text: String) throws -> Double {
    // Below a billionth, logarithms are all there would be to see.
    guard let value = decimal(text), value >= 1e-9, value < 1 else {
      throw bad(text, "a number above 0 (from 1e-9) and below 1")
    }
    return value
  }
}
