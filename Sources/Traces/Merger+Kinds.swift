import Basics
import TraceLogs

/// The kinds that stand now and then between the many.
extension Merger {
  mutating func mergeHeader(_ header: Header) throws(RecordFault) {
    if let refusal = header.refusal { throw refusal }
    guard header.isFirst, isEmpty else { throw RecordFault(.record, Expected.firstRecord) }
    let name = log.sources[0].name
    log.sources[0] = header.source
    log.sources[0].name = name
    scoreRange = header.source.range
    hasHeader = true
  }

  private var isEmpty: Bool {
    !hasHeader && log.batches.isEmpty && log.items.isEmpty && log.evals.isEmpty && !hasUnknownKinds
  }

  mutating func mergeItem(_ index: Int, _ items: borrowing ItemColumns) throws(RecordFault) {
    let hash = items.id.withText(index) { Traces.hash($0) }
    guard items.id.withText(index, { itemIndex.find($0, hash, in: itemIDs) }) < 0 else {
      throw RecordFault(.field(.id), Expected.newItem)
    }
    itemIndex.insert(Int32(itemIDs.count), hash)
    items.id.withText(index) { itemIDs.append($0) }
    let since = Int32(truncatingIfNeeded: log.batches.count)
    log.items.append(Item(id: items.id[index], content: items.content[index], since: since))
  }

  mutating func mergeBatch(_ batch: Batch) throws(RecordFault) {
    guard batchPositions[batch.number] == nil else {
      throw RecordFault(.field(.batch), Expected.newBatch)
    }
    let position = Int32(truncatingIfNeeded: log.batches.count)
    batchPositions[batch.number] = position
    lastBatch = (batch.number, position)
    log.batches.append(batch)
    if let epoch = batch.epoch { epochs.insert(epoch) }
  }

  /// The score of an epoch that no batch belongs to would be the score of nothing.
  mutating func mergeEvaluation(_ evaluation: Evaluation) throws(RecordFault) {
    // Epoch 0 is the memory that a run begins with.
    guard evaluation.epoch == 0 || epochs.contains(evaluation.epoch) else {
      throw RecordFault(.field(.epoch), Expected.knownEpoch)
    }
    log.evals.append(evaluation)
  }

  @inline(__always)
  mutating func position(ofBatch number: Int) throws(RecordFault) -> Int32 {
    if let lastBatch, lastBatch.number == number { return lastBatch.position }
    guard let position = batchPositions[number] else {
      throw RecordFault(.field(.batch), Expected.knownBatch)
    }
    lastBatch = (number, position)
    return position
  }

  mutating func mergeApplied(_ index: Int, _ applied: borrowing ReferenceColumns) throws(RecordFault) {
    let batch = try position(ofBatch: applied.batch[index])
    let proposal = try proposal(index, applied.id)
    log.applied.append(Application(batch: batch, proposal: proposal))
  }

  mutating func mergeLabel(_ index: Int, _ records: borrowing BlockRecords) throws(RecordFault) {
    let proposal = try proposal(index, records.labels.id)
    guard !isLabelled[Int(proposal)] else { throw RecordFault(.field(.id), Expected.newLabel) }
    isLabelled[Int(proposal)] = true
    var label = records.labelValues[index]
    label.proposal = proposal
    log.labels.append(label)
  }

  private func proposal(_ index: Int, _ ids: borrowing TextColumn) throws(RecordFault) -> Int32 {
    let found = ids.withText(index) { proposalIndex.find($0, hash($0), in: log.proposals.id) }
    guard found >= 0 else { throw RecordFault(.field(.id), Expected.knownProposal) }
    return found
  }
}
