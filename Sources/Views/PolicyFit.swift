import Analyses
import Basics
import Memory
import Scoring
import Tables

/// Which policy fits this log, and how sure that is.
struct PolicyFit {
  private let analysis: Analysis
  private let posterior: Posterior
  /// The most worth first; the yardstick knows what no policy does, and is left out.
  private let ranked: [JudgedPolicy]

  init(_ policies: [JudgedPolicy], _ analysis: Analysis) throws {
    (self.analysis, posterior) = (analysis, try analysis.posterior())
    ranked = policies.filter { $0.figures.kind != .oracle && $0.worth != nil }.sorted {
      ($0.worth?.mean ?? 0) > ($1.worth?.mean ?? 0)
    }
  }

  var lines: [String] {
    get throws { [best, own, try reading(), caution].compactMap { $0 } }
  }

  private var best: String? {
    guard let first = ranked.first, let worth = first.worth else { return nil }
    let name = first.figures.kind.rawValue
    let sum = "\(fixed(worth.mean, places: 1)) ± \(fixed(worth.deviation, places: 1))"
    guard ranked.count > 1 else { return "by the posterior, what \(name) holds is worth \(sum)" }
    return "fits this log best: \(name), whose memory is worth \(sum) by the posterior; "
      + "ahead of \(ranked[1].figures.kind.rawValue) by \(lead(first, ranked[1]))"
  }

  /// Where the method is neither first nor second.
  private var own: String? {
    guard let first = ranked.first, let own = ranked.dropFirst(2).first(where: { $0.figures.kind == .maa })
    else { return nil }
    return "ahead of maa by \(lead(first, own))"
  }

  private func lead(_ first: JudgedPolicy, _ second: JudgedPolicy) -> String {
    let (points, chance) = PolicyWorth.lead(of: first.figures.held, over: second.figures.held, posterior)
    return "\(fixed(points, places: 1)), with a chance of \(percent(chance)) that it is ahead at all"
  }

  /// What `diagnose` says of single observations, and whom that favours.
  private func reading() throws -> String? {
    let single = "reactive, batch-gate and single-shot go by one batch"
    if let (accuracy, basis) = try Diagnosis(analysis).accuracy {
      return "one observation has the right sign in \(percent(accuracy.estimate)) of cases "
        + "(\(percent(accuracy.low)) to \(percent(accuracy.high)), \(basis)); \(single)"
    }
    guard let model = posterior.model else { return nil }
    let share = model.variance / (model.variance + model.noise)
    return
      "the log does not say how often a sign is right; by its model \(percent(share)) of what one observation shows "
      + "is worth and the rest is noise; \(single)"
  }

  private var caution: String? {
    ranked.isEmpty
      ? nil
      : "all were run and judged on one log, and the posterior steers the policy of that name, too; what a policy would have "
        + "scored and this log did not is not known (coverage)"
  }

  private func percent(_ share: Double) -> String {
    share >= 0.995 ? "over 99%" : "\(Int((100 * share).rounded()))%"
  }
}
