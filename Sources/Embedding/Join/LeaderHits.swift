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

  private let recorded: RecordedHits
  /// Of leaders that were asked for again since.
  private var columns: [Int32: HitColumn] = [:]
  package private(set) var count: Int

  /// 128 MiB; with more, whoever places anew screens.
  package static let most = 16 << 20

  package var isTooLarge: Bool { count > LeaderHits.most }

  /// From what indexes were seen to answer, no two of them for one key. Complexity: O(hits + operations).
  init(_ logs: [HitLog], operationCount: Int) {
    count = logs.reduce(0) { $0 + $1.count }
    recorded = RecordedHits(count > LeaderHits.most ? [] : logs, operationCount: operationCount)
  }

  /// The younger operations of its key that are close to the leader. `members` are those of the key.
  mutating func close(to leader: Int32, members: [Int32], _ vectors: Vectors, _ floor: Cosine, logCount: Int)
    -> [Close]
  {
    var column = column(of: leader)
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

  private func column(of leader: Int32) -> HitColumn {
    if let column = columns[leader] { return column }
    guard let hits = recorded.hits(of: leader) else { return HitColumn(seen: leader + 1) }
    return HitColumn(seen: Int32(truncatingIfNeeded: recorded.operationCount), hits: Array(hits))
  }
}

/// The hits of all who led when a log was placed, leader by leader.
private struct RecordedHits: Sendable {
  /// The hits of leader `i` are `hits[starts[i]..<starts[i + 1]]`.
  private let starts: [Int32]
  private let hits: [Close]
  private let hasLed: [Bool]

  var operationCount: Int { hasLed.count }

  init(_ logs: [HitLog], operationCount: Int) {
    var hasLed = [Bool](repeating: false, count: operationCount)
    var starts = [Int32](repeating: 0, count: operationCount + 1)
    for log in logs {
      for leader in log.leaders { hasLed[Int(leader)] = true }
      for hit in log.hits { starts[Int(hit.leader) + 1] += 1 }
    }
    for leader in 0..<operationCount { starts[leader + 1] += starts[leader] }
    var next = starts
    var hits = [Close](repeating: Close(leader: 0, cosine: .zero), count: Int(starts[operationCount]))
    for hit in logs.lazy.flatMap(\.hits) {
      hits[Int(next[Int(hit.leader)])] = Close(leader: hit.younger, cosine: hit.cosine)
      next[Int(hit.leader)] += 1
    }
    (self.starts, self.hits, self.hasLed) = (starts, hits, hasLed)
  }

  /// Nil for an operation that did not lead.
  func hits(of leader: Int32) -> ArraySlice<Close>? {
    let leader = Int(leader)
    guard leader < operationCount, hasLed[leader] else { return nil }
    return hits[Int(starts[leader])..<Int(starts[leader + 1])]
  }
}

/// What an index was seen to answer, in the order of the questions: of each leader in log order.
struct HitLog: Sendable {
  struct Hit: Sendable {
    let leader: Int32
    let younger: Int32
    let cosine: Cosine
  }

  fileprivate private(set) var hits: [Hit] = []
  fileprivate private(set) var leaders: [Int32] = []
  /// Of all hits, also where they are too many to be held.
  private(set) var count = 0

  mutating func record(_ close: [Close], of operation: Int32) {
    count += close.count
    guard count <= LeaderHits.most else {
      hits = []
      return
    }
    for close in close {
      hits.append(Hit(leader: close.leader, younger: operation, cosine: close.cosine))
    }
  }

  mutating func recordLeader(_ operation: Int32) { leaders.append(operation) }
}

/// An index that remembers what the other one found.
struct RecordingLeaders<Index: LeaderIndex>: LeaderIndex {
  private var index: Index
  private let operations: Operations
  private let cosines: KeyCosines
  private(set) var log = HitLog()

  init(_ index: Index, _ operations: Operations, _ cosines: KeyCosines) {
    (self.index, self.operations, self.cosines) = (index, operations, cosines)
  }

  mutating func close(to operation: Int32, pulse: Pulse) throws -> [Close] {
    let close = try index.close(to: operation, pulse: pulse)
    if isRecorded(operation) { log.record(close, of: operation) }
    return close
  }

  mutating func add(_ operation: Int32) {
    index.add(operation)
    if isRecorded(operation) { log.recordLeader(operation) }
  }

  private func isRecorded(_ operation: Int32) -> Bool { !cosines.keeps(operations.key[Int(operation)]) }
}
