import Accumulation
import Tables

/// The evidence table: one row per unit.
struct EvidenceView {
  enum Order: String, CaseIterable {
    case mhat, n, last, share, unit
  }

  let analysis: Analysis
  var order = Order.mhat
  /// Nil shows all units.
  var units: [Int]?
  var limit: Int?

  static let columns: [Column] = [
    .text("unit", essential: true), .text("type"), .text("anchor"), .number("n", essential: true),
    .number("mhat", essential: true), .number("last"), .number("share"),
    .text("verdict", essential: true), .number("low"), .number("high"), .number("needed"), .text("trend"),
    .number("members"), .number("batches"), .text("content", flexible: true), .text("name", essential: true),
  ]

  func table() throws -> Table {
    let sorted = try sortedUnits()
    let shown = sorted.prefix(limit ?? sorted.count)
    let batches = try proposedBatches()
    let rows = try shown.enumerated().map { index, unit in
      if index % 256 == 0 { try analysis.pulse.beat("listing", index, shown.count) }
      return try row(unit, batches: batches[unit])
    }
    let part = shown.count < sorted.count ? ["\(shown.count) of \(counted(sorted.count, "unit"))"] : []
    let footer = (part + ["verdicts \(try analysis.standing().sentence)"]).joined(separator: " · ")
    return Table("evidence", EvidenceView.columns, rows: rows, footer: footer)
  }

  private func row(_ unit: Int, batches: Int) throws -> [Cell] {
    let (trace, operations, partition) = (
      try analysis.trace(), try analysis.operations(), try analysis.partition()
    )
    let (evidence, verdicts) = (try analysis.evidence(), try analysis.verdicts())
    let founder = Int(partition.founder[unit])
    let proposal = Int(operations.firstProposal[founder])
    let path = trajectory(
      of: unit, in: try analysis.observations(), accumulator: analysis.study.settings.accumulator)
    return [
      .text(unitName(unit)), .text(typeName(proposal, trace)),
      .text(trace.symbols[Int(trace.proposals.anchor[proposal])]), .integer(Int(evidence.n[unit])),
      .optional(evidence.mhat[unit], places: 2), .optional(evidence.last[unit], places: 2),
      .optional(evidence.share[unit], places: 2), .text(verdicts.verdict[unit].rawValue),
      .optional(verdicts.low[unit], places: 2), .optional(verdicts.high[unit], places: 2),
      .optional(verdicts.needed[unit]), path.isEmpty ? .missing : .text(sparkline(path)),
      .integer(partition.members(of: unit).count), .integer(batches),
      .text(trace.proposals.content[proposal]), .text(operations.name(of: founder).description),
    ]
  }

  private func sortedUnits() throws -> [Int] {
    let evidence = try analysis.evidence()
    let wanted = units.map(Set.init)
    let ranked = evidence.ranking.map(Int.init).filter { wanted?.contains($0) ?? true }
    let position = Dictionary(uniqueKeysWithValues: ranked.enumerated().map { ($1, $0) })
    func sorted(by value: (Int) -> Double?) -> [Int] {
      ranked.sorted { left, right in
        let (a, b) = (value(left) ?? -.infinity, value(right) ?? -.infinity)
        return a != b ? a > b : (position[left] ?? 0) < (position[right] ?? 0)
      }
    }
    switch order {
    case .mhat: return ranked
    case .unit: return ranked.sorted()
    case .n: return sorted { Double(evidence.n[$0]) }
    case .last: return sorted { evidence.last[$0] }
    case .share: return sorted { evidence.share[$0] }
    }
  }

  /// In how many batches each unit was proposed.
  private func proposedBatches() throws -> [Int] {
    let (trace, operations, partition) = (
      try analysis.trace(), try analysis.operations(), try analysis.partition()
    )
    var seen: [Int32] = Array(repeating: -1, count: partition.unitCount)
    var count = Array(repeating: 0, count: partition.unitCount)
    // Proposals stand in the order of time, so a unit's batches come one after another.
    for proposal in 0..<trace.proposals.count {
      let unit = Int(partition.unitOf[Int(operations.ofProposal[proposal])])
      guard seen[unit] != trace.proposals.batch[proposal] else { continue }
      seen[unit] = trace.proposals.batch[proposal]
      count[unit] += 1
    }
    return count
  }
}

/// What a proposal does, as people say it: modifying to nothing is deleting.
func typeName(_ proposal: Int, _ trace: TraceLog) -> String {
  let type = trace.proposals.type[proposal]
  return type == .modify && trace.proposals.content.range(proposal).isEmpty ? "delete" : type.name
}
