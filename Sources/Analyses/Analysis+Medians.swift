import Basics
import Identity
import Language
import Scoring

extension Analysis {
  /// The interval for the median of each unit's deltas that count; nil until both of its ends are known.
  package func medianIntervals() throws -> [Interval?] { try look.value(Stages.medianIntervals) }

  /// The mean of each unit's deltas that count.
  package func countingMeans() throws -> [Double?] {
    let (observations, first) = (try observations(), try verdictTerms().first)
    return try units().founder.indices.map { unit in
      let deltas = observations.counting(unit, from: first)
      return deltas.isEmpty ? nil : deltas.reduce(0, +) / Double(deltas.count)
    }
  }

  /// What certificates are got by: sign or size.
  package func betWord() throws -> String {
    let terms = try verdictTerms()
    return terms.bet == nil && terms.sizes.isEmpty ? "sign" : "size"
  }

  /// A verdict with what it was got by, where bets gave it: `stable by sign`.
  package func named(_ verdict: Verdict) throws -> String {
    [.stable, .harmful, .fading].contains(verdict)
      ? "\(verdict.rawValue) by \(try betWord())" : verdict.rawValue
  }

  /// What each verdict rests on, and whether the mean says otherwise.
  package func verdictBases() throws -> [String] {
    let (means, terms, verdicts) = (try countingMeans(), try verdictTerms(), try verdicts().verdict)
    let sizes = terms.bet.map { "sizes up to \(roundedNumber($0))" } ?? "usual sizes"
    let basis = try betWord() == "sign" ? "signs" : sizes
    return zip(means, verdicts).map { mean, verdict in
      guard let mean, verdict.isContradicted(by: mean) else { return basis }
      return "\(basis); the mean says otherwise"
    }
  }
}

extension Verdict {
  /// Whether a mean of deltas has the other sign than what is certified.
  package func isContradicted(by mean: Double) -> Bool {
    switch self {
    case .stable: mean < 0
    case .harmful: mean > 0
    default: false
    }
  }
}

extension Stages {
  static let medianIntervals = Stage<[Interval?]>(keeps: 4) { reader in
    let (observations, terms) = (try reader(observations), try reader(verdictTerms))
    let count = try reader(units).unitCount
    let longest = (0..<count).map { observations.range(of: $0).count }.max() ?? 0
    let sequence = MedianSequence(longest: longest, alpha: terms.rules.alpha)
    return (0..<count).map { sequence.interval(of: observations.counting($0, from: terms.first)) }
  }
}

extension Observations {
  /// The deltas of a unit from a batch on.
  fileprivate func counting(_ unit: Int, from first: Int32) -> ArraySlice<Double> {
    let range = range(of: unit)
    let start = range.first { batch[$0] >= first } ?? range.upperBound
    return delta[start..<range.upperBound]
  }
}
