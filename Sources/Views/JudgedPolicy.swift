import Analyses
import Basics
import Memory
import Scoring

/// What a policy would have done on this log, and what the posterior of the whole log makes of the memory that it ends with.
package struct JudgedPolicy: Sendable {
  package let figures: PolicyFigures
  /// The worths of what it holds, added up, and how sure that is; nil where the log says nothing of worths.
  let worth: (mean: Double, deviation: Double)?
  /// What it holds and the method does not, and what it holds that rather harms than helps.
  let unlike: [Int32]
  let harming: [Int32]

  package static func all(_ kinds: [PolicyKind], _ analysis: Analysis) throws -> [JudgedPolicy] {
    // The method's own memory is what others are held against, asked for or not.
    let wanted = kinds.contains(.maa) ? kinds : [.maa] + kinds
    let (figures, posterior) = (try analysis.policies(wanted), try analysis.posterior())
    let own = Set(figures.first { $0.kind == .maa }?.held ?? [])
    return figures.filter { kinds.contains($0.kind) || $0.kind == .oracle }.map {
      JudgedPolicy($0, own: own, posterior)
    }
  }

  private init(_ figures: PolicyFigures, own: Set<Int32>, _ posterior: Posterior) {
    self.figures = figures
    worth = posterior.model == nil ? nil : PolicyWorth.sum(figures.held, posterior)
    unlike = figures.held.filter { !own.contains($0) }
    harming = figures.held.filter {
      (posterior.risk[Int($0)] ?? 0) > (posterior.chance[Int($0)] ?? 0)
    }
  }

  /// `3 unlike maa; U9 rather harms`.
  var here: String {
    let others =
      figures.kind == .maa || figures.held.isEmpty
      ? nil : unlike.isEmpty ? "all as maa" : "\(unlike.count) unlike maa"
    return [others, told(harming)].compactMap { $0 }.joined(separator: "; ")
  }

  private func told(_ units: [Int32]) -> String? {
    guard !units.isEmpty else { return nil }
    let names = units.prefix(3).map { unitName($0) }.joined(separator: " ")
    let more = units.count > 3 ? " and \(units.count - 3) more" : ""
    return "\(names)\(more) rather \(units.count == 1 ? "harms" : "harm")"
  }
}

/// Worths of units as the posterior has them; units are taken for independent of each other, given the model.
enum PolicyWorth {
  static func sum(_ units: some Sequence<Int32>, _ posterior: Posterior) -> (mean: Double, deviation: Double)
  {
    var (mean, variance) = (0.0, 0.0)
    for unit in units {
      mean += posterior.mean[Int(unit)] ?? 0
      let deviation = posterior.deviation[Int(unit)] ?? 0
      variance += deviation * deviation
    }
    return (mean, variance.squareRoot())
  }

  /// By how much the one memory is worth more than the other, and the chance that it is: what both hold cancels out.
  static func lead(of first: [Int32], over second: [Int32], _ posterior: Posterior) -> (
    Double, chance: Double
  ) {
    let own = sum(Set(first).subtracting(second).sorted(), posterior)
    let other = sum(Set(second).subtracting(first).sorted(), posterior)
    let (mean, variance) = (
      own.mean - other.mean, own.deviation * own.deviation + other.deviation * other.deviation
    )
    guard variance > 0 else { return (mean, mean > 0 ? 1 : 0.5) }
    return (mean, NormalDistribution.probability(atMost: mean / variance.squareRoot()))
  }
}
