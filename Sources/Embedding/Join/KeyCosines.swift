import Basics
import Identity

/// The cosines between all operations of a key, for keys that are not large: placing operations under another tau or
/// another decision then compares nothing again.
///
/// Complexity: O(sum over kept keys of operations² × dimension) once; two bytes a pair, 64 MiB at most.
package struct KeyCosines: Sendable {
  /// Of each operation with those of its key that come before it: a row.
  private var values: SharedColumn<Int16>
  /// Where the row of each operation begins.
  private var starts: SharedColumn<Int32>
  /// The place of each operation in its key.
  private var place: SharedColumn<Int32>
  /// How many operations a key has; -1 for one that is not kept.
  private var sizes: SharedColumn<Int32>
  private let most: (ofKey: Int, pairs: Int)
  /// Of the operations and vectors.
  private var made: (from: Lineage, of: Lineage)

  /// Larger keys are screened each time; pairs grow with the square of the operations.
  package static let largestKept = 1_024
  package static let mostPairs = 32 << 20

  package init(
    _ operations: Operations, _ vectors: Vectors, workers: Workers = .one, pulse: Pulse = .silent,
    largestKept: Int = largestKept, mostPairs: Int = mostPairs
  ) throws {
    let members = KeyMembers(operations)
    (most, made) = ((largestKept, mostPairs), (operations.lineage, vectors.lineage))
    let place = KeyCosines.places(members, operations)
    self.place = SharedColumn(place).shared
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
    self.values = SharedColumn(values).shared
    self.sizes = SharedColumn(zip(sizes, starts).map { $1 < 0 ? -1 : Int32($0) }).shared
    self.starts =
      SharedColumn(
        zip(operations.key, place).map { key, place in
          Int32(truncatingIfNeeded: starts[Int(key)] + Int(place) * (Int(place) - 1) / 2)
        }
      ).shared
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
    let (own, rows) = KeyCosines.sideBySide(members, vectors)
    var exact = ExactCosines(own)
    for (row, second) in rows.enumerated() {
      for cosine in exact.of(second, with: rows.prefix(row)) {
        cosines.append(Int16(cosine.tenThousandths))
      }
    }
    return cosines
  }

  /// All pairs of sparse rows are compared faster with all their zeros.
  private static func sideBySide(_ members: ArraySlice<Int32>, _ vectors: Vectors) -> (
    Vectors, ArraySlice<Int32>
  ) {
    guard vectors.sparse != nil, members.count > 1 else { return (vectors, members) }
    var values: [Float] = []
    values.reserveCapacity(members.count * vectors.dimension)
    for member in members { vectors.withRow(Int(member)) { values.append(contentsOf: $0) } }
    return (Vectors(dimension: vectors.dimension, values: values), Array(0..<Int32(members.count))[...])
  }

  package func keeps(_ key: Int32) -> Bool { sizes[Int(key)] >= 0 }

  /// Of two operations of one kept key, `first` before `second`.
  package func cosine(_ first: Int32, _ second: Int32) -> Cosine { cosine(first, in: row(of: second)) }

  /// Where the cosines of an operation with those before it stand.
  @inline(__always)
  func row(of second: Int32) -> Int { Int(starts[Int(second)]) }

  @inline(__always)
  func cosine(_ first: Int32, in row: Int) -> Cosine {
    Cosine(tenThousandths: Int32(values[row + Int(place[Int(first)])]))
  }
}

extension KeyCosines {
  /// Whether it was made from these, or from what they go on from.
  package func precedes(_ operations: Operations, _ vectors: Vectors) -> Bool {
    operations.lineage.continues(made.from) && vectors.lineage.continues(made.of)
  }

  /// The same for operations that begin with those of this. A key that has become large is kept no longer.
  /// Complexity: O(new operations × operations of their key × dimension).
  package func appending(_ operations: Operations, _ vectors: Vectors, _ chains: KeyChains) -> KeyCosines {
    guard operations.count > place.count else { return self }
    var next = self
    next.made = (operations.lineage, vectors.lineage)
    while next.sizes.count < operations.keyCount { next.sizes.append(0) }
    let new = place.count..<operations.count
    for _ in new {
      next.starts.append(0)
      next.place.append(0)
    }
    for (key, younger) in Dictionary(grouping: new, by: { operations.key[$0] }).sorted(by: { $0.key < $1.key }
    ) {
      next.append(younger, of: key, chains.members(of: key), vectors)
    }
    return next
  }

  private mutating func append(_ younger: [Int], of key: Int32, _ members: [Int32], _ vectors: Vectors) {
    let size = Int(sizes[Int(key)])
    let pairs = members.count * (members.count - 1) / 2 - size * (size - 1) / 2
    guard size >= 0, members.count <= most.ofKey, values.count + pairs <= most.pairs else {
      sizes[Int(key)] = -1
      return
    }
    var exact = ExactCosines(vectors)
    for (row, operation) in younger.enumerated() {
      place[operation] = Int32(truncatingIfNeeded: size + row)
      starts[operation] = Int32(truncatingIfNeeded: values.count)
      for cosine in exact.of(Int32(operation), with: members.prefix(size + row)) {
        values.append(Int16(cosine.tenThousandths))
      }
    }
    sizes[Int(key)] = Int32(truncatingIfNeeded: members.count)
  }
}
