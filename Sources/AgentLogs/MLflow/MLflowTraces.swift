import JSON
import Spans

/// What traces of MLflow show, wherever they were kept.
struct MLflowTraces {
  private(set) var sightings = Sightings()
  private(set) var expectations = 0
  private(set) var invalid = 0

  // MARK: JSON

  /// A trace with its spans and assessments.
  mutating func take(_ row: ExportRow, in file: String) {
    guard case .json(let value) = row else { return }
    let info = value["info"] ?? value
    guard let id = (info["trace_id"] ?? info["request_id"])?.text else {
      return sightings.gaps.note(.noTrace, "")
    }
    let metadata =
      (info["trace_metadata"] ?? info["request_metadata"]).map { AttributeValue($0).unfolded } ?? .none
    let tags = info["tags"].map { AttributeValue($0).unfolded } ?? .none
    describe(
      id, name: tags["mlflow.traceName"]?.text, session: metadata["mlflow.trace.session"]?.text,
      run: metadata["mlflow.sourceRun"]?.text ?? file,
      start: ["request_time", "timestamp_ms", "timestamp"].lazy.compactMap { info[$0] }
        .compactMap { AttributeValue($0).text }.compactMap { Instant.parse($0) }.first)
    for span in (value["data"]?["spans"] ?? value["spans"])?.elements ?? [] { takeSpan(span, of: id) }
    for assessment in (info["assessments"] ?? value["assessments"])?.elements ?? [] {
      takeAssessment(assessment, of: id)
    }
  }

  mutating func describe(_ id: String, name: String?, session: String?, run: String?, start: Int64?) {
    let trace = sightings.trace(id)
    let name = name.map { sightings.names.number(of: $0) } ?? -1
    let session = session.map { sightings.names.number(of: $0) } ?? -1
    let run = run.map { sightings.names.number(of: $0) } ?? -1
    sightings.change(trace) { trace in
      trace.isSeen = true
      trace.start = min(trace.start, start ?? .max)
      if trace.name < 0 { trace.name = name }
      if trace.session < 0 { trace.session = session }
      if trace.run < 0 { trace.run = run }
    }
  }

  // MARK: Spans

  /// Values of attributes are JSON in texts; the trace's id is the one of its row, whatever its spans say.
  mutating func takeSpan(_ span: JSONValue, of id: String) {
    var facts = SpanFacts()
    facts.traceID = id
    facts.spanID = (span["span_id"] ?? span["context"]?["span_id"])?.text ?? ""
    facts.hasParent = (span["parent_span_id"] ?? span["parent_id"])?.text != nil
    facts.name = span["name"]?.text ?? ""
    facts.start = (span["start_time_unix_nano"] ?? span["start_time"]).flatMap { AttributeValue($0).text }
      .flatMap { Instant.parse($0) }
    let status = span["status"]?["code"]?.text ?? span["status_code"]?.text ?? ""
    facts.isFailed = status.hasSuffix("ERROR")
    var (type, outputs): (String?, AttributeValue?) = (nil, nil)
    for attribute in span["attributes"]?.members ?? [] {
      switch attribute.name {
      case "mlflow.spanType": type = MLflowTraces.plain(attribute.value).text
      case "mlflow.spanOutputs": outputs = MLflowTraces.plain(attribute.value)
      default:
        if !attribute.name.hasPrefix("mlflow.") {
          facts.keep(tree: attribute.name, MLflowTraces.plain(attribute.value))
        }
      }
    }
    sightings.take(facts)
    if type == "RETRIEVER", let outputs {
      sightings.readDocuments(outputs, of: sightings.trace(id), at: facts.start)
    }
  }

  /// What a text of JSON says, a text in quotes too.
  static func plain(_ value: JSONValue) -> AttributeValue {
    guard let text = value.text, let document = JSONDocument(Array(text.utf8)) else {
      return AttributeValue(value)
    }
    return AttributeValue(document.root)
  }

  // MARK: Assessments

  private mutating func takeAssessment(_ assessment: JSONValue, of id: String) {
    let feedback = assessment["feedback"]
    takeAssessment(
      name: (assessment["assessment_name"] ?? assessment["name"])?.text ?? "feedback", of: id,
      isFeedback: feedback != nil, value: feedback?["value"].map { AttributeValue($0) },
      isValid: assessment["valid"]?.flag != false && feedback?["error"].map { $0.isNull } != false)
  }

  mutating func takeAssessment(
    name: String, of id: String, isFeedback: Bool, value: AttributeValue?, isValid: Bool
  ) {
    guard isFeedback else { return expectations += 1 }
    guard isValid, let value, value != .none else { return invalid += 1 }
    sightings.judge(
      .trace(sightings.trace(id)), name: name, value: value.number,
      label: value.number == nil ? value.text : nil)
  }
}
