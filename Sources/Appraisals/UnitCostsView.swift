import Analyses
import Assessing
import Basics
import Identity
import Language
import Tables
import TraceLogs

/// What merging got wrong unit by unit, by the labels of the log; the costliest first.
package struct UnitCostsView {
  package let analysis: Analysis
  package let limit: Int

  package init(analysis: Analysis, limit: Int) {
    (self.analysis, self.limit) = (analysis, limit)
  }

  private static let columns: [Column] = [
    .text("unit", essential: true), .number("cost", essential: true), .number("pollution", essential: true),
    .number("fragmentation", essential: true), .number("labelled"), .number("strangers", essential: true),
    .number("missing", essential: true), .number("identities"), .number("elsewhere"), .text("name"),
    .text("content", flexible: true),
  ]

  package func table() throws -> Table {
    let identities = try analysis.trueIdentities()
    guard identities.count > 0 else { throw AnalysisFault.noTruth("same_as") }
    let partition = try analysis.units()
    let costs = UnitCost.all(identities, partition)
    let rows = try costs.prefix(limit).map { try row($0, partition) }
    return Table("unit_costs", UnitCostsView.columns, rows: rows, footer: footer(costs, partition))
  }

  private func row(_ cost: UnitCost, _ partition: Partition) throws -> [Cell] {
    let founder = Int(partition.founder[Int(cost.unit)])
    return [
      .text(unitName(cost.unit)), .integer(cost.pairs), .integer(cost.pollution),
      .integer(cost.fragmentation), .integer(cost.labelled), .integer(cost.strangers),
      .integer(cost.missing), .integer(cost.identities), .integer(cost.elsewhere),
      .text(try analysis.name(of: founder).description), .text(try analysis.content(of: founder)),
    ]
  }

  private func footer(_ costs: [UnitCost], _ partition: Partition) -> String {
    let polluted = costs.count { $0.pollution > 0 }
    let fragmented = costs.count { $0.fragmentation > 0 }
    let shown = min(limit, costs.count)
    return "\(shown) of \(counted(costs.count, "unit")) with a cost, of \(partition.unitCount)"
      + " · \(polluted) polluted · \(fragmented) fragmented"
  }
}
