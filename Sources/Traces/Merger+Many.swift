import Basics
import TraceLogs

/// The kinds of which a log holds most, beside tasks: proposals and scores. A record with a fault leaves no trace.
extension Merger {
  mutating func mergeProposal(_ index: Int, _ records: borrowing BlockRecords) throws(RecordFault) {
    let hash = records.proposals.hash[index]
    let type = records.proposals.type[index]
    let batch = try position(ofBatch: records.proposals.batch[index])
    let known = records.proposals.id.withText(index) { proposalIndex.find($0, hash, in: log.proposals.id) }
    guard known < 0 else { throw RecordFault(.field(.id), Expected.newProposal) }
    let anchor = try anchor(records.proposals.anchor[index], of: type, records.symbols)
    try mergeVector(index, records.proposals)
    proposalIndex.insert(Int32(truncatingIfNeeded: log.proposals.count), hash)
    log.proposals.batch.append(batch)
    log.proposals.type.append(type)
    log.proposals.anchor.append(anchor)
    records.proposals.id.withText(index) { log.proposals.id.append($0) }
    lastCall.append(0)
    isLabelled.append(false)
  }

  /// Copies the long texts of proposals without a fault between them, all at once.
  mutating func appendTexts(of range: Range<Int>, _ proposals: borrowing ProposalColumns) {
    log.proposals.content.append(contentsOf: proposals.content, range)
    log.proposals.reason.append(contentsOf: proposals.reason, range)
  }

  /// Last of the checks of a proposal, because it appends.
  private mutating func mergeVector(
    _ index: Int, _ proposals: borrowing ProposalColumns
  ) throws(RecordFault) {
    let range = proposals.vector(index)
    if range.isEmpty {
      if log.proposals.vectors.dimension > 0 { log.proposals.vectors.row.append(-1) }
      return
    }
    var vectors = VectorColumn()
    swap(&vectors, &log.proposals.vectors)
    defer { swap(&vectors, &log.proposals.vectors) }
    if vectors.dimension == 0 {
      vectors.dimension = range.count
      vectors.row = Array(repeating: -1, count: log.proposals.count)
    }
    guard vectors.dimension == range.count else {
      throw RecordFault(
        .field(.vector), Expected.dimension(vectors.dimension), seen: "\(range.count) numbers")
    }
    vectors.row.append(Int32(truncatingIfNeeded: vectors.values.count / vectors.dimension))
    vectors.values.append(contentsOf: proposals.values[range])
  }

  mutating func mergeScores(_ index: Int, _ scores: borrowing ScoreColumns) throws(RecordFault) {
    let batch = try position(ofBatch: scores.batch[index])
    if let range = scoreRange { try check(index, scores, within: range) }
    let before = log.calls.proposal.count
    var lost: [Int] = []
    do throws(RecordFault) {
      try mergeEntries(index, scores, &lost)
      guard callNumbers.insert(scores.number[index], batch: batch, before: log.calls.number) else {
        throw RecordFault(.field(.call), Expected.newCall)
      }
    } catch {
      log.calls.proposal.removeSubrange(before...)
      throw error
    }
    appendValues(index, scores, without: lost)
    log.calls.note(place: scores.place[index])
    log.calls.batch.append(batch)
    log.calls.number.append(scores.number[index])
    log.calls.baseline.append(scores.baseline[index])
    log.calls.end.append(log.calls.value.count)
  }

  /// A call that lost an entry keeps the others.
  @inline(__always)
  private mutating func appendValues(
    _ index: Int, _ scores: borrowing ScoreColumns, without lost: [Int]
  ) {
    let range = entries(index, scores)
    guard !lost.isEmpty else { return log.calls.value.append(contentsOf: scores.value[range]) }
    for entry in range where !lost.contains(entry) { log.calls.value.append(scores.value[entry]) }
    report.callsWithLoss += 1
  }

  @inline(__always)
  private func entries(_ index: Int, _ scores: borrowing ScoreColumns) -> Range<Int> {
    (index == 0 ? 0 : scores.end[index - 1])..<scores.end[index]
  }

  @inline(__always)
  private mutating func mergeEntries(
    _ index: Int, _ scores: borrowing ScoreColumns, _ lost: inout [Int]
  ) throws(RecordFault) {
    callsTried += 1
    let range = entries(index, scores)
    // Held for the loop: taken out of `self` for each entry they would be counted up and down each time.
    let (known, ids) = (proposalIndex, log.proposals.id)
    for entry in range {
      let proposal = scores.id.withText(entry) { known.find($0, scores.hash[entry], in: ids) }
      guard proposal >= 0 else {
        // Read leniently, a call loses what the log has no proposal for, unless that is all of it.
        if isLenient, lost.count + 1 < range.count {
          lost.append(entry)
          continue
        }
        throw RecordFault(.key(.u, entry - range.lowerBound), Expected.knownProposal)
      }
      guard lastCall[Int(proposal)] != callsTried else {
        throw RecordFault(.key(.u, entry - range.lowerBound), Expected.newKey)
      }
      lastCall[Int(proposal)] = callsTried
      log.calls.proposal.append(proposal)
    }
  }

  private func check(
    _ index: Int, _ scores: borrowing ScoreColumns, within range: ClosedRange<Double>
  ) throws(RecordFault) {
    guard range.contains(scores.baseline[index]) else {
      throw RecordFault(.field(.baseline), Expected.within(range))
    }
    let entries = entries(index, scores)
    for entry in entries where !range.contains(scores.value[entry]) {
      throw RecordFault(.value(.u, entry - entries.lowerBound), Expected.within(range))
    }
  }
}
