import Basics
import Identity

/// How an operation came to the unit it is in: what `Leader` did, looked at afterwards.
package struct Placement: Sendable {
  package enum Way: Sendable, Equatable {
    /// No leader of its key that it may join reaches tau.
    case founded
    /// It is ruled `same` as this earlier operation.
    case followed(Int32)
    /// It is close enough to this leader.
    case joined(Int32)
  }

  package let operation: Int32
  package let unit: Int32
  package let way: Way
  /// The most similar leader of its key at that time, whatever tau and rulings say; nil for the first of a key.
  package let closest: Close?
  /// The most similar one over tau whose unit holds what it is ruled `different` from.
  package let barred: Close?
}

/// Finds placements one by one, from the partition that stands.
package struct PlacementFinder {
  private let operations: Operations
  private let partition: Partition
  private let constraints: Constraints
  private let vectors: Vectors
  private let tau: Cosine
  /// The operation of each bloc that was placed first; the others follow it.
  private let firstOfBloc: [Int32: Int32]
  /// The blocs of each unit.
  private let blocsOfUnit: [Int32: [Int32]]

  package init(
    _ operations: Operations, _ partition: Partition, _ constraints: Constraints, _ vectors: Vectors,
    tau: Cosine
  ) {
    (self.operations, self.partition, self.constraints) = (operations, partition, constraints)
    (self.vectors, self.tau) = (vectors, tau)
    var first: [Int32: Int32] = [:]
    for (operation, bloc) in constraints.blocs {
      first[bloc] = min(first[bloc] ?? operation, operation)
    }
    firstOfBloc = first
    blocsOfUnit = Dictionary(grouping: first.keys.sorted()) { bloc in
      partition.unitOf[Int(first[bloc] ?? 0)]
    }
  }

  /// Complexity: O(operations + leaders of the key × (1 + followers of the key) × dimension).
  package func placement(of operation: Int32) -> Placement {
    let leaders = leaders(before: operation)
    let close = leaders.map {
      Close(leader: $0, cosine: vectors.cosine(Int($0), Int(operation)))
    }
    let best = best(of: close, for: operation)
    let unit = partition.unitOf[Int(operation)]
    let way: Placement.Way =
      if let earlier = followed(by: operation) {
        .followed(earlier)
      } else if let best { .joined(best.leader) } else { .founded }
    let barred = highest(close.filter { $0.cosine >= tau && isBarred($0, operation) })
    return Placement(operation: operation, unit: unit, way: way, closest: highest(close), barred: barred)
  }

  /// The operation of its bloc that was there before it.
  private func followed(by operation: Int32) -> Int32? {
    guard let bloc = constraints.bloc(of: operation), let first = firstOfBloc[bloc], first < operation else {
      return nil
    }
    return first
  }

  /// Who led in the key when the operation came: founders, and followers that nobody would have taken.
  private func leaders(before operation: Int32) -> [Int32] {
    let key = operations.key[Int(operation)]
    var leaders: [Int32] = []
    for other in 0..<operation where operations.key[Int(other)] == key {
      if partition.founder[Int(partition.unitOf[Int(other)])] == other {
        leaders.append(other)
      } else if followed(by: other) != nil {
        let close = leaders.map { Close(leader: $0, cosine: vectors.cosine(Int($0), Int(other))) }
        if best(of: close, for: other) == nil { leaders.append(other) }
      }
    }
    return leaders
  }

  private func best(of close: [Close], for operation: Int32) -> Close? {
    highest(close.filter { $0.cosine >= tau && !isBarred($0, operation) })
  }

  /// Whether the leader's unit held, when the operation came, a bloc that it is ruled `different` from.
  private func isBarred(_ close: Close, _ operation: Int32) -> Bool {
    guard let bloc = constraints.bloc(of: operation) else { return false }
    let apart = constraints.apart(from: bloc)
    return blocsOfUnit[partition.unitOf[Int(close.leader)], default: []].contains {
      apart.contains($0) && (firstOfBloc[$0] ?? .max) < operation
    }
  }

  /// The older unit on a tie.
  private func highest(_ close: [Close]) -> Close? {
    close.min { left, right in
      (right.cosine, partition.unitOf[Int(left.leader)]) < (left.cosine, partition.unitOf[Int(right.leader)])
    }
  }
}
