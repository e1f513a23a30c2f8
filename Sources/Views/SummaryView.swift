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
  package static let leaving = "take out of memory"

  package struct Finding {
    package let name: String
    package let units: [Int]
    /// The statement that shows them.
    package let evidence: String

    /// `U19 U3 and 2 more`.
    package var which: String {
      let names = units.prefix(SummaryView.named).map { unitName($0) }.joined(separator: " ")
      let more = units.count - SummaryView.named
      return more > 0 ? "\(names) and \(more) more" : names
    }
  }

  package func table() throws -> Table {
    let columns: [Column] = [
      .text("finding", essential: true), .number("units", essential: true),
      .text("which", flexible: true, essential: true), .text("shown_by", flexible: true),
    ]
    let rows = try findings().map { finding -> [Cell] in
      [
        .text(finding.name), .integer(finding.units.count), .text(finding.which), .text(finding.evidence),
      ]
    }
    return Table("summary", columns, rows: rows)
  }

  /// Those of which there is a unit.
  package func findings() throws -> [Finding] { try allFindings().filter { !$0.units.isEmpty } }

  private func allFindings() throws -> [Finding] {
    let (posterior, verdicts) = (try analysis.posterior(), try analysis.verdicts().verdict)
    let ranked = posterior.ranking.map(Int.init)
    func certified(_ verdict: Verdict) -> [Int] { ranked.filter { verdicts[$0] == verdict } }
    func undecided(_ chances: [Double?]) -> [Int] {
      ranked.filter { isOpen(verdicts[$0]) && (chances[$0] ?? 0) >= SummaryView.probable }
    }
    func isOpen(_ verdict: Verdict) -> Bool { verdict == .undecided || verdict == .observed }
    let asObserved = verdicts.contains(.observed) ? " (observed, not tested)" : ""
    let (helping, harming) = (undecided(posterior.chance), Array(undecided(posterior.risk).reversed()))
    let applied = try appliedInTheLog()
    let leaving = ranked.reversed().filter { unit in
      applied.contains(unit) && (posterior.risk[unit] ?? 0) > (posterior.chance[unit] ?? 0)
    }
    let open = ranked.filter { unit in
      guard let chance = posterior.chance[unit], let risk = posterior.risk[unit] else { return true }
      return isOpen(verdicts[unit]) && max(chance, risk) < SummaryView.probable
    }
    return [
      Finding(name: "holds up, certified", units: certified(.stable), evidence: "verdicts"),
      Finding(name: "helps, probably\(asObserved)", units: helping, evidence: "evidence where chance >= 0.9"),
      Finding(name: "harms, certified", units: certified(.harmful), evidence: "verdicts"),
      Finding(name: "harms, probably\(asObserved)", units: harming, evidence: "evidence where risk >= 0.9"),
      Finding(name: "seemed to help, fading", units: certified(.fading), evidence: "verdicts"),
      Finding(name: "depends on the scene", units: certified(.sceneSpecific), evidence: "verdicts"),
      Finding(name: SummaryView.leaving, units: leaving, evidence: "evidence where risk > chance"),
      Finding(name: "not known yet", units: open, evidence: "evidence where chance < 0.9 and risk < 0.9"),
    ]
  }

  private func appliedInTheLog() throws -> Set<Int> {
    let (operations, partition) = (try analysis.operations(), try analysis.units())
    return Set(
      try analysis.trace().applied.map { taken in
        Int(partition.unitOf[Int(operations.ofProposal[Int(taken.proposal)])])
      })
  }

  /// What a person should judge next, and what all that rests on.
  package func sentences() throws -> [String] {
    let judged = try next()
    return [judged == SummaryView.nothing ? judged : "judge next: \(judged)"] + (try basisLines())
  }

  package func basisLines() throws -> [String] {
    var told = try [tasks(), basis()].compactMap { $0 }
    if let words = try PosteriorWords(analysis) {
      told += [words.units, words.observations].compactMap { $0 }
    }
    return told
  }

  private static let nothing = "no merge is left to judge"

  /// Which pair, and how many more there are.
  package func next() throws -> String {
    let open = try MergeQueue(analysis: analysis, order: .impact).entries()
    guard let first = open.first else { return SummaryView.nothing }
    let partition = try analysis.units()
    let units = [first.candidate.first, first.candidate.second].map { unitName(partition.unitOf[Int($0)]) }
    let pair =
      units[0] == units[1] ? "whether \(units[0]) is one" : "whether \(units[0]) and \(units[1]) are one"
    return "\(pair), then \(counted(open.count - 1, "more merge")); review"
  }

  /// Where no edit was scored, all that is known is what tasks say of items.
  private func tasks() throws -> String? {
    guard try analysis.observations().count == 0, try !analysis.trace().tasks.item.isEmpty else { return nil }
    return "no edit was scored, so nothing is known of units; what tasks say of items: effects"
  }

  private func basis() throws -> String {
    let (observations, batches) = (try analysis.observations().count, try analysis.trace().batches.count)
    let scored = try analysis.evidence().n.count { $0 > 0 }
    return
      "rests on \(counted(observations, "observation")) of \(counted(scored, "unit")) in \(counted(batches, "batch", "batches")); verdicts \(try analysis.standing().sentence)"
  }
}
