import Analyses
import Answers
import Assessing
import Basics
import Identity
import Language
import Scoring
import Studies
import Tables

/// The tau that merging does best with, how sure that is, and what it would change.
package struct TauTuningView {
  package let tuning: TauTuning

  package init(tuning: TauTuning) {
    self.tuning = tuning
  }
  private var analysis: Analysis { tuning.analysis }
  private var set: Cosine { analysis.study.settings.tau }

  package func answer() throws -> Answer {
    Answer([
      .said(basis), .said(proposal), .said(reason), .table(try table()), .said(try changes()),
    ])
  }

  private var basis: String {
    switch tuning.source {
    case .labels: "by the labels of the log"
    case .audit:
      "by \(counted(tuning.judged ?? 0, "audited pair")), each as often as pairs like it are in the log"
    case .decisions: "by \(counted(tuning.judged ?? 0, "decided pair")) of one key"
    }
  }

  private var proposal: String {
    let interval = tuning.interval.map { "   95% interval \(shown($0.low)) to \(shown($0.high))" } ?? ""
    return "set tau \(shown(tuning.tau.value))\(interval)"
  }

  private var reason: String {
    let (low, high) = (tuning.best.lowerBound, tuning.best.upperBound)
    let taus = tuning.trials.taus
    let plateau =
      low == high ? "" : ", which is the same from \(shown(taus[low].value)) to \(shown(taus[high].value))"
    return "merging has the best F1 there\(plateau); the study stays as it is"
  }

  /// The proposed tau, the ends of its interval, and the study's.
  private func table() throws -> Table {
    let columns: [Column] = [
      .text("which", essential: true), .number("tau", essential: true),
      .number("precision", essential: true), .number("recall", essential: true),
      .number("f1", essential: true), .number("units", essential: true), .number("merged", essential: true),
      .number("agree", essential: true), .number("decided"),
    ]
    let ends = tuning.interval.map { [("low", Cosine($0.low)), ("high", Cosine($0.high))] } ?? []
    let pairs = try analysis.decidedPairs()
    let rows = try ([("proposed", tuning.tau)] + ends + [("set", set)]).map { which, tau in
      try row(which, tuning.place(of: tau), pairs)
    }
    return Table("tau", columns, rows: rows)
  }

  private func row(_ which: String, _ place: Int, _ pairs: [JudgedPair]) throws -> [Cell] {
    let tau = tuning.trials.taus[place]
    let figures = tuning.trials.figures(place)
    let partition = try analysis.partition(under: tau)
    return [
      .text(which), .number(tau.value, places: 4), .optional(figures.precision, places: 3),
      .optional(figures.recall, places: 3), .optional(figures.f1, places: 3),
      .integer(partition.unitCount), .number(partition.mergedShare, places: 3),
      pairs.isEmpty ? .missing : .integer(try agreeing(pairs, tau)), .integer(pairs.count),
    ]
  }

  /// Decided pairs that merging makes the same of by itself.
  private func agreeing(_ pairs: [JudgedPair], _ tau: Cosine) throws -> Int {
    let partition = try analysis.withoutDecisions().partition(under: tau)
    return pairs.count { $0.isMerged(in: partition) == $0.isSame }
  }

  private func changes() throws -> String {
    if tuning.tau == set { return "tau is set so already: nothing would change" }
    var study = analysis.study
    study.settings.chosenTau = tuning.tau
    let after = analysis.after(study)
    let (old, new) = (try analysis.units(), try after.units())
    let verdicts = try changedVerdicts(old, new, after)
    return [
      "set tau \(shown(tuning.tau.value)) would change: units \(old.unitCount) -> \(new.unitCount)",
      "wordings merged \(merged(old)) -> \(merged(new)) of \(new.unitOf.count)",
      "\(counted(verdicts, "verdict")) of units that stay",
    ].joined(separator: " · ")
  }

  private func merged(_ partition: Partition) -> Int {
    let alone = (0..<partition.unitCount).count { partition.members(of: $0).count == 1 }
    return partition.unitOf.count - alone
  }

  /// Units are matched by the operation that founded them.
  private func changedVerdicts(_ old: Partition, _ new: Partition, _ after: Analysis) throws -> Int {
    let (before, verdicts) = (try analysis.verdicts().verdict, try after.verdicts().verdict)
    let units = Dictionary(uniqueKeysWithValues: old.founder.enumerated().map { ($1, $0) })
    return new.founder.enumerated().count { unit, founder in
      units[founder].map { before[$0] != verdicts[unit] } ?? false
    }
  }

  /// Below and over these a proposal is said with a warning.
  private static let fewPairs = 50
  private static let wideInterval = 0.1

  package var warnings: [String] {
    var warnings: [String] = []
    if tuning.source == .decisions {
      warnings.append(
        "decisions are no random sample: merges and review ask for close calls, where merging errs most; audit 100 draws at random"
      )
    }
    if let judged = tuning.judged, judged < TauTuningView.fewPairs {
      warnings.append("\(counted(judged, "pair")) are few to choose a tau by; 50 or more say more")
    }
    guard let interval = tuning.interval else {
      return warnings + ["there is too little to draw again: how sure this is, is unknown"]
    }
    if interval.high - interval.low > TauTuningView.wideInterval {
      warnings.append(
        "the interval is wide: other \(tuning.judged == nil ? "logs" : "pairs") could propose another tau")
    }
    return warnings
  }

  private func shown(_ tau: Double) -> String { shortNumber(tau) }
}
