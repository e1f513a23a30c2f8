import Scoring
import Studies
import TraceLogs

/// How many deltas of a log are of which size, batch by batch: all that usual sizes need to know of it.
struct SizeGroups {
  /// One after another: a batch, a class of sizes, and how many deltas of that batch are in it.
  private(set) var rows: [Double] = []

  init(_ log: TraceLog, _ rule: DeltaRule) {
    var deltas = Deltas(rule)
    for (batch, calls) in log.callsByBatch().enumerated() {
      var counts: [Int: Int] = [:]
      deltas.forEachCall(calls, of: log) { _, _, deltas in
        for group in deltas.lazy.compactMap(SizeTally.group) { counts[group, default: 0] += 1 }
      }
      for (group, count) in counts.sorted(by: { $0.key < $1.key }) {
        rows += [Double(batch), Double(group), Double(count)]
      }
    }
  }

  init(_ record: PartRecord) throws(PartFault) {
    rows = try record.numbers("sizes")
    guard rows.count.isMultiple(of: 3), rows.allSatisfy({ Int32(exactly: $0) != nil }) else {
      throw record.bad("sizes", "batches, classes of sizes and counts")
    }
  }

  /// What is usual before each of the log's batches, going on from `tally`.
  func usual(batches count: Int, _ tally: inout SizeTally) -> [Double] {
    var (usual, place) = ([Double](), 0)
    for batch in 0..<count {
      usual.append(tally.usual)
      while place < rows.count, Int(rows[place]) <= batch {
        tally.add(group: Int(rows[place + 1]) & 0x7fff, Int(rows[place + 2]))
        place += 3
      }
    }
    return usual
  }
}

extension Settings {
  var betsOnUsualSizes: Bool { deltaRule.takesUsualSizes(verdicts.bets) }
}
