import Basics
import Identity

/// Who is close to whom among the operations of keys that `KeyCosines` does not keep: of each operation that ever led,
/// the younger ones of its key that are close to it. Whoever places anew then compares only with those who lead for the
/// first time.
package struct LeaderHits: Sendable {
  /// What is close to one leader, in log order.
  private struct HitColumn: Sendable {
    /// How many operations of the log it was compared with.
    var seen: Int32
    var hits: [Close] = []
  }

  private var columns: [Int32: HitColumn] = [:]
  package private(set) var count = 0

  /// 128 MiB; with more, whoever places anew screens.
  package static let most = 16 << 20

  package var isTooLarge: Bool { count > LeaderHits.most }

  package init() {}

  /// From what an index answered for an operation: who leads is compared with all younger ones in the end.
  mutating func record(_ close: [Close], of operation: Int32, logCount: Int) {
    guard !isTooLarge else { return }
    for close in close {
      columns[close.leader, default: HitColumn(seen: Int32(logCount))].hits.append(
        Close(leader: operation, cosine: close.cosine))
    }
    count += close.count
  }

  mutating func recordLeader(_ operation: Int32, logCount: Int) {
    if columns[operation] == nil { columns[operation] = HitColumn(seen: Int32(logCount)) }
  }

  /// The younger operations of its key that are close to the leader. `members` are those of the key.
  mutating func close(to leader: Int32, members: [Int32], _ vectors: Vectors, _ floor: Cosine, logCount: Int)
    -> [Close]
  {
    var column = columns[leader] ?? HitColumn(seen: leader + 1)
    guard column.seen < logCount else { return column.hits }
    let before = column.hits.count
    var exact = ExactCosines(vectors)
    let new = members[members.partitioningIndex(where: { $0 >= column.seen })...]
    for (member, cosine) in zip(new, exact.of(leader, with: new)) where cosine >= floor {
      column.hits.append(Close(leader: member, cosine: cosine))
    }
    column.seen = Int32(logCount)
    count += column.hits.count - before
    columns[leader] = column
    return column.hits
  }
}

/// An index that remembers what the other one found.
struct RecordingLeaders<Index: LeaderIndex>: LeaderIndex {
  private var index: Index
  private let operations: Operations
  private let cosines: KeyCosines
  private(set) var hits = LeaderHits()

  init(_ index: Index, _ operations: Operations, _ cosines: KeyCosines) {
    (self.index, self.operations, self.cosines) = (index, operations, cosines)
  }

  mutating func close(to operation: Int32, pulse: Pulse) throws -> [Close] {
    let close = try index.close(to: operation, pulse: pulse)
    if isRecorded(operation) { hits.record(close, of: operation, logCount: operations.count) }
    return close
  }

  mutating func add(_ operation: Int32) {
    index.add(operation)
    if isRecorded(operation) { hits.recordLeader(operation, logCount: operations.count) }
  }

  private func isRecorded(_ operation: Int32) -> Bool { !cosines.keeps(operations.key[Int(operation)]) }
}
