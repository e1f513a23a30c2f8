import Analyses
import Columns
import Identity
import Judging
import Query
import Scoring
import Tables

/// The members of one unit: each wording, how close it is to the first, its own evidence, and where it was proposed.
package struct UnitView {
  private let analysis: Analysis
  private let partition: Partition
  private let readers: [OpenTable.Reader]

  package init(_ analysis: Analysis) throws {
    let source = try UnitSource(analysis)
    self.analysis = analysis
    partition = source.partition
    readers = try UnitView.shown.readers(of: source)
  }

  private static var shown: ShownColumns<UnitSource> { ShownColumns(MembersTable.columns) }

  package func table(of unit: Int) throws -> Table {
    var table = Table("unit", UnitView.shown.columns, rows: try rows(of: unit))
    table.stacking = Stacking()
    return table
  }

  private func rows(of unit: Int) throws -> [[Cell]] {
    try partition.members(of: unit).indices.map { member in try readers.map { try $0(member) } }
  }

  /// Whether the members' deltas differ more than chance would have it; nil where there are too few.
  package func disagreement(of unit: Int) throws -> String? {
    let members = partition.members(of: unit).map(Int.init)
    let known = try analysis.operationDeltas()
    let deltas = members.map(known.deltas(of:))
    guard let found = Disagreement(deltas, seed: UInt64(truncatingIfNeeded: members[0])) else { return nil }
    let p = "p \(fixed(found.p, places: 4))"
    guard found.p <= Suspicion.level else { return "members agree as far as chance goes   \(p)" }
    let ends = try [(found.lowest, found.lowestMean), (found.highest, found.highestMean)].map {
      member, mean in
      "\(try analysis.name(of: members[member])) \(fixed(mean, places: 2))"
    }
    let what = found.isOfSign ? "sign" : "level"
    return "members disagree in \(what)   \(p)   \(ends.joined(separator: ", "))"
  }
}
