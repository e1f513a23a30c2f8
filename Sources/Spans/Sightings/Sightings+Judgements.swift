/// What traces were judged to be worth.
extension Sightings {
  package static let judgementEvent = "gen_ai.evaluation.result"

  /// A record of an event. It need not be in a trace whose spans are seen.
  package mutating func takeEvent(_ facts: SpanFacts, line: Int = 0) {
    if facts.isAmbiguous { return gaps.note(.repeatedMember, facts.name, line: line) }
    guard facts.name == Sightings.judgementEvent || facts[.judgement] != nil else {
      return gaps.note(.otherEvent, facts.name, line: line)
    }
    let event = SpanEvent(name: facts.name, attributes: facts.attributes)
    if !facts.traceID.isEmpty {
      judge(.trace(trace(facts.traceID)), event, line)
    } else if let response = facts[.response]?.text {
      judge(.response(SpanID.key(response)), event, line)
    } else {
      gaps.note(.noTrace, facts[.judgement]?.text ?? "", line: line)
    }
  }

  /// What a span carries of judgements: in events, in its own attributes, or as OpenInference writes them.
  mutating func judge(_ facts: SpanFacts, of trace: Int32, _ line: Int) {
    for event in facts.events where event.name == Sightings.judgementEvent {
      judge(.trace(trace), event, line)
    }
    if facts[.judgement] != nil {
      judge(.trace(trace), SpanEvent(name: facts.name, attributes: facts.attributes), line)
    }
    guard !facts.listed.isEmpty else { return }
    judgeListed(facts, trace, line)
  }

  private mutating func judge(_ target: Judgement.Target, _ event: SpanEvent, _ line: Int) {
    judge(
      target, name: event[.judgement]?.text ?? "score", value: event[.judgementValue]?.number,
      label: event[.judgementLabel]?.text, line: line)
  }

  package mutating func judge(
    _ target: Judgement.Target, name: String, value: Double?, label: String?, line: Int = 0
  ) {
    guard value != nil || label != nil else { return gaps.note(.judgementWithoutNumber, name, line: line) }
    judgements.append(
      Judgement(
        target: target, name: names.number(of: name), value: value,
        label: label.map { names.number(of: $0) } ?? -1,
        place: Int32(clamping: line)))
  }

  /// A judgement of a span, by the span's id, whose trace is looked up at the end.
  package mutating func judge(span id: String, name: String, value: Double?, label: String?) {
    judge(.span(SpanID.key(SpanID.normalized(id))), name: name, value: value, label: label)
  }

  private mutating func judgeListed(_ facts: SpanFacts, _ trace: Int32, _ line: Int) {
    for list in ListedAttribute.List.allCases where list != .documents {
      let fields = Dictionary(grouping: facts.listed.filter { $0.list == list }, by: \.index)
      for (_, fields) in fields.sorted(by: { $0.key < $1.key }) {
        func field(_ name: String) -> AttributeValue? { fields.first { $0.field == name }?.value }
        guard let name = field("name")?.text else { continue }
        judge(
          target(of: list, facts, trace), name: name, value: field("score")?.number,
          label: field("label")?.text,
          line: line)
      }
    }
  }

  /// A judgement made afterwards speaks of what its span links to.
  private mutating func target(
    of list: ListedAttribute.List, _ facts: SpanFacts, _ trace: Int32
  ) -> Judgement.Target {
    switch list {
    case .sessionAnnotations, .sessionEvaluations:
      return facts[.session]?.text.map { .session(names.number(of: $0)) } ?? .trace(trace)
    case .annotations, .evaluations, .traceAnnotations, .traceEvaluations, .documents:
      guard let link = facts.links.first else { return .trace(trace) }
      return link.traceID.isEmpty ? .span(SpanID.key(link.spanID)) : .trace(self.trace(link.traceID))
    }
  }
}

/// Which traces judgements speak of.
package struct JudgedTraces {
  private var spans: [UInt64: Int32] = [:]
  private var responses: [UInt64: Int32] = [:]

  /// Looks are only prepared where some judgement needs them.
  package init(_ sightings: Sightings) {
    let targets = sightings.judgements.map(\.target)
    if targets.contains(where: { if case .span = $0 { true } else { false } }) {
      for (key, trace) in zip(sightings.spanKeys, sightings.spanTraces) { spans[key] = spans[key] ?? trace }
    }
    if targets.contains(where: { if case .response = $0 { true } else { false } }) {
      for (key, trace) in zip(sightings.responseKeys, sightings.responseTraces) {
        responses[key] = responses[key] ?? trace
      }
    }
  }

  /// Nil where no trace is known, and for whole sessions.
  package func trace(of judgement: Sightings.Judgement) -> Int32? {
    switch judgement.target {
    case .trace(let trace): trace
    case .span(let key): spans[key]
    case .response(let key): responses[key]
    case .session: nil
    }
  }
}

/// What a label is worth: words that mean yes, no or in part, in any case of letters. Others are no number.
package func worth(ofLabel label: String) -> Double? {
  switch label.lowercased() {
  case "pass", "passed", "correct", "true", "yes", "success", "c": 1
  case "fail", "failed", "incorrect", "false", "no", "failure", "i": 0
  case "partial", "partially correct", "p": 0.5
  default: nil
  }
}
