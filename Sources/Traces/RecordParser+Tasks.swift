import Basics
import JSON

/// Tasks, with the items in their contexts and those that a lot kept from them.
extension RecordParser {
  func takeTask(_ record: TapeRecord, into records: inout BlockRecords) throws(RecordFault) {
    let batch = try record.integer(.batch)
    let name = try record.text(.task)
    let outcome = try record.number(.outcome)
    let scene = try record.optionalText(.scene)
    let arm = try record.optionalText(.arm)
    try checkDraws(record)
    try takeItems(record, into: &records)
    takeDraws(record, into: &records)
    records.tasks.batch.append(batch)
    records.tasks.name.append(name)
    records.tasks.outcome.append(outcome)
    records.tasks.scene.append(scene.map { records.symbols.intern($0) } ?? -1)
    records.tasks.arm.append(arm.map { records.symbols.intern($0) } ?? -1)
    records.tasks.itemEnd.append(records.tasks.item.count)
  }

  /// Last of the checks of a task; takes nothing if there is a fault.
  private func takeItems(_ record: TapeRecord, into records: inout BlockRecords) throws(RecordFault) {
    for at in try texts(record, .items) {
      records.tasks.item.append(records.symbols.intern(record.tape.string(at)))
    }
  }

  /// Where the strings of a list stand. Each takes one word of the tape, so positions and words agree as long as all are
  /// strings.
  private func texts(_ record: TapeRecord, _ field: Field) throws(RecordFault) -> Range<Int> {
    guard let place = record.optional(field) else { return 0..<0 }
    let tape = record.tape
    guard tape.type(place) == UInt8(ascii: "[") else { throw RecordFault(.field(field), Expected.texts) }
    let places = place + 1..<tape.close(place)
    for at in places where !tape.isString(at) {
      throw RecordFault(.element(field, at - places.lowerBound), Expected.text)
    }
    return places
  }

  private func checkDraws(_ record: TapeRecord) throws(RecordFault) {
    try checkNumbers(record, .relevance, Expected.relevance) { _ in true }
    let held = try texts(record, .held)
    try checkContext(record, held)
    guard let place = record.optional(.propensity) else { return }
    guard let one = record.tape.double(place) else {
      try checkNumbers(record, .propensity, Expected.propensity) { (0...1).contains($0) }
      return try checkPossible(record, held)
    }
    guard (0...1).contains(one) else { throw RecordFault(.field(.propensity), Expected.chance) }
    guard one > 0 || held.isEmpty else { throw RecordFault(.field(.propensity), Expected.possible) }
  }

  /// An item cannot have stood in the context and have been kept from it.
  private func checkContext(_ record: TapeRecord, _ held: Range<Int>) throws(RecordFault) {
    guard !held.isEmpty else { return }
    let items = try texts(record, .items)
    for at in held {
      let text = record.tape.string(at)
      guard !items.contains(where: { record.tape.string($0).elementsEqual(text) }) else {
        throw RecordFault(.element(.held, at - held.lowerBound), Expected.notInContext)
      }
    }
  }

  private func checkNumbers(
    _ record: TapeRecord, _ field: Field, _ expected: String, _ isAllowed: (Double) -> Bool
  ) throws(RecordFault) {
    guard let place = record.optional(field) else { return }
    let tape = record.tape
    guard tape.type(place) == UInt8(ascii: "{") else { throw RecordFault(.field(field), expected) }
    let close = tape.close(place)
    var (at, index) = (place + 1, 0)
    while at < close {
      guard let value = tape.double(at + 1), value.magnitude <= Expected.largest, isAllowed(value) else {
        throw RecordFault(.value(field, index), field == .propensity ? Expected.chance : Expected.bounded)
      }
      at = tape.after(at + 1)
      index += 1
    }
  }

  /// What is held out was held out with a probability above 0.
  private func checkPossible(_ record: TapeRecord, _ held: Range<Int>) throws(RecordFault) {
    guard let place = record.optional(.propensity), !held.isEmpty else { return }
    let tape = record.tape
    let close = tape.close(place)
    var (at, index) = (place + 1, 0)
    while at < close {
      let name = tape.string(at)
      if tape.double(at + 1) == 0, held.contains(where: { tape.string($0).elementsEqual(name) }) {
        throw RecordFault(.value(.propensity, index), Expected.possible)
      }
      at = tape.after(at + 1)
      index += 1
    }
  }

  private func takeDraws(_ record: TapeRecord, into records: inout BlockRecords) {
    let tape = record.tape
    if let place = record.optional(.held) {
      for at in place + 1..<tape.close(place) {
        records.tasks.held.item.append(records.symbols.intern(tape.string(at)))
      }
    }
    let one = record.optional(.propensity).flatMap { tape.double($0) }
    records.tasks.propensity.append(one ?? -1)
    if one == nil { takeNumbers(record, .propensity, into: &records.tasks.propensities, &records.symbols) }
    takeNumbers(record, .relevance, into: &records.tasks.relevance, &records.symbols)
    records.tasks.held.end.append(records.tasks.held.item.count)
    records.tasks.propensities.end.append(records.tasks.propensities.item.count)
    records.tasks.relevance.end.append(records.tasks.relevance.item.count)
  }

  private func takeNumbers(
    _ record: TapeRecord, _ field: Field, into column: inout EntryColumns, _ symbols: inout LocalSymbols
  ) {
    guard let place = record.optional(field) else { return }
    let tape = record.tape
    let close = tape.close(place)
    var at = place + 1
    while at < close {
      column.item.append(symbols.intern(tape.string(at)))
      column.value.append(tape.double(at + 1) ?? 0)
      at = tape.after(at + 1)
    }
  }
}
