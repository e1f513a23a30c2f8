import Assessing
import Basics
import Identity
import Judging
import Studies

/// What became of the pairs that an audit drew, and what that says of merging.
package struct AuditStanding {
  package struct Stratum {
    package let share: AuditShare
    package var judged: [JudgedPair] = []
    package var unsure = 0
    /// Not judged yet.
    package var open = 0
    /// By other rulings, behind pairs that are open.
    var settled = 0

    package var same: Int { judged.count { $0.isSame } }

    func answers(under partition: Partition) -> [AuditAnswer] {
      judged.map { pair in
        let size = pair.isMerged(in: partition) ? partition.members(of: pair.unit(in: partition)).count : nil
        return AuditAnswer(isSame: pair.isSame, unitSize: size)
      }
    }
  }

  package let analysis: Analysis
  package private(set) var strata: [Stratum]
  /// Answers that came with imported decisions; nobody knows which pairs were drawn beside them.
  package let isImported: Bool
  /// What the answers were about to decide is left out of it.
  package let partition: Partition

  package init(_ analysis: Analysis) throws {
    self.analysis = analysis
    partition = try analysis.withoutAudits().units()
    if let audit = analysis.study.currentAudit {
      isImported = false
      strata = audit.strata.map { Stratum(share: $0) }
      try take(audit.pairs)
    } else {
      guard analysis.study.hasImportedAudit else { throw AnalysisFault.noAudit }
      isImported = true
      strata = []
      try takeDecisions()
    }
    guard !strata.isEmpty else { throw AnalysisFault.noAudit }
  }

  package var unsure: Int { strata.reduce(0) { $0 + $1.unsure } }
  package var settled: Int { strata.reduce(0) { $0 + $1.settled } }
  package var open: Int { strata.reduce(0) { $0 + $1.open } }
  package var judged: Int { strata.reduce(0) { $0 + $1.judged.count } }

  /// Answers are rulings on the pair, or what other rulings say of it. Until all pairs are judged, the latter count only
  /// before the first open one: what is settled by the way is no random part of what was drawn.
  private mutating func take(_ pairs: [Audit.Pair]) throws {
    let (operations, constraints) = (try analysis.operations(), try analysis.constraints())
    let doubts = analysis.study.doubts.pairs(in: operations)
    let asked = answers(operations)
    let found = pairs.map { operations.pair($0.first, $0.second) }
    func isOpen(_ pair: OperationPair?) -> Bool {
      pair.map { constraints.ruling($0.low, $0.high) == nil && !doubts.contains($0) } ?? true
    }
    let firstOpen = found.firstIndex(where: isOpen) ?? pairs.count
    for (place, pair) in found.enumerated() {
      let stratum = pairs[place].stratum
      guard let pair, !isOpen(pair) else {
        strata[stratum].open += 1
        continue
      }
      guard let ruling = constraints.ruling(pair.low, pair.high) else {
        strata[stratum].unsure += 1
        continue
      }
      if place < firstOpen || asked.contains(pair) {
        strata[stratum].judged.append(JudgedPair(pair, isSame: ruling == .same))
      } else {
        strata[stratum].settled += 1
      }
    }
  }

  /// Pairs that were ruled on when the audit asked for them.
  private func answers(_ operations: Operations) -> Set<OperationPair> {
    Set(
      analysis.study.decisions.all.compactMap { decision in
        decision.audit == nil ? nil : operations.pair(decision.first, decision.second)
      })
  }

  private mutating func takeDecisions() throws {
    let operations = try analysis.operations()
    for decision in analysis.study.decisions.all {
      guard let share = decision.audit, let pair = operations.pair(decision.first, decision.second) else {
        continue
      }
      let place = strata.firstIndex { $0.share == share } ?? strata.count
      if place == strata.count {
        // Two merged states have other strata: a pair of one says nothing of the other's.
        if strata.contains(where: { $0.share.stratum == share.stratum }) {
          throw AnalysisFault.answersOfTwoAudits
        }
        strata.append(Stratum(share: share))
      }
      strata[place].judged.append(JudgedPair(pair, isSame: decision.ruling == .same))
    }
  }

  /// Whether every kind of pair has an answer. Which kinds an imported audit has none of, nobody knows.
  var isAnsweredThroughout: Bool {
    if isImported { return strata.count == AuditStratum.allCases.count }
    return strata.allSatisfy { !$0.judged.isEmpty || $0.share.count == 0 }
  }

  package func estimate(seed: UInt64) throws -> AuditEstimate {
    try AuditEstimate(
      strata.map { AuditedStratum($0.share, $0.answers(under: partition)) },
      isWhole: isAnsweredThroughout, operations: partition.unitOf.count, units: partition.unitCount,
      seed: seed, pulse: analysis.pulse)
  }
}

/// Two operations that somebody ruled on.
package struct JudgedPair {
  let first: Int32
  let second: Int32
  package let isSame: Bool

  init(_ pair: OperationPair, isSame: Bool) {
    (first, second, self.isSame) = (pair.low, pair.high, isSame)
  }

  package func isMerged(in partition: Partition) -> Bool {
    partition.unitOf[Int(first)] == partition.unitOf[Int(second)]
  }

  func unit(in partition: Partition) -> Int { Int(partition.unitOf[Int(first)]) }
}
