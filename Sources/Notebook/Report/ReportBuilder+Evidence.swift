import Accumulation
import Tables

/// What follows from the study: evidence, and the memory that comes of it.
extension ReportBuilder {
  /// A page must open at once, however many units there are.
  private static let mostBytes = 3_000_000
  private static let mostDrawn = 4

  func evidence() throws -> [Report.Block] {
    let units = try analysis.partition().unitCount
    guard units > 0 else { return [.prose("The log holds no proposals, so there is no evidence.")] }
    return try drawn() + [.heading("All units"), .table(try evidenceTable(of: units))]
  }

  private func evidenceTable(of units: Int) throws -> ReportTable {
    let whole = try EvidenceView(analysis: analysis, limit: min(units, mostUnits)).table()
    var table = ReportTable(
      Table(whole.name, whole.columns, rows: whole.rows), most: rowsWithinBytes(whole))
    let shown = table.table.rows.count
    table.cut =
      shown < units
      ? "the first \(shown) of \(counted(units, "unit")) by m̂; export evidence writes them all" : nil
    return table
  }

  private func rowsWithinBytes(_ table: Table) -> Int {
    var room = ReportBuilder.mostBytes
    for (index, row) in table.rows.enumerated() {
      for case .text(let text) in row { room -= min(text.utf8.count, 4_000) }
      if room < 0 { return max(1, index) }
    }
    return table.rows.count
  }

  /// The courses of the units that stand first.
  private func drawn() throws -> [Report.Block] {
    let evidence = try analysis.evidence()
    let units = Array(
      evidence.ranking.lazy.map(Int.init).filter { evidence.n[$0] > 1 }
        .prefix(ReportBuilder.mostDrawn))
    guard !units.isEmpty else { return [] }
    let view = try TrajectoryView(analysis, units: units)
    let founders = try analysis.partition().founder
    let names = try units.map { try analysis.name(of: Int(founders[$0])).description }
    return [
      .heading("How the evidence of the first units came about"),
      .plot(
        try view.plot(of: units), data: try view.table(of: units),
        by: "trajectory \(names.joined(separator: " "))"),
    ]
  }

  func memory() throws -> [Report.Block] {
    let (before, after) = (try analysis.replay(at: 0).bank, try analysis.replay())
    let view = MemoryView(analysis: analysis)
    let changes = view.changes(from: before, to: after.bank)
    let words = """
      Replayed under these settings to batch \(after.step) of \(try analysis.trace().batches.count), memory goes from \
      \(counted(before.count, "item")) to \(after.bank.count), with \(counted(changes.rows.count, "change")).
      """
    var blocks: [Report.Block] = [.prose(words)]
    if !changes.rows.isEmpty {
      blocks += [.heading("What changed"), .table(ReportTable(changes, most: 500))]
    }
    if after.bank.count > 0 {
      blocks += [.heading("Memory afterwards"), .table(ReportTable(try view.table(of: after), most: 500))]
    }
    return blocks
  }
}
