import Basics
import Identity

/// The cosines between all operations of a key, for keys that are not large: placing operations under another tau or
/// another decision then compares nothing again.
///
/// Complexity: O(sum over kept keys of operations² × dimension) once; two bytes a pair, 64 MiB at most.
package struct KeyCosines: Sendable {
  /// Of the pairs of a key, row by row below the diagonal.
  private let values: [Int16]
  /// Where the pairs of a key begin; -1 for a key that is not kept.
  private let starts: [Int]
  /// The place of each operation in its key.
  private let place: [Int32]
  private let key: [Int32]

  /// Larger keys are screened each time; pairs grow with the square of the operations.
  package static let largestKept = 1_024
  package static let mostPairs = 32 << 20

  package init(
    _ operations: Operations, _ vectors: Vectors, workers: Workers = .one, pulse: Pulse = .silent,
    largestKept: Int = largestKept, mostPairs: Int = mostPairs
  ) throws {
    let members = KeyMembers(operations)
    key = operations.key
    place = KeyCosines.places(members, operations)
    let sizes = (0..<Int32(operations.keyCount)).map { members.of($0).count }
    let (starts, count) = KeyCosines.starts(sizes, largestKept, mostPairs)
    let kept = starts.indices.filter { starts[$0] >= 0 }.map(Int32.init)
    let step = max(1, kept.count / 256)
    let work = SharedWork((kept.count + step - 1) / step) { try pulse.beat("comparing", $0, $1) }
    let parts = workers.map { part in
      var done: [(piece: Int, cosines: [Int16])] = []
      while let piece = work.take(part) {
        let keys = kept[(piece * step)..<min((piece + 1) * step, kept.count)]
        done.append((piece, keys.flatMap { KeyCosines.pairs(members.of($0), vectors) }))
      }
      return done
    }
    try work.check()
    var values: [Int16] = []
    values.reserveCapacity(count)
    for part in parts.joined().sorted(by: { $0.piece < $1.piece }) { values += part.cosines }
    (self.starts, self.values) = (starts, values)
  }

  private static func places(_ members: KeyMembers, _ operations: Operations) -> [Int32] {
    var place = [Int32](repeating: 0, count: operations.count)
    for key in 0..<Int32(operations.keyCount) {
      for (index, member) in members.of(key).enumerated() {
        place[Int(member)] = Int32(truncatingIfNeeded: index)
      }
    }
    return place
  }

  private static func starts(_ sizes: [Int], _ largest: Int, _ most: Int) -> (starts: [Int], count: Int) {
    var count = 0
    let starts = sizes.map { size -> Int in
      let pairs = size * (size - 1) / 2
      guard size <= largest, count + pairs <= most else { return -1 }
      defer { count += pairs }
      return count
    }
    return (starts, count)
  }

  private static func pairs(_ members: ArraySlice<Int32>, _ vectors: Vectors) -> [Int16] {
    var cosines: [Int16] = []
    cosines.reserveCapacity(members.count * (members.count - 1) / 2)
    for (row, second) in members.enumerated() {
      for first in members.prefix(row) {
        cosines.append(Int16(vectors.cosine(Int(first), Int(second)).tenThousandths))
      }
    }
    return cosines
  }

  package func keeps(_ key: Int32) -> Bool { starts[Int(key)] >= 0 }

  /// Of two operations of one kept key, `first` before `second`.
  package func cosine(_ first: Int32, _ second: Int32) -> Cosine {
    let (column, row) = (Int(place[Int(first)]), Int(place[Int(second)]))
    let start = starts[Int(key[Int(second)])]
    return Cosine(tenThousandths: Int32(values[start + row * (row - 1) / 2 + column]))
  }
}
