import Tables
import TraceLogs

/// The batches of a log in the order of time, with what was proposed and scored in each.
package struct BatchSource {
  package let trace: TraceLog
  private var proposals: [Int]
  private var calls: [(count: Int, sum: Double)]

  package init(_ trace: TraceLog) {
    self.trace = trace
    proposals = Array(repeating: 0, count: trace.batches.count)
    for batch in trace.proposals.batch { proposals[Int(batch)] += 1 }
    calls = proposals.map { _ in (count: 0, sum: 0.0) }
    for call in 0..<trace.calls.count {
      calls[Int(trace.calls.batch[call])].count += 1
      calls[Int(trace.calls.batch[call])].sum += trace.calls.baseline[call]
    }
  }

  package static let columns: [StudyColumn<BatchSource>] = [
    .integer("batch", "its number in the log", .essential) { source in
      { .integer(source.trace.batches[$0].number) }
    },
    .text("source", "the log it came from") { source in
      { .text(source.trace.sources[Int(source.trace.batches[$0].source)].name) }
    },
    .integer("epoch", "the log's epoch") { source in { .optional(source.trace.batches[$0].epoch) } },
    .text("label", "what the log calls it", .long) { source in { .optional(source.trace.batches[$0].label) }
    },
    .integer("tasks", "how many tasks it had") { source in { .optional(source.trace.batches[$0].tasks) } },
    .integer("proposals", "how many edits it proposed") { source in { .integer(source.proposals[$0]) } },
    .integer("calls", "scoring calls") { source in { .integer(source.calls[$0].count) } },
    .real("baseline", "the mean baseline of its calls") { source in
      { batch in
        let (count, sum) = source.calls[batch]
        return .optional(count > 0 ? sum / Double(count) : nil, places: 2)
      }
    },
    .text("time", "when it was, as the log says it") { source in
      { .optional(source.trace.batches[$0].time) }
    },
    .integer("step", "its place in time, from 1", .hidden) { _ in { .integer($0 + 1) } },
  ]
}
