import Basics
import Scoring
import Studies

/// The step `judge`: evidence of each unit by itself. What units say together is weighed in the last two steps.
package struct JudgePart {
  let plan: PartPlan
  let logs: PartLogs

  package init(_ plan: PartPlan, logs: [PartRecord]) throws {
    (self.plan, self.logs) = (plan, try PartLogs(logs, plan))
  }

  private static let atOnce = 10_000

  package func write(_ input: PartInput, to sink: (String) throws -> Void) throws {
    var units: [PartObserved] = []
    try input.forEach { record in
      guard record.kind == .observed else {
        throw PartFault.unexpected(line: record.line, record: record.kind.rawValue, step: "judge")
      }
      units.append(try PartObserved(record))
      if units.count == JudgePart.atOnce { try flush(&units, to: sink) }
    }
    try flush(&units, to: sink)
  }

  private func flush(_ units: inout [PartObserved], to sink: (String) throws -> Void) throws {
    defer { units.removeAll(keepingCapacity: true) }
    guard !units.isEmpty else { return }
    let observations = try observations(of: units)
    let evidence = Evidence(
      observations, unitCount: units.count, accumulator: plan.settings.accumulator, workers: .one)
    let findings = FindingColumns(of: observations, unitCount: units.count, logs.terms)
    for (number, unit) in units.enumerated() {
      try sink(PartEvidence(unit, number, evidence, findings).line)
    }
  }

  private func observations(of units: [PartObserved]) throws -> Observations {
    var rows: [(batch: Int32, unit: Int32, delta: Double)] = []
    for (number, unit) in units.enumerated() {
      for (place, delta) in zip(unit.batches, unit.deltas) {
        guard let batch = logs.batch(place) else {
          throw PartFault.contradiction("log \(place.log) has no batch \(place.number)")
        }
        rows.append((batch, Int32(truncatingIfNeeded: number), delta))
      }
    }
    rows.sort { ($0.batch, $0.unit) < ($1.batch, $1.unit) }
    return Observations(
      unitCount: units.count, unit: rows.map(\.unit), batch: rows.map(\.batch), delta: rows.map(\.delta))
  }
}
