import Analyses
import Basics
import Identity
import Tables
import TraceLogs

/// What stands in the log itself.
extension StudyTable {
  package static let items = StudyTable(
    "items", "the items of memory that the log brings", of: { try $0.trace() }, count: { $0.items.count },
    itemColumns)

  private static let itemColumns: [StudyColumn<TraceLog>] = [
    .text("id", "the item's id") { trace in { .text(trace.items[$0].id) } },
    .text("content", "its text") { trace in { .text(trace.items[$0].content) } },
    .integer("since", "batches of the log before it: 0 in the bank the log begins with") { trace in
      { .integer(Int(trace.items[$0].since)) }
    },
  ]

  package static let batches = StudyTable(
    "batches", "the batches in the order of time", of: { BatchSource(try $0.trace()) },
    count: { $0.trace.batches.count }, BatchSource.columns)

  package static let proposals = StudyTable(
    "proposals", "the edits as they were proposed", of: { try UnitSource($0) },
    count: { $0.trace.proposals.count }, proposalColumns)

  private static let proposalColumns: [StudyColumn<UnitSource>] = [
    .text("id", "the log's id") { source in { .text(source.trace.proposals.id[$0]) } },
    .integer("step", "its batch's place in time, from 1") { source in
      { .integer(Int(source.trace.proposals.batch[$0]) + 1) }
    },
    .integer("batch", "its batch's number in the log") { source in
      { .integer(source.trace.batches[Int(source.trace.proposals.batch[$0])].number) }
    },
    .text("unit", "the unit that holds it") { source in
      { .text(unitName(source.unit(ofProposal: $0))) }
    },
    .text("name", "fingerprint of its wording") { source in
      { source.name(source.operations.ofProposal[$0]) }
    },
    .text("type", "add, modify, delete, merge or bundle") { source in { .text(typeName($0, source.trace)) } },
    .text("anchor", "the item it modifies, or the place where it adds") { source in { source.anchor($0) } },
    .text("content", "its text") { source in { .text(source.trace.proposals.content[$0]) } },
    .text("reason", "why it was proposed, where the log says so") { source in
      { row in
        let reason = source.trace.proposals.reason
        return reason.count <= row || reason.range(row).isEmpty ? .missing : .text(reason[row])
      }
    },
  ]

  package static let scores = StudyTable(
    "scores", "what each scoring call said of each proposal", of: { try ScoreSource($0) },
    count: { $0.trace.calls.value.count }, scoreColumns)

  private static let scoreColumns: [StudyColumn<ScoreSource>] = [
    .integer("step", "the batch's place in time, from 1") { source in { .integer(source.batch($0) + 1) } },
    .integer("batch", "the batch's number in the log") { source in
      { .integer(source.trace.batches[source.batch($0)].number) }
    },
    .integer("call", "the call's number in its batch") { source in
      { source.trace.callNumber(Int(source.call[$0])) }
    },
    .text("id", "the log's id of the proposal") { source in
      { .text(source.trace.proposals.id[Int(source.trace.calls.proposal[$0])]) }
    },
    .text("unit", "the unit that holds the proposal") { source in
      let units = try UnitSource(source.analysis)
      return { row in
        let proposal = Int(source.trace.calls.proposal[row])
        return .text(unitName(units.unit(ofProposal: proposal)))
      }
    },
    .real("value", "the value of memory with the edit") { source in
      { .number(source.trace.calls.value[$0], places: 4) }
    },
    .real("baseline", "the value without it") { source in
      { .number(source.trace.calls.baseline[Int(source.call[$0])], places: 4) }
    },
  ]

  /// The call of each value.
  private struct ScoreSource {
    let analysis: Analysis
    let trace: TraceLog
    let call: [Int32]

    init(_ analysis: Analysis) throws {
      let trace = try analysis.trace()
      (self.analysis, self.trace) = (analysis, trace)
      var call: [Int32] = []
      call.reserveCapacity(trace.calls.value.count)
      for index in 0..<trace.calls.count {
        for _ in trace.calls.entries(of: index) { call.append(Int32(index)) }
      }
      self.call = call
    }

    func batch(_ row: Int) -> Int { Int(trace.calls.batch[Int(call[row])]) }
  }
}
