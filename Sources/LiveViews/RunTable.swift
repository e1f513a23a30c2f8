import Analyses
import Answers
import Channels
import Files
import Language
import Memory
import Tables
import TraceLogs

/// What a run's questions have used, batch by batch. Without a cassette nothing is known.
package struct RunUsage {
  package let sums: UsageSums
  private let byHead: [String: [String: UsageSums.Line]]

  package init(_ cassette: String) throws {
    sums = try fileExists(cassette) ? Cassette(cassette, .replay).usage : UsageSums()
    byHead = sums.byHead
  }

  /// Answers and tokens of what was asked at a batch, or at the validation of its epoch.
  func used(_ heads: [String]) -> (answers: Int, tokens: Int) {
    let lines = heads.flatMap { (byHead[$0] ?? [:]).values }
    return (lines.reduce(0) { $0 + $1.answers }, lines.reduce(0) { $0 + $1.tokens.all })
  }
}

/// A run with a row for each batch.
package struct RunTable {
  private let analysis: Analysis
  private let usage: RunUsage

  package init(_ analysis: Analysis, _ usage: RunUsage) { (self.analysis, self.usage) = (analysis, usage) }

  static let columns: [Column] = [
    .number("batch", essential: true), .number("epoch"), .number("proposed", essential: true),
    .number("entered"), .number("scored", essential: true), .number("unscored"),
    .number("applied", essential: true), .number("evicted"), .number("pool", essential: true),
    .number("bank", essential: true), .number("baseline"), .number("validation", essential: true),
    .number("calls", essential: true), .number("tokens", essential: true),
  ]

  package func answer(_ cuts: String?) throws -> Answer {
    let table = try table()
    let replay = try analysis.replay()
    let whole = usage.sums.whole
    let planned = try analysis.trace().plannedBatches
    let line =
      "\(replay.step) of \(counted(planned, "batch", "batches"))   \(replay.appliedCount) applied · bank \(replay.bank.count) · \(counted(whole.answers, "call")) · \(counted(whole.tokens.all, "token"))"
    return Answer([.said(line)] + (cuts.map { [.said($0)] } ?? []) + [.table(table)])
  }

  package func table() throws -> Table {
    let trace = try analysis.trace()
    let replay = try analysis.replay(at: trace.batches.count)
    let proposed = trace.proposals.batch.reduce(into: [Int32: Int]()) { $0[$1, default: 0] += 1 }
    let validations = RunTable.validations(trace)
    let baselines = RunTable.baselines(trace)
    let rows = trace.batches.enumerated().map { index, batch -> [Cell] in
      let summary = replay.summaries[index]
      var heads = ["b\(batch.number)"]
      if let epoch = batch.epoch, validations[index] != nil { heads.append("e\(epoch)") }
      let used = usage.used(heads)
      return [
        .integer(batch.number), .optional(batch.epoch), .integer(proposed[Int32(index)] ?? 0),
        .integer(summary.entered), .integer(summary.scored), .integer(summary.unscored),
        .integer(summary.applied), .integer(summary.evicted), .integer(summary.pool), .integer(summary.bank),
        .optional(baselines[index], places: 1), .optional(validations[index], places: 4),
        .integer(used.answers), .integer(used.tokens),
      ]
    }
    return Table("run", RunTable.columns, rows: rows)
  }

  /// Per batch the score of memory at the end of its epoch, where one ends with it.
  static func validations(_ trace: TraceLog) -> [Double?] {
    var validations = [Double?](repeating: nil, count: trace.batches.count)
    for point in checkpoints(of: trace) where point.step > 0 { validations[point.step - 1] = point.score }
    return validations
  }

  /// Per batch the mean baseline of its calls.
  static func baselines(_ trace: TraceLog) -> [Double?] {
    var sums = [(sum: Double, count: Int)](repeating: (0, 0), count: trace.batches.count)
    for call in 0..<trace.calls.count {
      let batch = Int(trace.calls.batch[call])
      sums[batch] = (sums[batch].sum + trace.calls.baseline[call], sums[batch].count + 1)
    }
    return sums.map { $0.count > 0 ? $0.sum / Double($0.count) : nil }
  }
}
