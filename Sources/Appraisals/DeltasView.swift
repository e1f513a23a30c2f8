import Analyses
import Basics
import Columns
import Identity
import Language
import Scoring
import Studies
import Tables
import TraceLogs
import Views

/// How every delta of a batch came about.
package struct DeltasView {
  package let analysis: Analysis

  package init(_ analysis: Analysis) { self.analysis = analysis }

  package static let columns: [Column] = [
    .number("call", essential: true), .text("proposal", essential: true), .text("unit", essential: true),
    .number("value", essential: true), .number("baseline", essential: true),
    .number("delta", essential: true), .text("content", flexible: true), .text("source"),
  ]

  /// The batch by its number in the log. Where several logs have one of that number, all of them.
  package func table(ofBatch text: String) throws -> Table {
    let trace = try analysis.trace()
    let batches = trace.batches.indices.filter { "\(trace.batches[$0].number)" == text }
    guard !batches.isEmpty else { throw unknownBatch(text, trace) }
    let rows = try batches.flatMap { try entries(of: $0, trace) }
    let footer = analysis.study.settings.signalText
    return Table("deltas", DeltasView.columns, rows: rows, footer: footer)
  }

  private func entries(of batch: Int, _ trace: TraceLog) throws -> [[Cell]] {
    let (operations, partition) = (try analysis.operations(), try analysis.units())
    let calls = trace.calls.batch.indices.filter { trace.calls.batch[$0] == batch }.map(Int32.init)
    let source = trace.sources[Int(trace.batches[batch].source)].name
    var rows: [[Cell]] = []
    var deltas = Deltas(analysis.study.settings.deltaRule)
    guard deltas.rule.signal != .votes, deltas.rule.signal != .outcomes else { return [] }
    deltas.forEachCall(calls, of: trace) { call, baseline, deltas in
      for (entry, delta) in zip(trace.calls.entries(of: call), deltas) {
        let proposal = Int(trace.calls.proposal[entry])
        let unit = partition.unitOf[Int(operations.ofProposal[proposal])]
        rows.append([
          trace.callNumber(call), .text(trace.proposals.id[proposal]),
          .text(unitName(unit)), .number(trace.calls.value[entry], places: 2),
          .number(baseline, places: 2), .number(delta, places: 2),
          .text(trace.proposals.content[proposal]), .text(source),
        ])
      }
    }
    return rows
  }

  private func unknownBatch(_ text: String, _ trace: TraceLog) -> any Error {
    let numbers = trace.batches.map(\.number)
    guard Int(text) != nil else {
      return StatementFault.badValue(name: "--batch", seen: text, expected: "the number of a batch")
    }
    return ViewFault.unknownBatch(text, first: numbers.min(), last: numbers.max())
  }
}
