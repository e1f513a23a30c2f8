import Basics

/// Knows the operations that lead units, and finds those that are close to another operation. It only looks;
/// `Leader` decides.
package protocol LeaderIndex {
  /// The leaders of the operation's key whose cosine with it reaches the floor, in the order in which they came to
  /// lead. Asked once of every operation, in log order.
  mutating func close(to operation: Int32, pulse: Pulse) throws -> [Close]
  /// The same where nothing bars a leader: if one reaches tau, the most similar ones will do.
  mutating func closest(to operation: Int32, tau: Cosine, pulse: Pulse) throws -> [Close]
  /// From now on the operation last asked about leads.
  mutating func add(_ operation: Int32)
}

extension LeaderIndex {
  package mutating func closest(to operation: Int32, tau: Cosine, pulse: Pulse) throws -> [Close] {
    try close(to: operation, pulse: pulse)
  }
}

/// An operation that leads a unit and is close to the one at hand.
package struct Close: Sendable {
  package let leader: Int32
  package let cosine: Cosine

  package init(leader: Int32, cosine: Cosine) {
    self.leader = leader
    self.cosine = cosine
  }
}

/// Compares with every leader of the key, one by one.
struct ComparedLeaders: LeaderIndex {
  private let operations: Operations
  private let vectors: Vectors
  private let floor: Cosine
  private var leadersOfKey: [LeadersOfKey]
  private var comparisons = 0

  init(_ operations: Operations, _ vectors: Vectors, floor: Cosine) {
    self.operations = operations
    self.vectors = vectors
    self.floor = floor
    leadersOfKey = Array(repeating: LeadersOfKey(), count: operations.keyCount)
  }

  /// Some ten milliseconds of comparing.
  private static let beatEvery = 100_000

  mutating func close(to operation: Int32, pulse: Pulse) throws -> [Close] {
    let key = Int(operations.key[Int(operation)])
    comparisons += leadersOfKey[key].count
    if comparisons >= ComparedLeaders.beatEvery {
      comparisons = 0
      try pulse.beat("merging", Int(operation), operations.count)
    }
    return leadersOfKey[key].close(to: Int(operation), in: vectors, floor: floor)
  }

  mutating func add(_ operation: Int32) {
    leadersOfKey[Int(operations.key[Int(operation)])].add(operation, vectors)
  }
}

/// The operations of one key that lead units, their vectors side by side.
private struct LeadersOfKey {
  private var leaders: [Int32] = []
  private var rows: [Float] = []

  var count: Int { leaders.count }

  mutating func add(_ operation: Int32, _ vectors: Vectors) {
    leaders.append(operation)
    vectors.withRow(Int(operation)) { rows.append(contentsOf: $0) }
  }

  func close(to operation: Int, in vectors: Vectors, floor: Cosine) -> [Close] {
    var found: [Close] = []
    let dimension = vectors.dimension
    // A sum this far under the floor rounds to a cosine under the floor: most pairs need no rounding.
    let screen = Float(floor.value) - 0.001
    vectors.withRow(operation) { own in
      rows.withUnsafeBufferPointer { rows in
        guard let own = own.baseAddress, let rows = rows.baseAddress else { return }
        // Safe: `own` is a row of `vectors`, and `rows` holds one row per leader.
        for index in leaders.indices {
          let sum = dot(own, rows + index * dimension, dimension)
          guard sum >= screen else { continue }
          let cosine = Cosine(sum)
          if cosine >= floor {
            found.append(Close(leader: leaders[index], cosine: cosine))
          }
        }
      }
    }
    return found
  }
}
