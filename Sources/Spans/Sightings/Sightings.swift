/// What traces of agents show of a memory: what was read in which trace, what was written, how traces were judged.
///
/// Made of spans in any order and of any number of files; two that were made apart become one by `append`, and the order of
/// appending is the order of the files. Nothing is held of a span that neither read, wrote nor judged, but for its trace.
package struct Sightings: Sendable {
  package struct SeenTrace: Sendable {
    /// Numbers in `names`, or -1.
    package var session: Int32 = -1
    package var agent: Int32 = -1
    package var run: Int32 = -1
    package var name: Int32 = -1
    /// Of its earliest span; `Int64.max` where no span says.
    package var start = Int64.max
    package var agentSince = Int64.max
    /// Whether a span without a parent was seen, and whether it failed.
    package var hasRoot = false
    package var isFailed = false
    /// Whether any of its spans was seen: a judgement may come without.
    package var isSeen = false
  }

  /// A piece of memory, by its store and id; by its content where it has no id.
  package struct Record: Sendable {
    /// Numbers in `names`; the id is -1 where there is none.
    package var store: Int32
    package var id: Int32
    /// As it was first read; by its number in `contents`, or -1.
    package var content: Int32 = -1
    package var since = Int64.max
  }

  package struct Read: Sendable {
    package var trace: Int32
    package var record: Int32
    package var time: Int64
  }

  package struct Write: Sendable {
    package enum Act: UInt8, Sendable { case create, update, upsert, delete, deleteStore }
    package var act: Act
    package var trace: Int32
    package var time: Int64
    /// -1 where the span names none.
    package var record: Int32
    package var store: Int32
    /// A number in `contents`, or -1 where the log keeps none.
    package var content: Int32
  }

  package struct Judgement: Sendable {
    package enum Target: Sendable, Equatable {
      case trace(Int32)
      case span(UInt64)
      case response(UInt64)
      case session(Int32)
    }
    package var target: Target
    package var name: Int32
    package var value: Double?
    package var label: Int32
    package var place: Int32
  }

  package private(set) var traces: [SeenTrace] = []
  package private(set) var traceIDs = SharedNames()
  package var names = SharedNames()
  package var contents = SharedNames()
  package private(set) var records: [Record] = []
  package var reads: [Read] = []
  package var writes: [Write] = []
  package var judgements: [Judgement] = []
  package private(set) var spanCount = 0
  package var gaps = Gaps()

  private var recordNumbers: [UInt64: Int32] = [:]
  /// Which trace a span or a response belongs to; for judgements that name no trace.
  private(set) var spanKeys: [UInt64] = []
  private(set) var spanTraces: [Int32] = []
  private(set) var responseKeys: [UInt64] = []
  private(set) var responseTraces: [Int32] = []
  private var lastTrace: (id: String, number: Int32) = ("", -1)

  package init() {}

  /// Empties it and keeps its memory.
  mutating func removeAll() { self = Sightings() }

  // MARK: Putting in

  package mutating func trace(_ id: String) -> Int32 {
    if lastTrace.number >= 0, lastTrace.id == id { return lastTrace.number }
    let number = traceIDs.number(of: id)
    if Int(number) == traces.count { traces.append(SeenTrace()) }
    lastTrace = (id, number)
    return number
  }

  package mutating func change(_ trace: Int32, _ body: (inout SeenTrace) -> Void) {
    body(&traces[Int(trace)])
  }

  mutating func noteSpan(_ id: String, of trace: Int32) {
    spanCount += 1
    guard !id.isEmpty else { return }
    spanKeys.append(SpanID.key(id))
    spanTraces.append(trace)
  }

  mutating func noteResponse(_ id: String, of trace: Int32) {
    responseKeys.append(SpanID.key(id))
    responseTraces.append(trace)
  }

  /// The record of that id, or, without one, of that content.
  package mutating func record(store: String, id: String?, content: String?, readAt time: Int64? = nil)
    -> Int32
  {
    let store = names.number(of: store)
    let idNumber = id.map { names.number(of: $0) } ?? -1
    let contentNumber = content.map { contents.number(of: $0) } ?? -1
    let number = record(store, idNumber, contentNumber)
    if let time, contentNumber >= 0 { see(number, contentNumber, time) }
    return number
  }

  private mutating func record(_ store: Int32, _ id: Int32, _ content: Int32) -> Int32 {
    let owner = id >= 0 ? Int64(id) : Int64(content) | 1 << 40
    let key = UInt64(bitPattern: Int64(store) << 41 | owner)
    if let known = recordNumbers[key] { return known }
    let number = Int32(truncatingIfNeeded: records.count)
    recordNumbers[key] = number
    records.append(Record(store: store, id: id, content: id >= 0 ? -1 : content))
    return number
  }

  private mutating func see(_ record: Int32, _ content: Int32, _ time: Int64) {
    guard time < records[Int(record)].since || records[Int(record)].content < 0 else { return }
    records[Int(record)].since = time
    records[Int(record)].content = content
  }

  // MARK: Two become one

  /// What was seen in later files, or further down in the same one.
  package mutating func append(_ other: Sightings) {
    let names = self.names.adopt(other.names)
    let contents = self.contents.adopt(other.contents)
    func name(_ number: Int32) -> Int32 { number < 0 ? -1 : names[Int(number)] }
    let traces = other.traces.indices.map { index -> Int32 in
      let number = trace(other.traceIDs.texts[index])
      merge(other.traces[index], into: number, name)
      return number
    }
    let records = other.records.map { record -> Int32 in
      let content = record.content < 0 ? -1 : contents[Int(record.content)]
      let number = self.record(name(record.store), name(record.id), content)
      if record.id >= 0, content >= 0 { see(number, content, record.since) }
      return number
    }
    appendLooks(other, traces, records, contents, name)
    spanCount += other.spanCount
    spanKeys += other.spanKeys
    spanTraces += other.spanTraces.map { traces[Int($0)] }
    responseKeys += other.responseKeys
    responseTraces += other.responseTraces.map { traces[Int($0)] }
    gaps.append(other.gaps)
  }

  private mutating func merge(_ other: SeenTrace, into number: Int32, _ name: (Int32) -> Int32) {
    change(number) { trace in
      if trace.session < 0 { trace.session = name(other.session) }
      if trace.run < 0 { trace.run = name(other.run) }
      if trace.name < 0 { trace.name = name(other.name) }
      if other.agent >= 0, trace.agent < 0 || other.agentSince < trace.agentSince {
        (trace.agent, trace.agentSince) = (name(other.agent), other.agentSince)
      }
      trace.start = min(trace.start, other.start)
      trace.isFailed = trace.isFailed || other.isFailed
      trace.hasRoot = trace.hasRoot || other.hasRoot
      trace.isSeen = trace.isSeen || other.isSeen
    }
  }

  private mutating func appendLooks(
    _ other: Sightings, _ traces: [Int32], _ records: [Int32], _ contents: [Int32], _ name: (Int32) -> Int32
  ) {
    for read in other.reads {
      reads.append(Read(trace: traces[Int(read.trace)], record: records[Int(read.record)], time: read.time))
    }
    for var write in other.writes {
      write.trace = traces[Int(write.trace)]
      write.record = write.record < 0 ? -1 : records[Int(write.record)]
      write.store = name(write.store)
      write.content = write.content < 0 ? -1 : contents[Int(write.content)]
      writes.append(write)
    }
    for var judgement in other.judgements {
      switch judgement.target {
      case .trace(let trace): judgement.target = .trace(traces[Int(trace)])
      case .session(let session): judgement.target = .session(name(session))
      case .span, .response: break
      }
      judgement.name = name(judgement.name)
      judgement.label = name(judgement.label)
      judgements.append(judgement)
    }
  }
}
