import Studies
import Tables
import TraceLogs

/// The batches of the log in the order of time.
package func batchesTable(_ trace: TraceLog, picked: [Int]? = nil, last limit: Int = .max) -> Table {
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
package func settingsTable(_ settings: Settings) -> Table {
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
