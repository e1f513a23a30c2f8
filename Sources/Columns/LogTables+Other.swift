import Analyses
import Basics
import Scoring
import Tables
import TraceLogs

extension TraceLog {
  /// Missing for the call that a bundle's own record tells of, which has none.
  package func callNumber(_ call: Int) -> Cell {
    calls.number[call] < 0 && calls.entries(of: call).contains { isBundle(calls.proposal[$0]) }
      ? .missing : .integer(Int(calls.number[call]))
  }

  private func isBundle(_ proposal: Int32) -> Bool { proposals.type[Int(proposal)] == .bundle }
}

/// What logs of other tools brought: bundles, votes, and tasks with the items in their context.
extension StudyTable {
  package static let bundles = StudyTable(
    "bundles", "the edits that were scored together, a row for each edit", of: { try BundleSource($0) },
    count: { $0.bundle.count }, BundleSource.columns)

  package static let votes = StudyTable(
    "votes", "what somebody thought of a proposal or an item", of: { try VoteSource($0) },
    count: { $0.units.trace.votes.count }, VoteSource.columns)

  package static let tasks = StudyTable(
    "tasks", "the tasks that the agent met", of: { try $0.trace() }, count: { $0.tasks.count }, taskColumns)

  private static let taskColumns: [StudyColumn<TraceLog>] = [
    .integer("step", "its batch's place in time, from 1") { trace in
      { .integer(Int(trace.tasks.batch[$0]) + 1) }
    },
    .integer("batch", "its batch's number in the log") { trace in
      { .integer(trace.batches[Int(trace.tasks.batch[$0])].number) }
    },
    .text("task", "its name") { trace in { .text(trace.tasks.name[$0]) } },
    .real("outcome", "how it went") { trace in { .number(trace.tasks.outcome[$0], places: 4) } },
    .text("scene", "what sort of task it was") { trace in { trace.symbol(trace.tasks.scene[$0]) } },
    .text("arm", "the arm of an experiment that it was in") { trace in
      { trace.symbol(trace.tasks.arm(of: $0)) }
    },
    .integer("items", "how many items stood in the agent's context") { trace in
      { .integer(trace.tasks.items(of: $0).count) }
    },
  ]

  package static let taskItems = StudyTable(
    "task_items", "the items that stood in the agent's context, a row for each",
    of: { TaskItemSource(try $0.trace()) },
    count: { $0.trace.tasks.item.count }, TaskItemSource.columns)
}

extension TraceLog {
  fileprivate func symbol(_ place: Int32) -> Cell { place < 0 ? .missing : .text(symbols[Int(place)]) }
}

extension Tasks {
  fileprivate func items(of task: Int) -> Range<Int> { (task == 0 ? 0 : itemEnd[task - 1])..<itemEnd[task] }
}

private struct TaskItemSource {
  let trace: TraceLog
  /// The task of each item.
  let task: [Int32]

  init(_ trace: TraceLog) {
    self.trace = trace
    var task: [Int32] = []
    task.reserveCapacity(trace.tasks.item.count)
    for index in 0..<trace.tasks.count {
      for _ in trace.tasks.items(of: index) { task.append(Int32(truncatingIfNeeded: index)) }
    }
    self.task = task
  }

  static let columns: [StudyColumn<TaskItemSource>] = [
    .integer("task_row", "the row of tasks, from 1") { source in { .integer(Int(source.task[$0]) + 1) } },
    .text("item", "the item's id") { source in { source.trace.symbol(source.trace.tasks.item[$0]) } },
  ]
}

private struct BundleSource {
  let units: UnitSource
  /// The bundle of each edit.
  let bundle: [Int]

  init(_ analysis: Analysis) throws {
    units = try UnitSource(analysis)
    let bundles = units.trace.bundles
    bundle = (0..<bundles.count).flatMap { index in bundles.parts(at: index).map { _ in index } }
  }

  func bundleID(_ row: Int) -> String {
    units.trace.proposals.id[Int(units.trace.bundles.proposal[bundle[row]])]
  }

  func call(_ row: Int) -> Int { Int(units.trace.bundles.call[bundle[row]]) }

  static let columns: [StudyColumn<BundleSource>] = [
    .text("bundle", "the log's id of the bundle") { source in { .text(source.bundleID($0)) } },
    .integer("step", "its batch's place in time, from 1") { source in
      { .integer(Int(source.units.trace.calls.batch[source.call($0)]) + 1) }
    },
    .text("id", "the log's id of the edit") { source in
      { .text(source.units.trace.proposals.id[Int(source.units.trace.bundles.part[$0])]) }
    },
    .text("unit", "the unit that holds the edit") { source in
      { .text(unitName(source.units.unit(ofProposal: Int(source.units.trace.bundles.part[$0])))) }
    },
    .real("value", "the value of memory with all of them") { source in
      { row in
        let calls = source.units.trace.calls
        return .number(calls.value[calls.entries(of: source.call(row)).lowerBound], places: 4)
      }
    },
    .real("baseline", "the value without them") { source in
      { .number(source.units.trace.calls.baseline[source.call($0)], places: 4) }
    },
  ]
}

private struct VoteSource {
  let units: UnitSource
  let voted: [Int32]

  init(_ analysis: Analysis) throws {
    units = try UnitSource(analysis)
    voted = units.trace.votedProposals
  }

  static let columns: [StudyColumn<VoteSource>] = [
    .integer("step", "its batch's place in time, from 1") { source in
      { .integer(Int(source.units.trace.votes.batch[$0]) + 1) }
    },
    .text("id", "the log's id of the proposal, where the vote is on one") { source in
      { row in
        let proposal = source.units.trace.votes.proposal[row]
        return proposal < 0 ? .missing : .text(source.units.trace.proposals.id[Int(proposal)])
      }
    },
    .text("item", "the item's id, where the vote is on one") { source in
      { source.units.trace.symbol(source.units.trace.votes.item[$0]) }
    },
    .text("unit", "the unit that it counts for: of an item, the one that last gave it its text") { source in
      { row in
        let proposal = source.voted[row]
        return proposal < 0 ? .missing : .text(unitName(source.units.unit(ofProposal: Int(proposal))))
      }
    },
    .integer("helpful", "how often it was called helpful") { source in
      { .integer(Int(source.units.trace.votes.helpful[$0])) }
    },
    .integer("harmful", "how often it was called harmful") { source in
      { .integer(Int(source.units.trace.votes.harmful[$0])) }
    },
    .text("voter", "whose opinion it is") { source in
      { source.units.trace.symbol(source.units.trace.votes.voter[$0]) }
    },
  ]
}
