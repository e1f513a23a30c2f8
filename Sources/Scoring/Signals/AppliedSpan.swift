import Basics
import TraceLogs

/// An applied proposal and the batches in which what it wrote stood in memory.
package struct AppliedSpan {
  package let proposal: Int32
  package let item: ByteText
  package private(set) var batches: Range<Int>

  package static func all(in log: TraceLog) -> [AppliedSpan] {
    var spans: [AppliedSpan] = []
    var latest: [ByteText: Int] = [:]
    let byBatch = ByBatch(log.applied.map(\.batch), count: log.batches.count)
    for batch in log.batches.indices {
      for position in byBatch.positions(of: batch) {
        let proposal = log.applied[Int(position)].proposal
        guard let item = log.item(editedBy: Int(proposal)) else { continue }
        if let earlier = latest.updateValue(spans.count, forKey: item) {
          let start = spans[earlier].batches.lowerBound
          spans[earlier].batches = start..<max(start, batch + 1)
        }
        spans.append(
          AppliedSpan(proposal: proposal, item: item, batches: batch + 1..<max(batch + 1, log.batches.count)))
      }
    }
    return spans
  }
}

extension TraceLog {
  /// What an edit writes: an addition bears the id of its proposal. Nil for a bundle, which writes several.
  fileprivate func item(editedBy proposal: Int) -> ByteText? {
    switch proposals.type[proposal] {
    case .add: ByteText(proposals.id[proposal])
    case .modify: ByteText(symbols[Int(proposals.anchor[proposal])])
    case .merge: merges.parts(of: proposal).first.map { ByteText(symbols[Int($0)]) }
    case .bundle: nil
    }
  }
}
