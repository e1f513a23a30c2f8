import Basics
import Identity

/// Finds the leaders close to an operation by the kernels of the similarity join, for keys too large to compare one
/// by one. It answers what comparing one by one would.
///
/// The operations of a large key are taken in blocks. When the first of a block is asked about, the whole block is
/// screened against the leaders that the key has by then, shared by the workers, and against itself; who of the
/// block comes to lead is known only later, so its hits in itself are kept as bits and looked up when asked for.
/// Complexity: O(operations × leaders of the key × dimension) byte products; a byte per dimension of memory for
/// every leader and for every operation of a block at hand.
package struct ScreenedLeaders: LeaderIndex, LadderIndex {
  private let operations: Operations
  private let vectors: Vectors
  /// Of the bands of leaders. Ascending.
  private let floors: [Cosine]
  private let members: KeyMembers
  private var screening: LeaderScreening
  private var exact: ExactCosines
  /// What was compared before, under whatever tau.
  private let kept: KeyCosines?
  private var small: [[Int32]]
  private var large: [Int32: LargeKey] = [:]
  private var comparisons = 0

  /// Keys with fewer operations are compared one by one.
  package static let smallestScreened = 64
  /// Operations of a block, at most.
  package static let mostOfBlock = ScreenRows.most
  /// Some ten milliseconds of comparing.
  private static let beatEvery = 50_000

  /// All but the first three change how the work is done, not what is found.
  package init(
    _ operations: Operations, _ vectors: Vectors, floor: Cosine, workers: Workers = .one,
    kept: KeyCosines? = nil, screen: Screen = .best, smallestScreened: Int = smallestScreened,
    blockSize: Int = mostOfBlock
  ) {
    self.init(
      operations, vectors, floors: [floor], workers: workers, kept: kept, members: KeyMembers(operations),
      screen: screen, smallestScreened: smallestScreened, blockSize: blockSize)
  }

  /// Leaders that lead under higher taus only are screened down to the floor of their band.
  init(
    _ operations: Operations, _ vectors: Vectors, floors: [Cosine], workers: Workers, kept: KeyCosines?,
    members: KeyMembers, screen: Screen = .best, smallestScreened: Int = smallestScreened,
    blockSize: Int = mostOfBlock
  ) {
    self.operations = operations
    self.vectors = vectors
    self.floors = floors
    self.kept = kept
    self.members = members
    exact = ExactCosines(vectors, screen)
    screening = LeaderScreening(vectors, floors: floors, screen: screen, workers: workers)
    small = Array(repeating: [], count: operations.keyCount)
    for key in 0..<Int32(operations.keyCount)
    where members.of(key).count >= smallestScreened && kept?.keeps(key) != true {
      large[key] = LargeKey(
        members.of(key), bands: floors.count, blockSize: min(blockSize, ScreenedLeaders.mostOfBlock))
    }
  }

  package mutating func close(to operation: Int32, pulse: Pulse) throws -> [Close] {
    let key = operations.key[Int(operation)]
    let beat: @Sendable () throws -> Void = { [count = operations.count] in
      try pulse.beat("merging", Int(operation), count)
    }
    guard let large = large[key] else { return try compared(operation, small[Int(key)], beat) }
    if large.isAtEndOfBlock {
      comparisons = 0
      try beat()
      try screening.screenNextBlock(of: large, beat)
    }
    return large.takeNext(&exact, floors[0])
  }

  package mutating func add(_ operation: Int32) {
    let key = operations.key[Int(operation)]
    if let large = large[key] { large.leadWithLast() } else { small[Int(key)].append(operation) }
  }

  package mutating func add(_ operation: Int32, from tau: Cosine) {
    let key = operations.key[Int(operation)]
    guard let large = large[key] else { return small[Int(key)].append(operation) }
    large.leadWithLast(in: max(0, floors.partitioningIndex { $0 > tau } - 1))
  }

  private mutating func compared(_ operation: Int32, _ leaders: [Int32], _ beat: () throws -> Void) throws
    -> [Close]
  {
    comparisons += leaders.count + 1
    if comparisons >= ScreenedLeaders.beatEvery {
      comparisons = 0
      try beat()
    }
    let floor = floors[0]
    if let kept, kept.keeps(operations.key[Int(operation)]) {
      let row = kept.row(of: operation)
      return leaders.compactMap { leader in
        let cosine = kept.cosine(leader, in: row)
        return cosine >= floor ? Close(leader: leader, cosine: cosine) : nil
      }
    }
    return leaders.compactMap { leader in
      let cosine = vectors.cosine(Int(leader), Int(operation))
      return cosine >= floor ? Close(leader: leader, cosine: cosine) : nil
    }
  }
}

/// The operations of each key, in log order.
struct KeyMembers: Sendable {
  private let order: [Int32]
  private let starts: [Int]

  init(_ operations: Operations) {
    var starts = [Int](repeating: 0, count: operations.keyCount + 1)
    for key in operations.key { starts[Int(key) + 1] += 1 }
    for key in 0..<operations.keyCount { starts[key + 1] += starts[key] }
    var next = starts
    var order = [Int32](repeating: 0, count: operations.count)
    for (operation, key) in operations.key.enumerated() {
      order[next[Int(key)]] = Int32(operation)
      next[Int(key)] += 1
    }
    self.order = order
    self.starts = starts
  }

  func of(_ key: Int32) -> ArraySlice<Int32> { order[starts[Int(key)]..<starts[Int(key) + 1]] }
}
