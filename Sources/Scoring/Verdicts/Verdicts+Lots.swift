import Basics
import Effects
import Identity
import TraceLogs

/// What betting on lots, draw by draw, has made of 1 for each unit: more than bets on the means of batches would.
package struct UnitLots: Sendable {
  /// Natural logarithms.
  package let helps: [Double]
  package let harms: [Double]

  /// `first` is the first batch that counts. Complexity: that of the outcomes, and O(units · stakes).
  package init(_ log: TraceLog, _ operations: Operations, _ partition: Partition, first: Int32) {
    var rule = DeltaRule(.outcomes)
    rule.drawnOnly = true
    let outcomes = OutcomeOperations(log, operations, rule)
    var sums = [[LotSums]](repeating: [], count: partition.unitCount)
    for row in outcomes.lots.indices where outcomes.batch[row] >= first && !outcomes.lots[row].isEmpty {
      let unit = Int(partition.unitOf[Int(outcomes.operation[row])])
      if sums[unit].isEmpty { sums[unit] = outcomes.lots[row].map { _ in LotSums() } }
      for step in sums[unit].indices { sums[unit][step] += outcomes.lots[row][step] }
    }
    let evidence = sums.map { LotEvidence($0) }
    helps = evidence.map { $0.logHelps() }
    harms = evidence.map { $0.logHarms() }
  }
}

extension Verdicts {
  /// The same, certified by lots. Complexity: O(units), and O(c log c) for c e-values of at least 1/alpha.
  package func certified(by lots: UnitLots) -> Verdicts {
    Verdicts(findings.flat.betting(helps: lots.helps, harms: lots.harms), observations, terms)
  }
}
