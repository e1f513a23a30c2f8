import CJSON
import JSON

/// Where the fields of one record stand on the tape; 0 means absent.
struct FieldPlaces {
  private var places = InlineArray<48, Int32>(repeating: 0)

  subscript(field: Field) -> Int {
    @inline(__always) get { Int(places[field.rawValue]) }
    @inline(__always) set { places[field.rawValue] = Int32(truncatingIfNeeded: newValue) }
  }
}

/// The record under way: its tape, and where its fields are.
struct TapeRecord {
  let tape: Tape
  var places = FieldPlaces()

  init(_ tape: Tape) { self.tape = tape }

  /// Where an optional field is. `null` is as good as absent.
  @inline(__always)
  func optional(_ field: Field) -> Int? {
    let place = places[field]
    return place == 0 || tape.type(place) == UInt8(ascii: "n") ? nil : place
  }

  @inline(__always)
  func required(_ field: Field) throws(RecordFault) -> Int {
    let place = places[field]
    guard place != 0 else { throw RecordFault(.record, Expected.field(field)) }
    return place
  }

  @inline(__always)
  func text(_ field: Field) throws(RecordFault) -> UnsafeRawBufferPointer {
    let place = try required(field)
    guard tape.isString(place) else { throw RecordFault(.field(field), Expected.text) }
    return tape.string(place)
  }

  @inline(__always)
  func id(_ field: Field) throws(RecordFault) -> UnsafeRawBufferPointer {
    let text = try text(field)
    guard text.count > 0 else { throw RecordFault(.field(field), Expected.id) }
    return text
  }

  @inline(__always)
  func optionalText(_ field: Field) throws(RecordFault) -> UnsafeRawBufferPointer? {
    optional(field) == nil ? nil : try text(field)
  }

  func optionalString(_ field: Field) throws(RecordFault) -> String? {
    try optionalText(field).map { String(decoding: $0, as: UTF8.self) }
  }

  @inline(__always)
  func number(_ field: Field) throws(RecordFault) -> Double {
    guard let number = tape.double(try required(field)) else {
      throw RecordFault(.field(field), Expected.finite)
    }
    guard number.magnitude <= Expected.largest else { throw RecordFault(.field(field), Expected.bounded) }
    return number
  }

  @inline(__always)
  func integer(_ field: Field) throws(RecordFault) -> Int {
    guard let number = tape.integer(try required(field)) else {
      throw RecordFault(.field(field), Expected.integer)
    }
    return number
  }

  func optionalInteger(_ field: Field) throws(RecordFault) -> Int? {
    optional(field) == nil ? nil : try integer(field)
  }

  func optionalNumber(_ field: Field) throws(RecordFault) -> Double? {
    optional(field) == nil ? nil : try number(field)
  }
}

extension RecordParser {
  /// Takes the record on the tape. Nil if it is of an unknown kind. A record with a fault leaves nothing
  /// behind: every kind checks all its fields before it appends the first.
  @inline(__always)
  func takeRecord(_ tape: Tape, into records: inout BlockRecords) throws(RecordFault) -> RecordKind? {
    guard tape.type(Tape.first) == UInt8(ascii: "{") else { throw RecordFault(.record, Expected.object) }
    var record = TapeRecord(tape)
    let repeated = findFields(&record)
    let name = try record.text(.kind)
    guard let kind = RecordKind(rawValue: UInt8(truncatingIfNeeded: kindNames.find(name))) else {
      // What a run says of itself is for whoever goes on with it.
      if !name.elementsEqual(LoggedRecord.kind.utf8) {
        records.unknownKinds[String(decoding: name, as: UTF8.self), default: 0] += 1
      }
      return nil
    }
    if let repeated { throw RecordFault(.repeated(repeated), Expected.once) }
    try take(kind, record, into: &records)
    return kind
  }

  /// Notes where the known fields are. Returns a field that occurs twice.
  @inline(__always)
  private func findFields(_ record: inout TapeRecord) -> Field? {
    let tape = record.tape
    let close = tape.close(Tape.first)
    var at = Tape.first + 1
    var repeated: Field?
    while at < close {
      if let field = Field(rawValue: fieldNames.find(tape.string(at))) {
        if record.places[field] != 0 { repeated = repeated ?? field }
        record.places[field] = at + 1
      }
      at = tape.after(at + 1)
    }
    return repeated
  }

  @inline(__always)
  private func take(_ kind: RecordKind, _ record: TapeRecord, into records: inout BlockRecords)
    throws(RecordFault)
  {
    switch kind {
    case .proposal: try takeProposal(record, into: &records)
    case .scores: try takeScores(record, into: &records.scores)
    case .task: try takeTask(record, into: &records)
    case .header: try takeHeader(record, into: &records)
    case .item: try takeItem(record, into: &records)
    case .batch: try takeBatch(record, into: &records)
    case .applied: try takeApplied(record, into: &records)
    case .eval: try takeEvaluation(record, into: &records)
    case .label: try takeLabel(record, into: &records)
    case .merge: try takeMerge(record, into: &records)
    case .bundle: try takeBundle(record, into: &records)
    case .vote: try takeVote(record, into: &records)
    }
  }
}
