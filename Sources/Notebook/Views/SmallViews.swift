import Accumulation
import Tables

/// The decisions made, with the texts they speak of where the log holds them.
func decisionsTable(_ study: Study, _ analysis: Analysis) throws -> Table {
  let columns: [Column] = [
    .number("row"), .text("ruling", essential: true), .text("first", essential: true),
    .text("second", essential: true), .text("in_log"), .text("because", flexible: true),
    .text("first_content", flexible: true), .text("second_content", flexible: true),
  ]
  func content(_ name: OperationName) throws -> Cell {
    guard study.log != nil, let operation = try analysis.operations().matches(name).first else {
      return .missing
    }
    return .text(try analysis.content(of: operation))
  }
  let rulings = study.decisions.all.map { Ruled($0.ruling.rawValue, $0.first, $0.second, $0.reason) }
  let doubts = study.doubts.all.map { Ruled("unsure", $0.first, $0.second, $0.reason) }
  let rows = try (rulings + doubts).enumerated().map { index, decision -> [Cell] in
    [
      .integer(index + 1), .text(decision.ruling), .text(decision.first.description),
      .text(decision.second.description), .text(try standing(decision, study, analysis)),
      .optional(decision.reason), try content(decision.first), try content(decision.second),
    ]
  }
  return Table("decisions", columns, rows: rows)
}

/// A row of `decisions`.
private struct Ruled {
  let ruling: String
  let first: OperationName
  let second: OperationName
  let reason: String?

  init(_ ruling: String, _ first: OperationName, _ second: OperationName, _ reason: String?) {
    (self.ruling, self.first, self.second, self.reason) = (ruling, first, second, reason)
  }
}

/// Whether the log holds what a decision speaks of.
private func standing(_ decision: Ruled, _ study: Study, _ analysis: Analysis) throws -> String {
  guard study.log != nil else { return "no log" }
  let operations = try analysis.operations()
  let counts = [decision.first, decision.second].map { operations.matches($0).count }
  if counts.contains(where: { $0 > 1 }) { return "ambiguous" }
  return counts.contains(0) ? "absent" : "yes"
}

/// The batches of the log in the order of time.
func batchesTable(_ trace: TraceLog, picked: [Int]? = nil, last limit: Int = .max) -> Table {
  let columns: [Column] = [
    .number("batch", essential: true), .text("source"), .number("epoch"), .text("label", flexible: true),
    .number("tasks"), .number("proposals"), .number("calls"), .number("baseline"), .text("time"),
  ]
  var proposals = Array(repeating: 0, count: trace.batches.count)
  for batch in trace.proposals.batch { proposals[Int(batch)] += 1 }
  var calls = proposals.map { _ in (count: 0, sum: 0.0) }
  for call in 0..<trace.calls.count {
    calls[Int(trace.calls.batch[call])].count += 1
    calls[Int(trace.calls.batch[call])].sum += trace.calls.baseline[call]
  }
  let rows = trace.batches.enumerated().map { index, batch -> [Cell] in
    let mean = calls[index].count > 0 ? calls[index].sum / Double(calls[index].count) : nil
    return [
      .integer(batch.number), .text(trace.sources[Int(batch.source)].name), .optional(batch.epoch),
      .optional(batch.label), .optional(batch.tasks), .integer(proposals[index]),
      .integer(calls[index].count), .optional(mean, places: 2), .optional(batch.time),
    ]
  }
  let chosen = picked.map { $0.map { rows[$0] } } ?? rows
  return Table("batches", columns, rows: chosen.suffix(limit))
}

/// Every setting with its value and meaning.
func settingsTable(_ settings: Settings) -> Table {
  let columns: [Column] = [
    .text("setting", essential: true), .text("value", essential: true), .text("default"),
    .text("meaning", flexible: true),
  ]
  let rows = SettingName.allCases.map { name -> [Cell] in
    [
      .text(name.rawValue), .text(name.text(in: settings)), .text(name.text(in: Settings())),
      .text(name.summary),
    ]
  }
  return Table("settings", columns, rows: rows)
}
