import Importing
import Spans

/// What traces of agents showed, made into a log: a trace that was judged is a task, what was read in it are its items, what was
/// written are proposals that were applied.
///
/// The order is that of time, and of the files where times are equal or missing: batches by their earliest trace; within a
/// batch, tasks by their last read and writes by their span.
struct TracedLog {
  /// What traces are put together to a step of the optimizer.
  enum TraceBatching: String, CaseIterable {
    case day, session, run, trace
  }

  private let sightings: Sightings
  private let outcomes: TraceOutcomes
  private let grouping: TraceBatching
  private var bank: RecordBank

  init(_ sightings: Sightings, _ request: ImportRequest, _ draft: inout LogDraft) throws {
    self.sightings = sightings
    grouping = request["batch"].flatMap { TraceBatching(rawValue: $0) } ?? .day
    outcomes = TraceOutcomes(sightings, request, &draft)
    bank = RecordBank(sightings)
  }

  /// Flags that every format of traces has.
  static func flags(batch: TraceBatching) -> [ImportFlag] {
    [
      ImportFlag(
        "batch", values: TraceBatching.allCases.map(\.rawValue),
        "what becomes a batch: the traces of a day (UTC), of a session, of a run, or each by itself",
        default: batch.rawValue),
      ImportFlag(
        "score",
        "which judgement is a trace's outcome, by its name; `status` takes whether its first span ended without an error"
      ),
      ImportFlag(
        "better", values: ["higher", "lower"], "which scores are the better ones", default: "higher"),
    ]
  }

  /// Makes batches, tasks and proposals, and says what could not be made of the rest.
  mutating func write(into draft: inout LogDraft) throws {
    let acts = self.acts()
    let batches = self.batches(of: acts)
    for batch in batches {
      draft.batch(
        label: batch.label, tasks: batch.traces, time: batch.start == .max ? nil : Instant.text(batch.start))
      for act in batch.acts { perform(act, &draft) }
    }
    say(&draft)
  }

  // MARK: Acts and batches

  private struct Act {
    enum What {
      case task(Int32, reads: Range<Int>)
      case write(Int)
    }
    var trace: Int32
    var time: Int64
    var order: Int
    var what: What
  }

  private struct Group {
    var label: String?
    var start: Int64
    var firstTrace: Int32
    var traces = 0
    var acts: [Act] = []
  }

  private var reads: [Sightings.Read] { bank.reads }

  /// In the order of time.
  private func acts() -> [Act] {
    var acts: [Act] = []
    for trace in sightings.traces.indices where outcomes[trace] != nil {
      let range = bank.reads(of: trace)
      let last = reads[range].map(\.time).filter { $0 < .max }.max()
      acts.append(
        Act(
          trace: Int32(truncatingIfNeeded: trace), time: last ?? sightings.traces[trace].start,
          order: acts.count,
          what: .task(Int32(truncatingIfNeeded: trace), reads: range)))
    }
    for (index, write) in sightings.writes.enumerated() {
      acts.append(Act(trace: write.trace, time: write.time, order: acts.count, what: .write(index)))
    }
    return acts.sorted { ($0.time, $0.order) < ($1.time, $1.order) }
  }

  /// All traces make batches where none holds a task or a write: the log says at least that they were.
  private func batches(of acts: [Act]) -> [Group] {
    var groups: [Group] = []
    var numbers: [String: Int] = [:]
    let isUsed = used(by: acts)
    var groupOf = [Int](repeating: -1, count: sightings.traces.count)
    for index in sightings.traces.indices where isUsed[index] {
      let (key, label) = group(of: index)
      let number = numbers[key] ?? groups.count
      if number == groups.count {
        numbers[key] = number
        groups.append(Group(label: label, start: .max, firstTrace: Int32(truncatingIfNeeded: index)))
      }
      groupOf[index] = number
      groups[number].start = min(groups[number].start, sightings.traces[index].start)
      groups[number].traces += 1
    }
    for act in acts { groups[groupOf[Int(act.trace)]].acts.append(act) }
    return groups.sorted { ($0.start, $0.firstTrace) < ($1.start, $1.firstTrace) }
  }

  private func used(by acts: [Act]) -> [Bool] {
    guard !acts.isEmpty else { return sightings.traces.map(\.isSeen) }
    var isUsed = [Bool](repeating: false, count: sightings.traces.count)
    for act in acts { isUsed[Int(act.trace)] = true }
    return isUsed
  }

  private func group(of index: Int) -> (key: String, label: String?) {
    let trace = sightings.traces[index]
    let id = sightings.traceIDs.texts[index]
    switch grouping {
    case .trace: return (id, id)
    case .day where trace.start == .max: return ("", nil)
    case .day: return (Instant.day(trace.start), Instant.day(trace.start))
    case .session:
      // A trace that is in no session stands by itself.
      return sightings.names[trace.session].map { ("s\($0)", $0) } ?? ("t\(id)", id)
    case .run: return (sightings.names[trace.run] ?? "", sightings.names[trace.run])
    }
  }

  // MARK: Into the log

  private mutating func perform(_ act: Act, _ draft: inout LogDraft) {
    switch act.what {
    case .write(let index): bank.write(sightings.writes[index], &draft)
    case .task(let number, let range):
      let trace = sightings.traces[Int(number)]
      let items = bank.items(read: range, &draft)
      let scene = sightings.names[trace.name] ?? sightings.names[trace.agent]
      draft.task(
        sightings.traceIDs.texts[Int(number)], outcome: outcomes[Int(number)] ?? 0, items: items, scene: scene
      )
    }
  }

  private func counted(_ count: Int, _ thing: String) -> String {
    "\(count) \(thing)\(count == 1 ? "" : "s")"
  }

  private func say(_ draft: inout LogDraft) {
    let seen = sightings.traces.count { $0.isSeen }
    draft.account.noted(
      "\(counted(sightings.spanCount, "span")) in \(counted(seen, "trace")); a \(grouping.rawValue) is a batch (--batch), times are UTC"
    )
    if sightings.writes.isEmpty {
      draft.account.cannot("how a memory was changed: nothing in it writes to one, so it holds no proposals")
    }
    let judged = sightings.traces.indices.count { outcomes[$0] != nil }
    if judged == 0 {
      draft.account.cannot("whether a trace went well: nothing in it judges one, so it holds no outcomes")
    } else {
      draft.account.leftOut("a trace that nothing judges", count: seen - judged)
      let unread = sightings.traces.indices.reduce(0) {
        $0 + (outcomes[$1] == nil ? bank.reads(of: $1).count : 0)
      }
      draft.account.leftOut("a read in a trace that nothing judges", count: unread)
    }
    if sightings.reads.isEmpty, judged > 0 {
      draft.account.cannot("what of a memory stood in a context: nothing in it reads one")
    }
  }
}

extension TracedLog {
  /// The log of what was seen, with all that is to be said of it.
  static func make(
    of sightings: Sightings, _ source: ImportSource, _ request: ImportRequest, into draft: inout LogDraft
  ) throws {
    var log = try TracedLog(sightings, request, &draft)
    try log.write(into: &draft)
    source.tell(sightings.gaps, into: &draft)
  }
}
