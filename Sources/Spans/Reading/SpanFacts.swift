import JSON

/// What a span says that matters here; all else is passed over while it is read.
package struct SpanFacts: Sendable {
  /// In lower-case hexadecimal where they were written so or in base64, else as they stand. Empty where there is none.
  package var traceID = ""
  package var spanID = ""
  package var hasParent = false
  package var name = ""
  /// Nanoseconds since 1970.
  package var start: Int64?
  package var isFailed = false
  /// One of its members stands twice.
  package var isAmbiguous = false
  package var attributes: [(name: SpanAttribute, value: AttributeValue)] = []
  /// Attributes of lists: `retrieval.documents.0.document.id`.
  package var listed: [ListedAttribute] = []
  package var events: [SpanEvent] = []
  /// Spans that it points to; a judgement made afterwards speaks of one.
  package var links: [SpanLink] = []

  package init() {}

  package subscript(name: SpanAttribute) -> AttributeValue? {
    attributes.first { $0.name == name }?.value
  }

  mutating func removeAll() {
    (traceID, spanID, name, hasParent, start, isFailed) = ("", "", "", false, nil, false)
    isAmbiguous = false
    attributes.removeAll(keepingCapacity: true)
    listed.removeAll(keepingCapacity: true)
    events.removeAll(keepingCapacity: true)
    links.removeAll(keepingCapacity: true)
  }
}

package struct SpanLink: Sendable {
  package var traceID = ""
  package var spanID = ""
}

package struct SpanEvent: Sendable {
  package var name = ""
  package var attributes: [(name: SpanAttribute, value: AttributeValue)] = []

  package subscript(name: SpanAttribute) -> AttributeValue? {
    attributes.first { $0.name == name }?.value
  }
}

/// The attributes that are read. SharedNames after the semantic conventions of OpenTelemetry for generative AI (memory, evaluation,
/// retrieval; version 0.1.0 and the drafts before it) and OpenInference.
package enum SpanAttribute: String, CaseIterable, Sendable {
  case operation = "gen_ai.operation.name"
  case conversation = "gen_ai.conversation.id"
  case agent = "gen_ai.agent.name"
  case response = "gen_ai.response.id"
  case store = "gen_ai.memory.store.id"
  case storeName = "gen_ai.memory.store.name"
  case record = "gen_ai.memory.record.id"
  case recordContent = "gen_ai.memory.record.content"
  case records = "gen_ai.memory.records"
  case documents = "gen_ai.retrieval.documents"
  case judgement = "gen_ai.evaluation.name"
  case judgementValue = "gen_ai.evaluation.score.value"
  case judgementLabel = "gen_ai.evaluation.score.label"
  case error = "error.type"
  case session = "session.id"
  case adkSession = "gcp.vertex.agent.session_id"
  case kind = "openinference.span.kind"
  /// What Jaeger calls a failed span, and how it keeps an event's name.
  case jaegerError = "error"
  case jaegerStatus = "otel.status_code"
  case jaegerEvent = "event"

  static let table = WordTable(allCases.map(\.rawValue))
}

/// One attribute of an element of a list that was written flat.
package struct ListedAttribute: Sendable {
  package enum List: String, CaseIterable, Sendable {
    case documents = "retrieval.documents."
    case annotations = "annotations."
    case evaluations = "evaluations."
    case traceAnnotations = "trace.annotations."
    case traceEvaluations = "trace.evaluations."
    case sessionAnnotations = "session.annotations."
    case sessionEvaluations = "session.evaluations."
  }

  package let list: List
  package let index: Int
  /// The last part of the name: `id`, `content`, `score`.
  package let field: String
  package let value: AttributeValue

  /// Nil where the name is not of such a list.
  init?(_ name: UnsafeRawBufferPointer, _ value: @autoclosure () -> AttributeValue) {
    // Other lists begin otherwise, and are many.
    guard let first = name.first, "raets".utf8.contains(first),
      let list = List.allCases.first(where: { name.starts(with: $0.rawValue.utf8) })
    else { return nil }
    let rest = name.dropFirst(list.rawValue.utf8.count)
    guard let index = Int(String(decoding: rest.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)),
      index >= 0,
      let dot = rest.lastIndex(of: UInt8(ascii: "."))
    else { return nil }
    self.list = list
    self.index = index
    field = String(decoding: rest[(dot + 1)...], as: UTF8.self)
    self.value = value()
  }
}

extension SpanFacts {
  /// Keeps an attribute if it is one of those that are read. `value` is only made then.
  @inline(__always)
  mutating func keep(_ name: UnsafeRawBufferPointer, _ value: @autoclosure () -> AttributeValue) {
    let known = SpanAttribute.table.find(name)
    if known >= 0 {
      attributes.append((SpanAttribute.allCases[known], value()))
    } else if let listed = ListedAttribute(name, value()) {
      self.listed.append(listed)
    }
  }

  /// Attributes that were written as a tree: `{"retrieval": {"documents": [{"document.id": …}]}}`.
  package mutating func keep(tree name: String, _ value: AttributeValue, depth: Int = 0) {
    var name = name
    let isKnown = name.withUTF8 { SpanAttribute.table.find(UnsafeRawBufferPointer($0)) >= 0 }
    if !isKnown, depth < 6 {
      switch value {
      case .map(let members):
        for member in members { keep(tree: "\(name).\(member.name)", member.value, depth: depth + 1) }
        return
      case .list(let elements):
        for (index, element) in elements.enumerated() {
          keep(tree: "\(name).\(index)", element, depth: depth + 1)
        }
        return
      default: break
      }
    }
    name.withUTF8 { keep(UnsafeRawBufferPointer($0), value) }
  }
}
