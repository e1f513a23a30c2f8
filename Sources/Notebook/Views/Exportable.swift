import Accumulation
import Tables

/// The tables that `export` writes.
enum Exportable: String, CaseIterable {
  case evidence, verdicts, observations, merges, members, decisions, batches, settings, memory, pool, steps,
    checkpoints
  case policies

  /// Whether the table is of one step of the replay, and `--at` says of which.
  var isOfStep: Bool { self == .memory || self == .pool }

  func table(_ analysis: Analysis, at step: Int? = nil) throws -> Table {
    switch self {
    case .evidence: try EvidenceView(analysis: analysis).table()
    case .verdicts: try VerdictsView(analysis: analysis).table()
    case .observations: try ObservationsView(analysis: analysis).table()
    case .merges: try MergesView(analysis: analysis).table().0
    case .members: try Exportable.members(analysis)
    case .decisions: try decisionsTable(analysis.study, analysis)
    case .batches: batchesTable(try analysis.trace())
    case .settings: settingsTable(analysis.study.settings)
    case .memory: try MemoryView(analysis: analysis).items(of: try analysis.replay(at: step).bank)
    case .pool: try PoolView(analysis: analysis, replay: try analysis.replay(at: step)).members()
    case .steps: try StepsView(analysis: analysis, replay: try analysis.replay()).table()
    case .policies: PoliciesView.table(try analysis.policies(PolicyKind.honest))
    case .checkpoints: try CheckpointsView(analysis: analysis).table()
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
