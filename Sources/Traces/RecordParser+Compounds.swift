import Basics
import JSON
import TraceLogs

/// The kinds that logs of other tools brought: merges, bundles, votes. Few logs have them.
extension RecordParser {
  func takeMerge(_ record: TapeRecord, into records: inout BlockRecords) throws(RecordFault) {
    let batch = try record.integer(.batch)
    let id = try record.id(.id)
    let content = try record.text(.content)
    let reason = try record.optionalText(.reason)
    let items = try ids(record, .items)
    let anchor = TraceLog.anchor(ofMerge: items.map { String(decoding: $0, as: UTF8.self) })
    var text = anchor
    records.merges.anchor.append(text.withUTF8 { records.symbols.intern(UnsafeRawBufferPointer($0)) })
    records.merges.batch.append(batch)
    records.merges.id.append(id)
    records.merges.content.append(content)
    records.merges.reason.append(reason ?? UnsafeRawBufferPointer(start: nil, count: 0))
    for item in items { records.merges.item.append(records.symbols.intern(item)) }
    records.merges.itemEnd.append(records.merges.item.count)
  }

  func takeBundle(_ record: TapeRecord, into records: inout BlockRecords) throws(RecordFault) {
    let batch = try record.integer(.batch)
    let id = try record.id(.id)
    let reason = try record.optionalText(.reason)
    let baseline = try record.number(.baseline)
    let value = try record.number(.u)
    let members = try ids(record, .of)
    records.bundles.batch.append(batch)
    records.bundles.id.append(id)
    records.bundles.reason.append(reason ?? UnsafeRawBufferPointer(start: nil, count: 0))
    records.bundles.baseline.append(baseline)
    records.bundles.value.append(value)
    for member in members { records.bundles.member.append(member) }
    records.bundles.memberEnd.append(records.bundles.member.count)
  }

  /// Two ids at least, each once. The bytes stay where they are until the next line is taken.
  private func ids(_ record: TapeRecord, _ field: Field) throws(RecordFault) -> [UnsafeRawBufferPointer] {
    let (tape, place) = (record.tape, try record.required(field))
    guard tape.type(place) == UInt8(ascii: "[") else { throw RecordFault(.field(field), Expected.texts) }
    var ids: [UnsafeRawBufferPointer] = []
    var seen: Set<ByteText> = []
    var at = place + 1
    while at < tape.close(place) {
      guard tape.isString(at) else { throw RecordFault(.element(field, ids.count), Expected.text) }
      let id = tape.string(at)
      guard !id.isEmpty else { throw RecordFault(.element(field, ids.count), Expected.id) }
      guard seen.insert(ByteText(String(decoding: id, as: UTF8.self))).inserted else {
        throw RecordFault(.element(field, ids.count), Expected.parts)
      }
      ids.append(id)
      at = tape.after(at)
    }
    guard ids.count > 1 else { throw RecordFault(.field(field), Expected.parts) }
    return ids
  }

  func takeVote(_ record: TapeRecord, into records: inout BlockRecords) throws(RecordFault) {
    let batch = try record.integer(.batch)
    let (helpful, harmful) = (try count(record, .helpful), try count(record, .harmful))
    let voter = try record.optionalText(.by)
    let isOfProposal = record.optional(.id) != nil
    guard isOfProposal != (record.optional(.item) != nil) else { throw RecordFault(.record, Expected.target) }
    let target = try record.id(isOfProposal ? .id : .item)
    records.votes.batch.append(batch)
    records.votes.id.append(isOfProposal ? target : UnsafeRawBufferPointer(start: nil, count: 0))
    records.votes.item.append(isOfProposal ? -1 : records.symbols.intern(target))
    records.votes.voter.append(voter.map { records.symbols.intern($0) } ?? -1)
    records.votes.helpful.append(helpful)
    records.votes.harmful.append(harmful)
  }

  /// What is not there was not counted.
  private func count(_ record: TapeRecord, _ field: Field) throws(RecordFault) -> Int32 {
    guard record.optional(field) != nil else { return 0 }
    guard let count = Int32(exactly: try record.integer(field)), count >= 0 else {
      throw RecordFault(.field(field), Expected.count)
    }
    return count
  }
}
