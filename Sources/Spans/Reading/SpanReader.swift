import JSON

/// Takes what matters of a span off a tape, by whichever names its members bear: those of OTLP as JSON, with the names of its
/// protocol buffers too (`traceId`, `trace_id`), of Jaeger (`traceID`, `operationName`, `tags`, `logs`), and of spans that programs
/// print (`context.trace_id`, `start_time`; in JavaScript `spanContext.traceId` and times as seconds and nanoseconds).
struct SpanReader {
  private enum SpanMember: String, CaseIterable {
    case traceId, trace_id, traceID
    case spanId, span_id, spanID
    case parentSpanId, parent_span_id, parentSpanID, parent_id
    case name, operationName, operation_name, eventName, event_name
    case startTimeUnixNano, start_time_unix_nano, startTime, start_time, timeUnixNano, time_unix_nano
    case observedTimeUnixNano, observed_time_unix_nano
    case attributes, tags
    case events, logs
    case links, references
    case status, status_code
    case context, spanContext
    case parentSpanContext
    case contextTrace = "context.trace_id"
    case contextSpan = "context.span_id"

    static let table = WordTable(allCases.map(\.rawValue))
  }

  /// Fills `facts`, which are empty.
  func read(_ tape: Tape, _ at: Int, into facts: inout SpanFacts) {
    var seen: UInt64 = 0
    for member in tape.members(at) {
      let known = SpanMember.table.find(tape.string(member.name))
      if known >= 0 {
        // Which of two counts, nobody can tell.
        if seen & 1 << UInt64(known) != 0 { facts.isAmbiguous = true }
        seen |= 1 << UInt64(known)
        take(SpanMember.allCases[known], tape, member.value, into: &facts)
      } else {
        takeColumn(tape, member, into: &facts)
      }
    }
  }

  @inline(__always)
  private func take(_ member: SpanMember, _ tape: Tape, _ at: Int, into facts: inout SpanFacts) {
    switch member {
    case .traceId, .trace_id, .traceID, .contextTrace: facts.traceID = id(tape, at)
    case .spanId, .span_id, .spanID, .contextSpan: facts.spanID = id(tape, at)
    case .parentSpanId, .parent_span_id, .parentSpanID, .parent_id:
      if !id(tape, at).isEmpty { facts.hasParent = true }
    case .name, .operationName, .operation_name, .eventName, .event_name: facts.name = tape.text(at)
    case .startTimeUnixNano, .start_time_unix_nano, .startTime, .start_time, .timeUnixNano, .time_unix_nano:
      facts.start = time(tape, at)
    case .observedTimeUnixNano, .observed_time_unix_nano: facts.start = facts.start ?? time(tape, at)
    case .attributes, .tags: takeAttributes(tape, at, into: &facts)
    case .events, .logs: facts.events += tape.elements(at).map { event(tape, $0) }
    case .links: facts.links += tape.elements(at).map { link(tape, $0) }
    case .references: if !tape.elements(at).isEmpty { facts.hasParent = true }
    case .status, .status_code: if isFailure(tape, at) { facts.isFailed = true }
    case .context, .spanContext: read(tape, at, into: &facts)
    case .parentSpanContext: if tape.type(at) == UInt8(ascii: "{") { facts.hasParent = true }
    }
  }

  /// An attribute with a column of its own, `attributes.session.id`.
  private func takeColumn(_ tape: Tape, _ member: (name: Int, value: Int), into facts: inout SpanFacts) {
    let name = tape.string(member.name)
    guard name.first == UInt8(ascii: "a"), name.starts(with: "attributes.".utf8) else { return }
    let kept = String(decoding: name.dropFirst("attributes.".utf8.count), as: UTF8.self)
    facts.keep(tree: kept, AttributeValue(tape, member.value))
  }

  private func id(_ tape: Tape, _ at: Int) -> String {
    guard tape.isString(at) else { return tape.integer(at).map(String.init) ?? "" }
    return SpanID.normalized(tape.string(at))
  }

  private func time(_ tape: Tape, _ at: Int) -> Int64? {
    if tape.isString(at) { return Instant.parse(tape.text(at)) }
    if tape.type(at) == UInt8(ascii: "[") { return secondsAndNanoseconds(tape, at) }
    return tape.double(at).flatMap { Instant.ofNumber($0, tape.integer(at).map(Int64.init)) }
  }

  private func secondsAndNanoseconds(_ tape: Tape, _ at: Int) -> Int64? {
    let parts = tape.elements(at).compactMap { tape.integer($0) }
    guard parts.count == 2, let start = Instant.parse("\(parts[0])"), (0..<1_000_000_000).contains(parts[1])
    else { return nil }
    return start + Int64(parts[1])
  }

  /// A list of names and values, typed as OTLP has them or plain as Jaeger has, or an object.
  private func takeAttributes(_ tape: Tape, _ at: Int, into facts: inout SpanFacts) {
    if tape.type(at) == UInt8(ascii: "{") {
      for member in tape.members(at) { takeTree(tape, member, into: &facts) }
      return
    }
    let end = tape.type(at) == UInt8(ascii: "[") ? tape.close(at) : 0
    var place = at + 1
    while place < end {
      if let pair = tape.pair(place) {
        facts.keep(tape.string(pair.name), AttributeValue(typed: tape, pair.value))
      }
      place = tape.after(place)
    }
  }

  private func takeTree(_ tape: Tape, _ member: (name: Int, value: Int), into facts: inout SpanFacts) {
    let kind = tape.type(member.value)
    if kind == UInt8(ascii: "{") || kind == UInt8(ascii: "[") {
      facts.keep(tree: tape.text(member.name), AttributeValue(tape, member.value))
    } else {
      facts.keep(tape.string(member.name), AttributeValue(tape, member.value))
    }
  }

  private func event(_ tape: Tape, _ at: Int) -> SpanEvent {
    var event = SpanEvent()
    for member in tape.members(at) {
      switch tape.text(member.name) {
      case "name": event.name = tape.text(member.value)
      case "attributes", "fields":
        for pair in tape.pairs(member.value) {
          let known = SpanAttribute.table.find(tape.string(pair.name))
          guard known >= 0 else { continue }
          event.attributes.append((SpanAttribute.allCases[known], AttributeValue(typed: tape, pair.value)))
        }
      default: break
      }
    }
    if event.name.isEmpty { event.name = event[.jaegerEvent]?.text ?? "" }
    return event
  }

  private func link(_ tape: Tape, _ at: Int) -> SpanLink {
    var facts = SpanFacts()
    read(tape, at, into: &facts)
    return SpanLink(traceID: facts.traceID, spanID: facts.spanID)
  }

  /// `{"code": 2}`, `{"code": "STATUS_CODE_ERROR"}`, `{"status_code": "ERROR"}`, or the word itself.
  private func isFailure(_ tape: Tape, _ at: Int) -> Bool {
    if tape.isString(at) { return ["ERROR", "STATUS_CODE_ERROR"].contains(tape.text(at)) }
    if tape.type(at) == UInt8(ascii: "{") {
      return tape.members(at).contains {
        ["code", "status_code"].contains(tape.text($0.name)) && isFailure(tape, $0.value)
      }
    }
    return tape.integer(at) == 2
  }
}
