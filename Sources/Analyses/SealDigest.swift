import Basics
import Files
import TraceLogs

extension TraceLog {
  /// Sixteen digits over what the first batches hold that verdicts rest on: proposals with their vectors, scores,
  /// scenes. In the order of the log, so that batches which come after them do not matter.
  package func sealDigest(ofFirst count: Int, pulse: Pulse) throws -> String {
    let digest = Digest()
    for batch in batches.prefix(count) { digest.update("\(batch.number)\0\(batch.label ?? "")\0") }
    for proposal in 0..<proposals.count where proposals.batch[proposal] < count {
      if proposal % 4_096 == 0 { try pulse.beat("sealing", proposal, proposals.count) }
      hashProposal(proposal, into: digest)
    }
    for call in 0..<calls.count where calls.batch[call] < count {
      if call % 4_096 == 0 { try pulse.beat("sealing", call, calls.count) }
      hashCall(call, into: digest)
    }
    for task in 0..<tasks.count where tasks.batch[task] < count {
      let scene = tasks.scene[task]
      digest.update("\(tasks.batch[task])\0\(scene < 0 ? "" : symbols[Int(scene)])\0")
    }
    return String(digest.finish().prefix(16))
  }

  private func hashProposal(_ proposal: Int, into digest: Digest) {
    digest.update(
      [
        "\(proposals.batch[proposal])", proposals.id[proposal], proposals.type[proposal].name,
        symbols[Int(proposals.anchor[proposal])], proposals.content[proposal], "",
      ].joined(separator: "\0"))
    guard !proposals.vectors.row.isEmpty, proposals.vectors.row[proposal] >= 0 else { return }
    let dimension = proposals.vectors.dimension
    let first = Int(proposals.vectors.row[proposal]) * dimension
    digest.update(numbers: proposals.vectors.values[first..<(first + dimension)].map(\.bitPattern))
  }

  private func hashCall(_ call: Int, into digest: Digest) {
    let entries = calls.entries(of: call)
    digest.update(numbers: [Int64(calls.batch[call]), Int64(entries.count)])
    digest.update(numbers: [calls.baseline[call].bitPattern])
    digest.update(numbers: Array(calls.proposal[entries]))
    digest.update(numbers: calls.value[entries].map(\.bitPattern))
  }
}

extension Digest {
  /// The numbers' bytes, the lowest first.
  fileprivate func update(numbers: [some FixedWidthInteger & BitwiseCopyable]) {
    numbers.map(\.littleEndian).withUnsafeBytes { update($0) }
  }
}
