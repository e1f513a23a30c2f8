import Basics
import TraceLogs

/// Merges, bundles and votes. A record with a fault leaves no trace.
extension Merger {
  mutating func mergeMerge(_ index: Int, _ records: borrowing BlockRecords) throws(RecordFault) {
    let merges = records.merges
    let batch = try position(ofBatch: merges.batch[index])
    let hash = try newHash(merges.id, index)
    for (place, item) in merges.items(of: index).enumerated() {
      let isKnown = records.symbols.texts.withText(Int(item)) { isItem($0) }
      guard isKnown else { throw RecordFault(.element(.items, place), Expected.knownItem) }
    }
    let anchor = symbol(merges.anchor[index], records.symbols)
    let proposal = append(.merge, batch, anchor: anchor, hash)
    merges.id.withText(index) { log.proposals.id.append($0) }
    merges.content.withText(index) { log.proposals.content.append($0) }
    merges.reason.withText(index) { log.proposals.reason.append($0) }
    var items: [Int32] = []
    for item in merges.items(of: index) { items.append(symbol(item, records.symbols)) }
    log.merges.append(proposal, items)
  }

  mutating func mergeBundle(_ index: Int, _ bundles: borrowing BundleColumns) throws(RecordFault) {
    let batch = try position(ofBatch: bundles.batch[index])
    let (baseline, value) = (bundles.baseline[index], bundles.value[index])
    if let range = scoreRange {
      guard range.contains(baseline) else { throw RecordFault(.field(.baseline), Expected.within(range)) }
      guard range.contains(value) else { throw RecordFault(.field(.u), Expected.within(range)) }
    }
    let hash = try newHash(bundles.id, index)
    let members = try members(of: index, bundles)
    let texts = log.texts(ofBundle: members)
    _ = append(.bundle, batch, anchor: symbol(of: texts.anchor), hash)
    bundles.id.withText(index) { log.proposals.id.append($0) }
    log.proposals.content.append(texts.content)
    bundles.reason.withText(index) { log.proposals.reason.append($0) }
    log.appendBundle(members, batch, number: freeNumber(in: batch), baseline: baseline, value: value)
  }

  /// From the least number on, out of the way of those that calls of a file bear.
  private mutating func freeNumber(in batch: Int32) -> Int32 {
    var number = Calls.firstBundleNumber + bundleCounts[batch, default: 0]
    while !callNumbers.insert(number, batch: batch, before: log.calls.number) { number += 1 }
    bundleCounts[batch, default: 0] += 1
    return number
  }

  private func members(of index: Int, _ bundles: borrowing BundleColumns) throws(RecordFault) -> [Int32] {
    let range = bundles.members(of: index)
    var members: [Int32] = []
    for place in range {
      let found = bundles.member.withText(place) { proposalIndex.find($0, hash($0), in: log.proposals.id) }
      guard found >= 0, log.proposals.type[Int(found)] != .bundle else {
        throw RecordFault(.element(.of, place - range.lowerBound), Expected.knownProposal)
      }
      members.append(found)
    }
    return members
  }

  mutating func mergeVote(_ index: Int, _ records: borrowing BlockRecords) throws(RecordFault) {
    let votes = records.votes
    let batch = try position(ofBatch: votes.batch[index])
    let (item, voter) = (votes.item[index], votes.voter[index])
    var proposal: Int32 = -1
    if item < 0 {
      proposal = votes.id.withText(index) { proposalIndex.find($0, hash($0), in: log.proposals.id) }
      guard proposal >= 0 else { throw RecordFault(.field(.id), Expected.knownProposal) }
    } else if !records.symbols.texts.withText(Int(item), { isItem($0) }) {
      throw RecordFault(.field(.item), Expected.knownItem)
    }
    log.votes.batch.append(batch)
    log.votes.proposal.append(proposal)
    log.votes.item.append(item < 0 ? -1 : symbol(item, records.symbols))
    log.votes.voter.append(voter < 0 ? -1 : symbol(voter, records.symbols))
    log.votes.helpful.append(votes.helpful[index])
    log.votes.harmful.append(votes.harmful[index])
  }

  /// Of an id that no proposal has yet.
  private func newHash(_ ids: borrowing TextColumn, _ index: Int) throws(RecordFault) -> UInt32 {
    let hash = ids.withText(index) { Traces.hash($0) }
    guard ids.withText(index, { proposalIndex.find($0, hash, in: log.proposals.id) }) < 0 else {
      throw RecordFault(.field(.id), Expected.newProposal)
    }
    return hash
  }

  /// All of a proposal but its texts. Returns its position.
  private mutating func append(_ type: OperationType, _ batch: Int32, anchor: Int32, _ hash: UInt32) -> Int32
  {
    let position = Int32(truncatingIfNeeded: log.proposals.count)
    proposalIndex.insert(position, hash)
    log.proposals.batch.append(batch)
    log.proposals.type.append(type)
    log.proposals.anchor.append(anchor)
    if log.proposals.vectors.dimension > 0 { log.proposals.vectors.row.append(-1) }
    lastCall.append(0)
    isLabelled.append(false)
    return position
  }
}
