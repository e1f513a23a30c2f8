import Assessing
import Basics
import Identity
import Judging
import Studies

/// Merging tried under many taus, each held against what is known to be the same.
package struct TauTuning {
  package let analysis: Analysis
  package let source: TauSource
  package let trials: TauTrials
  /// Of the stretch of taus that are equally good.
  package let best: ClosedRange<Int>
  package let interval: Interval?
  /// Pairs that the source speaks of; nil for labels.
  package let judged: Int?

  /// Without a source it is the best there is: labels, else an audit, else decisions.
  package init(_ analysis: Analysis, by chosen: TauSource?, seed: UInt64) throws {
    let source = try chosen ?? TauTuning.source(analysis)
    self.analysis = analysis
    self.source = source
    switch source {
    case .labels: (trials, judged) = (try TauTuning.labelled(analysis), nil)
    case .audit: (trials, judged) = try TauTuning.audited(analysis)
    case .decisions: (trials, judged) = try TauTuning.decided(analysis)
    }
    guard let best = trials.best else { throw AnalysisFault.nothingMerges(source) }
    self.best = best
    interval = try trials.interval(seed: seed, pulse: analysis.pulse)
  }

  package var tau: Cosine { trials.taus[TauTrials.middle(best)] }

  /// The place of a tau that was tried, or of the tried one just under it.
  package func place(of tau: Cosine) -> Int {
    max(0, (trials.taus.firstIndex { $0 > tau } ?? trials.taus.count) - 1)
  }

  private static func source(_ analysis: Analysis) throws -> TauSource {
    if try analysis.trueIdentities().count > 0 { return .labels }
    let hasAudit = analysis.study.currentAudit != nil || analysis.study.hasImportedAudit
    if hasAudit, try AuditStanding(analysis).judged > 0 { return .audit }
    if analysis.study.decisions.isEmpty { throw AnalysisFault.nothingToTuneBy(nil) }
    return .decisions
  }

  /// A hundredth apart, or two on large logs; and the one that is set.
  private static func taus(_ analysis: Analysis) throws -> [Cosine] {
    let step: Int32 = try analysis.operations().count > 20_000 ? 200 : 100
    let grid = stride(from: Int32(2_000), through: 9_900, by: Int(step)).map { Cosine(tenThousandths: $0) }
    return Set(grid + [analysis.study.settings.tau]).sorted()
  }

  /// What is seen of the merging under each tau; the merging itself is not kept.
  private static func tried<Seen>(_ analysis: Analysis, _ look: (Partition) -> Seen) throws -> (
    taus: [Cosine], seen: [Seen]
  ) {
    let taus = try taus(analysis)
    let seen = try taus.enumerated().map { index, tau in
      try analysis.pulse.beat("trying", index, taus.count)
      return look(try analysis.partition(under: tau))
    }
    return (taus, seen)
  }
}

extension TauTuning {
  /// Keys are drawn again: what is wrong in one says nothing of the others. What lies across keys stays as it is.
  private static func labelled(_ analysis: Analysis) throws -> TauTrials {
    let identities = try analysis.trueIdentities()
    guard identities.count > 0 else { throw AnalysisFault.noTruth("same_as") }
    let operations = try analysis.operations()
    let (taus, sums) = try tried(analysis) { KeyedSums(identities, operations, $0).sums }
    let groups = KeyedSums.same(identities, operations).enumerated().map { key, same in
      TauTrials.Group(
        same: Double(same), merged: sums.map { Double($0[key].merged) },
        both: sums.map { Double($0[key].both) }
      )
    }
    let keys = groups.dropLast().filter { $0.same > 0 || $0.merged.contains { $0 > 0 } }
    return TauTrials(taus, strata: [Array(keys), Array(groups.suffix(1))])
  }

  /// Each judged pair stands for as many as its stratum has for each answer.
  private static func audited(_ analysis: Analysis) throws -> (TauTrials, Int) {
    let standing = try AuditStanding(analysis)
    let strata = standing.strata.filter { !$0.judged.isEmpty }
    // Without answers on pairs far apart, merging those would seem to cost nothing.
    guard strata.isEmpty || standing.isAnsweredThroughout else { throw AnalysisFault.auditHasGaps }
    try check(strata.flatMap(\.judged), .audit)
    let (taus, merged) = try tried(analysis.withoutAudits()) { partition in
      strata.map { $0.judged.map { $0.isMerged(in: partition) } }
    }
    let groups = strata.enumerated().map { place, stratum in
      let weight = Double(stratum.share.count) / Double(stratum.judged.count)
      return stratum.judged.enumerated().map { number, pair in
        group(pair, weight, merged.map { $0[place][number] })
      }
    }
    return (TauTrials(taus, strata: groups), standing.judged)
  }

  /// Merging is tried without decisions, or it would agree with them by their own word.
  private static func decided(_ analysis: Analysis) throws -> (TauTrials, Int) {
    let pairs = try analysis.decidedPairs()
    try check(pairs, .decisions)
    let (taus, merged) = try tried(analysis.withoutDecisions()) { partition in
      pairs.map { $0.isMerged(in: partition) }
    }
    let groups = pairs.enumerated().map { number, pair in group(pair, 1, merged.map { $0[number] }) }
    return (TauTrials(taus, strata: [groups]), pairs.count)
  }

  private static func check(_ pairs: [JudgedPair], _ source: TauSource) throws {
    if pairs.isEmpty { throw AnalysisFault.nothingToTuneBy(source) }
    let same = pairs.count { $0.isSame }
    if same == 0 || same == pairs.count {
      throw AnalysisFault.oneSidedAnswers(source, areSame: same > 0, count: pairs.count)
    }
  }

  private static func group(_ pair: JudgedPair, _ weight: Double, _ isMerged: [Bool]) -> TauTrials.Group {
    let merged = isMerged.map { $0 ? weight : 0 }
    let none = [Double](repeating: 0, count: merged.count)
    return TauTrials.Group(
      same: pair.isSame ? weight : 0, merged: merged, both: pair.isSame ? merged : none)
  }
}

extension Analysis {
  package func withoutDecisions() -> Analysis {
    var study = study
    study.decisions = Decisions()
    return after(study)
  }

  /// Pairs of one key that were ruled on, as far as the log holds them: no tau merges others.
  package func decidedPairs() throws -> [JudgedPair] {
    let operations = try operations()
    return study.decisions.all.compactMap { decision in
      guard let pair = operations.pair(decision.first, decision.second),
        operations.key[Int(pair.low)] == operations.key[Int(pair.high)]
      else { return nil }
      return JudgedPair(pair, isSame: decision.ruling == .same)
    }
  }
}
