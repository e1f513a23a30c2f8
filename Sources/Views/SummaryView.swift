import Analyses
import Basics
import Identity
import Judging
import Language
import Scoring
import Studies
import Tables
import TraceLogs

/// What was found, on one screen: what holds up, what harms, what to do next, and what all that rests on.
package struct SummaryView {
  package let analysis: Analysis

  package init(analysis: Analysis) { self.analysis = analysis }

  /// From such a chance on a unit is said to help probably.
  private static let probable = 0.9
  private static let named = 4

  private struct Finding {
    let name: String
    let units: [Int]
    /// The statement that shows them.
    let evidence: String
  }

  package func table() throws -> Table {
    let columns: [Column] = [
      .text("finding", essential: true), .number("units", essential: true),
      .text("which", flexible: true, essential: true), .text("shown_by", flexible: true),
    ]
    let rows = try findings().map { finding -> [Cell] in
      let names = finding.units.prefix(SummaryView.named).map { unitName($0) }.joined(separator: " ")
      let more = finding.units.count - SummaryView.named
      let which = finding.units.isEmpty ? "none" : more > 0 ? "\(names) and \(more) more" : names
      return [
        .text(finding.name), .integer(finding.units.count), .text(which), .text(finding.evidence),
      ]
    }
    return Table("summary", columns, rows: rows)
  }

  private func findings() throws -> [Finding] {
    let (posterior, verdicts) = (try analysis.posterior(), try analysis.verdicts().verdict)
    let ranked = posterior.ranking.map(Int.init)
    func certified(_ verdict: Verdict) -> [Int] { ranked.filter { verdicts[$0] == verdict } }
    func undecided(_ chances: [Double?]) -> [Int] {
      ranked.filter { verdicts[$0] == .undecided && (chances[$0] ?? 0) >= SummaryView.probable }
    }
    let (helping, harming) = (undecided(posterior.chance), Array(undecided(posterior.risk).reversed()))
    let applied = try appliedInTheLog()
    let leaving = ranked.reversed().filter { unit in
      applied.contains(unit) && (posterior.risk[unit] ?? 0) > (posterior.chance[unit] ?? 0)
    }
    let open = ranked.filter { unit in
      guard let chance = posterior.chance[unit], let risk = posterior.risk[unit] else { return true }
      return verdicts[unit] == .undecided && max(chance, risk) < SummaryView.probable
    }
    return [
      Finding(name: "holds up, certified", units: certified(.stable), evidence: "verdicts"),
      Finding(name: "helps, probably", units: helping, evidence: "evidence where chance >= 0.9"),
      Finding(name: "harms, certified", units: certified(.harmful), evidence: "verdicts"),
      Finding(name: "harms, probably", units: harming, evidence: "evidence where risk >= 0.9"),
      Finding(name: "seemed to help, fading", units: certified(.fading), evidence: "verdicts"),
      Finding(name: "depends on the scene", units: certified(.sceneSpecific), evidence: "verdicts"),
      Finding(name: "take out of memory", units: leaving, evidence: "evidence where risk > chance"),
      Finding(name: "not known yet", units: open, evidence: "evidence where chance < 0.9 and risk < 0.9"),
    ]
  }

  private func appliedInTheLog() throws -> Set<Int> {
    let (operations, partition) = (try analysis.operations(), try analysis.partition())
    return Set(
      try analysis.trace().applied.map { taken in
        Int(partition.unitOf[Int(operations.ofProposal[Int(taken.proposal)])])
      })
  }

  /// What a person should judge next, and what all that rests on.
  package func sentences() throws -> [String] {
    var told = [try next(), try basis()]
    if let words = try PosteriorWords(analysis) {
      told += [words.units, words.observations].compactMap { $0 }
    }
    return told
  }

  private func next() throws -> String {
    let open = try MergeQueue(analysis: analysis, order: .impact).entries()
    guard let first = open.first else { return "no merge is left to judge" }
    let partition = try analysis.partition()
    let units = [first.candidate.first, first.candidate.second].map { unitName(partition.unitOf[Int($0)]) }
    let pair =
      units[0] == units[1] ? "whether \(units[0]) is one" : "whether \(units[0]) and \(units[1]) are one"
    return "judge next: \(pair), then \(counted(open.count - 1, "more merge")); review"
  }

  private func basis() throws -> String {
    let (observations, batches) = (try analysis.observations().count, try analysis.trace().batches.count)
    let scored = try analysis.evidence().n.count { $0 > 0 }
    return
      "rests on \(counted(observations, "observation")) of \(counted(scored, "unit")) in \(counted(batches, "batch", "batches")); verdicts \(try analysis.standing().sentence)"
  }
}
