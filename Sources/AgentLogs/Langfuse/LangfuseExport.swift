import JSON
import Spans

/// What the rows of exports of Langfuse show.
struct LangfuseExport {
  private(set) var sightings = Sightings()
  /// The same observation or score may stand in a trace and beside it, or in a table.
  private var seen: Set<UInt64> = []

  mutating func take(_ row: ExportRow, in file: String) {
    if case .json(let value) = row, let trace = value["trace"], trace.members != nil {
      takeTrace(.json(trace), in: file)
      for observation in value["observations"]?.elements ?? [] { takeObservation(.json(observation)) }
      return
    }
    if row.has("traceId"), row.has("value") || row.has("dataType") { return takeScore(row, of: nil) }
    if row.has("traceId") { return takeObservation(row) }
    takeTrace(row, in: file)
  }

  private mutating func isNew(_ row: ExportRow, _ kind: String) -> Bool {
    row.text("id").map { seen.insert(spanKey("\(kind) \($0)")).inserted } ?? true
  }

  // MARK: Traces

  private mutating func takeTrace(_ row: ExportRow, in file: String) {
    guard let id = row.text("id") else { return sightings.gaps.note(.noTrace, row.text("name") ?? "") }
    describe(id, row, run: row.text("release") ?? row.text("version") ?? file)
    if case .json(let value) = row {
      for observation in value["observations"]?.elements ?? [] where observation.members != nil {
        takeObservation(.json(observation))
      }
      if let scores = value["scores"]?.elements {
        for score in scores where score.members != nil { takeScore(.json(score), of: id) }
        return
      }
    }
    if case .map(let scores) = row.unfolded("scores") { takeSums(scores, of: id) }
  }

  private mutating func describe(_ id: String, _ row: ExportRow, run: String?) {
    let trace = sightings.trace(id)
    let session = row.text("sessionId").map { sightings.names.number(of: $0) }
    let name = (row.text("traceName") ?? (row.has("traceId") ? nil : row.text("name"))).map {
      sightings.names.number(of: $0)
    }
    let run = run.map { sightings.names.number(of: $0) }
    let start = row.instant("timestamp", "startTime") ?? Int64.max
    sightings.change(trace) { trace in
      trace.isSeen = true
      trace.start = min(trace.start, start)
      if trace.session < 0 { trace.session = session ?? -1 }
      if trace.name < 0 { trace.name = name ?? -1 }
      if trace.run < 0 { trace.run = run ?? -1 }
    }
  }

  /// A table of traces has their scores by name: a number, several, or what they come to.
  private mutating func takeSums(_ scores: [(name: String, value: AttributeValue)], of id: String) {
    let trace = sightings.trace(id)
    for (name, value) in scores {
      let values =
        value["values"]?.elements ?? value.elements ?? [value["average"] ?? value["value"] ?? value]
      for value in values {
        sightings.judge(
          .trace(trace), name: name, value: value.number, label: value.number == nil ? value.text : nil)
      }
    }
  }

  // MARK: Observations

  private mutating func takeObservation(_ row: ExportRow) {
    guard let traceID = row.text("traceId") else {
      return sightings.gaps.note(.noTrace, row.text("name") ?? "")
    }
    guard isNew(row, "observation") else { return }
    var facts = SpanFacts()
    facts.traceID = traceID
    facts.spanID = row.text("id") ?? ""
    facts.hasParent = row.text("parentObservationId") != nil
    facts.name = row.text("name") ?? ""
    facts.start = row.instant("startTime")
    facts.isFailed = row.text("level") == "ERROR"
    if case .map(let members) = row.unfolded("metadata"),
      let attributes = members.first(where: { $0.name == "attributes" }),
      case .map(let attributes) = attributes.value.unfolded
    {
      for attribute in attributes { facts.keep(tree: attribute.name, attribute.value) }
    }
    describe(traceID, row, run: nil)
    sightings.take(facts)
    if row.text("type") == "RETRIEVER", let output = row.unfolded("output") {
      sightings.readDocuments(output, of: sightings.trace(traceID), at: facts.start)
    }
  }

  // MARK: Scores

  private mutating func takeScore(_ row: ExportRow, of owner: String?) {
    let name = row.text("name") ?? "score"
    guard isNew(row, "score") else { return }
    let isCategory = row.text("dataType") == "CATEGORICAL"
    let label = row.text("stringValue")
    let value = isCategory ? nil : row["value"]?.number
    if let traceID = row.text("traceId") ?? owner {
      sightings.judge(.trace(sightings.trace(traceID)), name: name, value: value, label: label)
    } else if let session = row.text("sessionId") {
      sightings.judge(.session(sightings.names.number(of: session)), name: name, value: value, label: label)
    } else {
      sightings.gaps.note(.noTrace, name)
    }
  }
}
