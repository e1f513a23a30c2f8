import Basics
import JSON
import TraceLogs

/// The kinds that stand now and then between the many.
extension RecordParser {
  func takeHeader(_ record: TapeRecord, into records: inout BlockRecords) throws(RecordFault) {
    var header = Header()
    header.isFirst = records.kinds.isEmpty && records.unknownKinds.isEmpty
    do throws(RecordFault) { try checkFormat(record) } catch { header.refusal = error }
    if header.refusal == nil {
      header.source.title = try record.optionalString(.source)
      header.source.seed = try record.optionalInteger(.seed)
      header.source.embedder = try record.optionalString(.embedder)
      header.source.range = try range(record)
      header.source.steps = try record.optionalInteger(.steps)
    }
    records.headers.append(header)
  }

  private func checkFormat(_ record: TapeRecord) throws(RecordFault) {
    guard try record.text(.format).elementsEqual(MaaTraceFormat.formatName.utf8) else {
      throw RecordFault(.field(.format), Expected.format)
    }
    guard try record.integer(.version) == MaaTraceFormat.version else {
      throw RecordFault(.field(.version), Expected.version)
    }
  }

  private func range(_ record: TapeRecord) throws(RecordFault) -> ClosedRange<Double>? {
    guard let place = record.optional(.range) else { return nil }
    let bounds = try numbers(record, .range, at: place)
    guard bounds.count == 2, bounds[0] <= bounds[1] else { throw RecordFault(.field(.range), Expected.range) }
    return bounds[0]...bounds[1]
  }

  private func numbers(_ record: TapeRecord, _ field: Field, at place: Int) throws(RecordFault) -> [Double] {
    let tape = record.tape
    guard tape.type(place) == UInt8(ascii: "[") else { throw RecordFault(.field(field), Expected.range) }
    var numbers: [Double] = []
    var at = place + 1
    while at < tape.close(place) {
      guard let number = tape.double(at) else {
        throw RecordFault(.element(field, numbers.count), Expected.finite)
      }
      numbers.append(number)
      at = tape.after(at)
    }
    return numbers
  }

  func takeItem(_ record: TapeRecord, into records: inout BlockRecords) throws(RecordFault) {
    let id = try record.id(.id)
    let content = try record.text(.content)
    records.items.id.append(id)
    records.items.content.append(content)
  }

  func takeBatch(_ record: TapeRecord, into records: inout BlockRecords) throws(RecordFault) {
    var batch = Batch(source: 0, number: try record.integer(.batch))
    batch.epoch = try record.optionalInteger(.epoch)
    batch.label = try record.optionalString(.label)
    batch.tasks = try record.optionalInteger(.tasks)
    batch.time = try record.optionalString(.time)
    records.batches.append(batch)
  }

  func takeApplied(_ record: TapeRecord, into records: inout BlockRecords) throws(RecordFault) {
    let batch = try record.integer(.batch)
    let id = try record.id(.id)
    records.applied.batch.append(batch)
    records.applied.id.append(id)
  }

  func takeEvaluation(_ record: TapeRecord, into records: inout BlockRecords) throws(RecordFault) {
    let epoch = try record.integer(.epoch)
    let split = String(decoding: try record.text(.split), as: UTF8.self)
    let score = try record.number(.score)
    records.evals.append(Evaluation(source: 0, epoch: epoch, split: split, score: score))
  }

  func takeLabel(_ record: TapeRecord, into records: inout BlockRecords) throws(RecordFault) {
    let id = try record.id(.id)
    var label = Label(proposal: -1)
    label.sameAs = try record.optionalString(.sameAs)
    label.effect = try record.optionalNumber(.effect)
    label.category = try record.optionalString(.category)
    records.labels.id.append(id)
    records.labelValues.append(label)
  }
}
