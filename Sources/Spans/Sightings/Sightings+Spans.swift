/// What a span, an event or a judgement shows.
extension Sightings {
  /// Takes in a span. `line` is where it stands, if that is known.
  package mutating func take(_ facts: SpanFacts, run: Int32 = -1, line: Int = 0) {
    if facts.isAmbiguous { return gaps.note(.repeatedMember, facts.name, line: line) }
    guard !facts.traceID.isEmpty else {
      return gaps.note(facts.spanID.isEmpty ? .noSpan : .noTrace, facts.name, line: line)
    }
    let trace = trace(facts.traceID)
    noteSpan(facts.spanID, of: trace)
    describe(trace, by: facts, run)
    if let response = facts[.response]?.text { noteResponse(response, of: trace) }
    if let operation = facts[.operation]?.text { act(operation, trace, facts, line) }
    readDocuments(trace, facts)
    judge(facts, of: trace, line)
  }

  private mutating func describe(_ trace: Int32, by facts: SpanFacts, _ run: Int32) {
    let session = facts[.conversation]?.text ?? facts[.session]?.text ?? facts[.adkSession]?.text
    let sessionName = session.map { names.number(of: $0) } ?? -1
    let agent = facts[.agent]?.text.map { names.number(of: $0) } ?? -1
    let start = facts.start ?? Int64.max
    let isFailed = facts.hasFailed
    change(trace) { trace in
      trace.isSeen = true
      trace.start = min(trace.start, start)
      if trace.session < 0 { trace.session = sessionName }
      if trace.run < 0 { trace.run = run }
      if agent >= 0, trace.agent < 0 || start < trace.agentSince {
        (trace.agent, trace.agentSince) = (agent, start)
      }
      if !facts.hasParent {
        trace.hasRoot = true
        trace.isFailed = trace.isFailed || isFailed
      }
    }
  }

  // MARK: Memory

  private static let acts: [String: Write.Act] = [
    "create_memory": .create, "update_memory": .update, "upsert_memory": .upsert, "delete_memory": .delete,
    "delete_memory_store": .deleteStore,
  ]

  private mutating func act(_ operation: String, _ trace: Int32, _ facts: SpanFacts, _ line: Int) {
    let act = Sightings.acts[operation]
    guard act != nil || operation == "search_memory" else { return }
    if facts.hasFailed || facts[.error] != nil {
      return gaps.note(.failedOperation, "\(operation) \(facts[.record]?.text ?? "")", line: line)
    }
    let store = facts[.store]?.text ?? facts[.storeName]?.text ?? ""
    guard let records = MemoryRecords(facts) else {
      return gaps.note(.unreadableRecords, operation, line: line)
    }
    let time = facts.start ?? Int64.max
    if let act {
      write(act, records, trace, store, time, line)
    } else {
      read(records, trace, store, time, line)
    }
  }

  private mutating func read(
    _ records: MemoryRecords, _ trace: Int32, _ store: String, _ time: Int64, _ line: Int
  ) {
    if records.list.isEmpty, !records.isEmptyAnswer { gaps.note(.readUnseen, "search_memory", line: line) }
    for record in records.list {
      reads.append(
        Read(
          trace: trace,
          record: self.record(store: store, id: record.id, content: record.content, readAt: time), time: time)
      )
    }
  }

  private mutating func write(
    _ act: Write.Act, _ records: MemoryRecords, _ trace: Int32, _ store: String, _ time: Int64, _ line: Int
  ) {
    let storeName = names.number(of: store)
    if act == .deleteStore {
      return writes.append(
        Write(act: act, trace: trace, time: time, record: -1, store: storeName, content: -1))
    }
    if records.list.isEmpty {
      gaps.note(act == .delete ? .nothingDeleted : .writtenUnseen, "\(act)", line: line)
    }
    for record in records.list {
      let number = self.record(store: store, id: record.id, content: record.content)
      let content = record.content.map { contents.number(of: $0) } ?? -1
      writes.append(
        Write(act: act, trace: trace, time: time, record: number, store: storeName, content: content))
    }
  }

  /// Documents that were retrieved stand in the context as records of a memory do.
  private mutating func readDocuments(_ trace: Int32, _ facts: SpanFacts) {
    if let documents = facts[.documents] { readDocuments(documents.unfolded, of: trace, at: facts.start) }
    guard facts.listed.contains(where: { $0.list == .documents }) else { return }
    read(MemoryRecords.listed(facts.listed.filter { $0.list == .documents }), trace, facts.start)
  }

  /// Of a list of objects with an id or a content; of an object, those of the list that it holds.
  package mutating func readDocuments(_ documents: AttributeValue, of trace: Int32, at time: Int64?) {
    if case .map(let members) = documents {
      if let list = members.first(where: { ["documents", "results", "memories"].contains($0.name) }) {
        read(MemoryRecords.list(list.value.unfolded), trace, time)
      }
    } else {
      read(MemoryRecords.list(documents), trace, time)
    }
  }

  private mutating func read(_ documents: [MemoryRecords.One], _ trace: Int32, _ time: Int64?) {
    let time = time ?? Int64.max
    for document in documents {
      let record = record(store: "", id: document.id, content: document.content, readAt: time)
      reads.append(Read(trace: trace, record: record, time: time))
    }
  }
}

extension SpanFacts {
  /// By its status, or as Jaeger says it in tags.
  fileprivate var hasFailed: Bool {
    isFailed || self[.jaegerStatus]?.text == "ERROR" || self[.jaegerError] == .flag(true)
  }
}

/// The records that a span names.
struct MemoryRecords {
  struct One {
    var id: String?
    var content: String?
  }

  private(set) var list: [One] = []
  /// The span says that there were none.
  private(set) var isEmptyAnswer = false

  /// Nil where they are written in a way that is not understood.
  init?(_ facts: SpanFacts) {
    if let records = facts[.records] {
      let value = records.unfolded
      switch value {
      case .list(let elements):
        list = MemoryRecords.list(value)
        isEmptyAnswer = elements.isEmpty
        if list.isEmpty, !elements.isEmpty { return nil }
      case .map: list = MemoryRecords.list(.list([value]))
      default: return nil
      }
    }
    let (id, content) = (facts[.record]?.text, facts[.recordContent]?.text)
    if list.isEmpty, id?.isEmpty == false || content != nil { list = [One(id: id, content: content)] }
    if list.count == 1, list[0].id == nil { list[0].id = id }
    if list.count == 1, list[0].content == nil { list[0].content = content }
  }

  private static let contentNames = [
    "content", "memory", "text", "page_content", "pageContent", "document.content",
  ]

  /// Objects with an id or a content, or mere texts.
  static func list(_ value: AttributeValue?) -> [One] {
    (value?.elements ?? []).compactMap { element in
      if let text = element.text { return One(content: text) }
      let element = element["document"] ?? element
      let id = ["id", "record_id", "memory_id", "document.id"].lazy.compactMap { element[$0]?.text }.first
      let content = contentNames.lazy.compactMap { element[$0] }.first.flatMap { plain($0) }
      return id == nil && content == nil ? nil : One(id: id, content: content)
    }
  }

  /// The text of a content that may be an object, as `{"text": "…"}` or `{"type": "text", "content": "…"}`; else its JSON.
  private static func plain(_ content: AttributeValue) -> String? {
    if let text = content.text { return text }
    if let text = content["text"]?.text ?? content["content"]?.text { return text }
    return content == .none ? nil : content.json
  }

  static func listed(_ attributes: [ListedAttribute]) -> [One] {
    Dictionary(grouping: attributes, by: \.index).sorted { $0.key < $1.key }.compactMap { _, fields in
      let id = fields.first { $0.field == "id" }?.value.text
      let content = fields.first { $0.field == "content" }?.value.text
      return id == nil && content == nil ? nil : One(id: id, content: content)
    }
  }
}
