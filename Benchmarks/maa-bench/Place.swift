import Basics
import Embedding
import Files
import Identity
import TraceLogs

extension MaaBench {
  /// Makes operations whose first key holds `largest` of them and whose other keys are small and of uneven size,
  /// half of them near an older one of their key, and times the leader linkage. `--compare` also compares leaders
  /// one by one, and checks that the partition is the same.
  static func place(count: Int, largest: Int, dimension: Int, threads: Int, compare: Bool) throws {
    let sample = PlacingSample(count: count, largest: largest, dimension: dimension)
    let tau = Cosine(0.6)
    let constraints = Constraints(Decisions(), for: sample.operations)
    print("peak_before_mib \(peakMemory())")
    let workers = threads > 1 ? Workers.threads(threads) : Workers.one
    let longestPause = Pause()
    let start = ContinuousClock.now
    let partition = try Leader.partition(
      sample.operations, constraints: constraints, tau: tau, pulse: longestPause.pulse,
      index: ScreenedLeaders(
        sample.operations, sample.vectors, floor: Leader.floor(tau), workers: workers))
    print("seconds \(start.duration(to: .now) / .seconds(1))")
    print("longest_pause_ms \(longestPause.milliseconds)")
    print("units \(partition.unitCount)")
    print("candidates \(partition.candidates.count)")
    print("keys \(sample.operations.keyCount)")
    print("vectors_mib \(sample.vectors.values.count >> 18)")
    print("peak_mib \(peakMemory())")
    guard compare else { return }
    let again = ContinuousClock.now
    let other = try Leader.partition(
      sample.operations, vectors: sample.vectors, constraints: constraints, tau: tau)
    print("one_by_one_seconds \(again.duration(to: .now) / .seconds(1))")
    guard other.unitOf == partition.unitOf, other.candidates == partition.candidates else {
      fail("the partitions differ", code: 1)
    }
  }
}

/// How long a beat was waited for at most. Only the thread that asks beats.
private final class Pause: @unchecked Sendable {
  private var last = ContinuousClock.now
  private var longest = Duration.zero

  var milliseconds: Int { Int(longest / .milliseconds(1)) }

  var pulse: Pulse {
    Pulse { [self] _, _, _ in
      let now = ContinuousClock.now
      longest = max(longest, last.duration(to: now))
      last = now
    }
  }
}

private struct PlacingSample {
  let operations: Operations
  let vectors: Vectors

  init(count: Int, largest: Int, dimension: Int) {
    var random = Randomness(seed: 7)
    var anchors = [Int32](repeating: 0, count: count)
    for index in largest..<max(largest, count) {
      let share = random.uniform()
      anchors[index] = 1 + Int32(share * share * Double(count) / 50)
    }
    random.shuffle(&anchors)
    var log = TraceLog()
    log.batches = [Batch(source: 0, number: 1)]
    var fingerprints: [Fingerprint] = []
    for anchor in anchors {
      log.proposals.batch.append(0)
      log.proposals.type.append(.modify)
      log.proposals.anchor.append(anchor)
      fingerprints.append(Fingerprint(words: [random.next(), random.next(), 0, 0]))
    }
    operations = Operations(log: log, fingerprints: fingerprints)
    vectors = PlacingSample.vectors(anchors, dimension, &random)
  }

  private static func vectors(_ anchors: [Int32], _ dimension: Int, _ random: inout Randomness) -> Vectors {
    var members: [Int32: [Int]] = [:]
    let values = [Float](unsafeUninitializedCapacity: anchors.count * dimension) { values, filled in
      for (index, anchor) in anchors.enumerated() {
        let row = UnsafeMutableBufferPointer(
          rebasing: values[(index * dimension)..<((index + 1) * dimension)])
        fill(row, &random)
        let older = members[anchor, default: []]
        if !older.isEmpty, random.happens(0.5) {
          let source = older[random.below(older.count)] * dimension
          let share = Float(0.1 + 1.2 * random.uniform())
          for place in row.indices { row[place] = values[source + place] + share * row[place] }
          normalise(row)
        }
        members[anchor, default: []].append(index)
      }
      filled = anchors.count * dimension
    }
    return Vectors(dimension: dimension, values: values)
  }

  private static func fill(_ row: UnsafeMutableBufferPointer<Float>, _ random: inout Randomness) {
    for place in row.indices { row[place] = Float(Int32(truncatingIfNeeded: random.next())) }
    normalise(row)
  }

  private static func normalise(_ row: UnsafeMutableBufferPointer<Float>) {
    var squares = 0.0
    for value in row { squares += Double(value) * Double(value) }
    let scale = Float(1 / squares.squareRoot())
    for place in row.indices { row[place] *= scale }
  }
}
