import Tables

/// The tables that `export` writes.
enum Exportable: String, CaseIterable {
  case evidence, merges, members, decisions, batches, settings

  func table(_ analysis: Analysis) throws -> Table {
    switch self {
    case .evidence: try EvidenceView(analysis: analysis).table()
    case .merges: try MergesView(analysis: analysis).table().0
    case .members: try Exportable.members(analysis)
    case .decisions: try decisionsTable(analysis.study, analysis)
    case .batches: batchesTable(try analysis.trace())
    case .settings: settingsTable(analysis.study.settings)
    }
  }

  /// All units' members in one table.
  private static func members(_ analysis: Analysis) throws -> Table {
    let view = try UnitView(analysis)
    var table = Table("members", [.text("unit")] + UnitView.columns)
    for unit in 0..<(try analysis.partition().unitCount) {
      table.append(contentsOf: try view.rows(of: unit).map { [.text(unitName(unit))] + $0 })
    }
    return table
  }
}
