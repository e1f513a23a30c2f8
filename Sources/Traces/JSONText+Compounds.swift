import Basics
import TraceLogs

/// Merges, bundles and votes.
extension RecordLines {
  mutating func merge(_ index: Int, _ log: TraceLog, _ batchNumbers: [Int]) {
    beginCompound(.merge, index, log, batchNumbers)
    name(.items)
    list(("[", "]"), log.merges.parts(of: index)) { $0.string($0.bytes(log.symbols, Int($1))) }
    text(.content, bytes(log.proposals.content, index))
    endCompound(index, log)
  }

  mutating func bundle(_ index: Int, _ log: TraceLog, _ batchNumbers: [Int]) {
    let (proposal, call) = (Int(log.bundles.proposal[index]), Int(log.bundles.call[index]))
    beginCompound(.bundle, proposal, log, batchNumbers)
    name(.of)
    list(("[", "]"), log.bundles.parts(at: index)) { $0.string($0.bytes(log.proposals.id, Int($1))) }
    field(.baseline, log.calls.baseline[call])
    field(.u, log.calls.value[log.calls.entries(of: call).lowerBound])
    endCompound(proposal, log)
  }

  private mutating func beginCompound(
    _ kind: RecordKind, _ proposal: Int, _ log: TraceLog, _ batchNumbers: [Int]
  ) {
    beginRecord(kind)
    field(.batch, batchNumbers[Int(log.proposals.batch[proposal])])
    text(.id, bytes(log.proposals.id, proposal))
  }

  private mutating func endCompound(_ proposal: Int, _ log: TraceLog) {
    if !log.proposals.reason.range(proposal).isEmpty { text(.reason, bytes(log.proposals.reason, proposal)) }
    endRecord()
  }

  /// On a proposal.
  mutating func vote(
    batch: Int, id: some Sequence<UInt8>, helpful: Int, harmful: Int, by voter: some Sequence<UInt8>
  ) {
    beginRecord(.vote)
    field(.batch, batch)
    text(.id, id)
    field(.helpful, helpful)
    field(.harmful, harmful)
    text(.by, voter)
    endRecord()
  }

  mutating func vote(_ index: Int, _ log: TraceLog, _ batchNumbers: [Int]) {
    let votes = log.votes
    beginRecord(.vote)
    field(.batch, batchNumbers[Int(votes.batch[index])])
    if votes.proposal[index] >= 0 {
      text(.id, bytes(log.proposals.id, Int(votes.proposal[index])))
    } else {
      text(.item, bytes(log.symbols, Int(votes.item[index])))
    }
    field(.helpful, Int(votes.helpful[index]))
    field(.harmful, Int(votes.harmful[index]))
    if votes.voter[index] >= 0 { text(.by, bytes(log.symbols, Int(votes.voter[index]))) }
    endRecord()
  }
}
