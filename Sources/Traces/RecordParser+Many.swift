import Basics
import JSON
import TraceLogs

/// The kinds of which a log holds most, beside tasks: proposals and scores.
extension RecordParser {
  func takeProposal(_ record: TapeRecord, into records: inout BlockRecords) throws(RecordFault) {
    let batch = try record.integer(.batch)
    let id = try record.id(.id)
    let (type, deletes) = try operationType(record)
    let content = deletes ? UnsafeRawBufferPointer(start: nil, count: 0) : try record.text(.content)
    let anchor = try anchor(record, of: type)
    let reason = try record.optionalText(.reason)
    try takeVector(record, into: &records.proposals)
    records.proposals.batch.append(batch)
    records.proposals.type.append(type)
    records.proposals.anchor.append(records.symbols.intern(anchor))
    records.proposals.hash.append(hash(id))
    records.proposals.id.append(id)
    records.proposals.content.append(content)
    records.proposals.reason.append(reason ?? UnsafeRawBufferPointer(start: nil, count: 0))
  }

  private func operationType(_ record: TapeRecord) throws(RecordFault) -> (OperationType, deletes: Bool) {
    switch typeNames.find(try record.text(.type)) {
    case 0: return (.add, false)
    case 1: return (.modify, false)
    case 2: return (.modify, true)
    default: throw RecordFault(.field(.type), Expected.type)
    }
  }

  /// Where no anchor is given, an added item goes to the end.
  private func anchor(_ record: TapeRecord, of type: OperationType) throws(RecordFault)
    -> UnsafeRawBufferPointer
  {
    if type == .add && record.optional(.anchor) == nil { return tail }
    return try record.id(.anchor)
  }

  /// Last of the checks of a proposal; takes back what it appended if there is a fault.
  private func takeVector(_ record: TapeRecord, into proposals: inout ProposalColumns) throws(RecordFault) {
    if let place = record.optional(.vector) {
      let before = proposals.values.count
      do throws(RecordFault) {
        try takeValues(record.tape, place, into: &proposals.values)
      } catch {
        proposals.values.removeSubrange(before...)
        throw error
      }
    }
    proposals.vectorEnd.append(proposals.values.count)
  }

  private func takeValues(_ tape: Tape, _ place: Int, into values: inout [Float]) throws(RecordFault) {
    guard tape.type(place) == UInt8(ascii: "["), tape.close(place) > place + 1 else {
      throw RecordFault(.field(.vector), Expected.vector)
    }
    let close = tape.close(place)
    let before = values.count
    var at = place + 1
    while at < close {
      guard let value = tape.double(at).map({ Float($0) }), value.isFinite else {
        throw RecordFault(.element(.vector, values.count - before), Expected.finiteFloat)
      }
      values.append(value)
      at = tape.after(at)
    }
  }

  func takeScores(_ record: TapeRecord, into scores: inout ScoreColumns) throws(RecordFault) {
    let batch = try record.integer(.batch)
    let call = try record.integer(.call)
    guard let number = Int32(exactly: call) else { throw RecordFault(.field(.call), Expected.smallInteger) }
    let baseline = try record.number(.baseline)
    let shown = try record.optionalInteger(.place) ?? -1
    guard let shown = Int32(exactly: shown) else { throw RecordFault(.field(.place), Expected.smallInteger) }
    let place = try record.required(.u)
    guard record.tape.type(place) == UInt8(ascii: "{") else { throw RecordFault(.field(.u), Expected.scores) }
    try checkEntries(record.tape, place)
    takeEntries(record.tape, place, into: &scores)
    scores.place.append(shown)
    scores.batch.append(batch)
    scores.number.append(number)
    scores.baseline.append(baseline)
    scores.end.append(scores.value.count)
  }

  private func checkEntries(_ tape: Tape, _ place: Int) throws(RecordFault) {
    let close = tape.close(place)
    var at = place + 1
    var index = 0
    while at < close {
      guard let value = tape.double(at + 1) else { throw RecordFault(.value(.u, index), Expected.finite) }
      guard value.magnitude <= Expected.largest else {
        throw RecordFault(.value(.u, index), Expected.bounded)
      }
      at = tape.after(at + 1)
      index += 1
    }
  }

  private func takeEntries(_ tape: Tape, _ place: Int, into scores: inout ScoreColumns) {
    let close = tape.close(place)
    var at = place + 1
    while at < close {
      let id = tape.string(at)
      scores.id.append(id)
      scores.hash.append(hash(id))
      scores.value.append(tape.double(at + 1) ?? 0)
      at = tape.after(at + 1)
    }
  }
}
