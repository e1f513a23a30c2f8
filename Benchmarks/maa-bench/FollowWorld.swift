import Basics
import Glibc
import Identity
import TraceLogs

/// A log that grows, and decisions on it.
struct FollowWorld {
  static let tau = Cosine(0.8)
  private static let dimension = 32
  private static let batches = 200

  private(set) var log = TraceLog()
  private(set) var fingerprints: [Fingerprint] = []
  private(set) var rows: [Float] = []
  private(set) var decisions = Decisions()
  private var random = Randomness(seed: 17)

  init(count: Int, candidates: Int, largest: Int) {
    for pair in 0..<(count / 2) {
      addPair(2 * pair < largest ? 0 : pair, isClose: pair < candidates)
    }
    for batch in 0..<FollowWorld.batches {
      addBatch(Array((batch * count / FollowWorld.batches)..<((batch + 1) * count / FollowWorld.batches)))
    }
    for proposal in 0..<log.proposals.count {
      log.proposals.batch[proposal] = Int32(proposal * FollowWorld.batches / count)
    }
  }

  private mutating func addPair(_ key: Int, isClose: Bool) {
    let first = row()
    add(key, first)
    let cosine = Float(isClose ? 0.62 + 0.37 * random.uniform() : 0.1)
    let side = row()
    let along = zip(side, first).reduce(0) { $0 + $1.0 * $1.1 }
    let other = FollowWorld.unit(zip(side, first).map { $0 - along * $1 })
    add(key, zip(first, other).map { cosine * $0 + (1 - cosine * cosine).squareRoot() * $1 })
  }

  private mutating func add(_ key: Int, _ row: [Float]) {
    log.proposals.batch.append(Int32(max(0, log.batches.count - 1)))
    log.proposals.type.append(.add)
    log.proposals.anchor.append(Int32(key))
    fingerprints.append(Fingerprint(words: [random.next(), random.next(), 0, 0]))
    rows += row
  }

  private mutating func row() -> [Float] {
    FollowWorld.unit((0..<FollowWorld.dimension).map { _ in Float(random.uniform() - 0.5) })
  }

  private static func unit(_ row: [Float]) -> [Float] {
    let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return row.map { $0 / length }
  }

  /// Ten calls that score these proposals.
  private mutating func addBatch(_ proposals: [Int]) {
    log.batches.append(Batch(source: 0, number: log.batches.count))
    for call in 0..<10 {
      log.calls.batch.append(Int32(log.batches.count - 1))
      log.calls.number.append(Int32(call))
      log.calls.baseline.append(1)
      for proposal in proposals where proposal % 10 == call {
        log.calls.proposal.append(Int32(proposal))
        log.calls.value.append(Double(random.below(5)))
      }
      log.calls.end.append(log.calls.value.count)
    }
  }

  /// A batch with so many new proposals, half of them of keys that the log has, and as many scores, half of them of
  /// proposals that it has.
  mutating func append(_ count: Int) {
    let (before, keys) = (log.proposals.count, log.proposals.count / 2)
    log.batches.append(Batch(source: 0, number: log.batches.count))
    for number in 0..<count { add(number % 2 == 0 ? random.below(keys) : keys + before + number, row()) }
    log.batches.removeLast()
    addBatch((0..<count).map { $0 % 2 == 0 ? before + $0 : random.below(before) })
  }

  /// On a candidate, mostly; at times on operations of two keys, or against what was decided before.
  mutating func decide(_ number: Int, _ partition: Partition) {
    if number % 10 == 9, !decisions.isEmpty {
      let old = decisions.all[random.below(decisions.count)]
      _ = decisions.remove(old.first, old.second)
      return
    }
    let candidate = partition.candidates[random.below(partition.candidates.count)]
    let (first, second) = (
      name(number % 10 == 5 ? Int32(random.below(fingerprints.count)) : candidate.first),
      name(candidate.second)
    )
    guard let first, let second else { return }
    try? decisions.add(Decision(number % 2 == 0 ? .same : .different, first, second))
  }

  private func name(_ operation: Int32) -> OperationName? {
    OperationName("w:\(fingerprints[Int(operation)].hex(16))")
  }

  /// Of the rows from `first` on.
  func vectors(from first: Int = 0) -> Vectors {
    Vectors(dimension: FollowWorld.dimension, values: Array(rows[(first * FollowWorld.dimension)...]))
  }
}
