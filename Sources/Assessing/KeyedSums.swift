import Basics
import Identity

/// Pairs of labelled operations, key by key: merging by leaders compares nothing across keys, so what it gets wrong in
/// one key says nothing of the others.
package struct KeyedSums: Sendable {
  package struct Sums: Sendable, Equatable {
    package var merged = 0
    package var both = 0
  }

  /// Per key, and last the pairs across keys, which only decisions merge.
  package private(set) var sums: [Sums]

  /// Complexity: O(operations · log operations of a unit).
  package init(_ identities: TrueIdentities, _ operations: Operations, _ partition: Partition) {
    sums = Array(repeating: Sums(), count: operations.keyCount + 1)
    for unit in 0..<partition.unitCount {
      let members = partition.members(of: unit).filter { identities.ofOperation[Int($0)] >= 0 }
      let whole = KeyedSums.sums(members, identities)
      var rest = whole
      for (key, members) in KeyedSums.keys(members, operations) {
        let part = KeyedSums.sums(members, identities)
        sums[Int(key)].merged += part.merged
        sums[Int(key)].both += part.both
        rest.merged -= part.merged
        rest.both -= part.both
      }
      sums[operations.keyCount].merged += rest.merged
      sums[operations.keyCount].both += rest.both
    }
  }

  /// Pairs that are the same, per key and across keys: those that merging of what is true would join.
  package static func same(_ identities: TrueIdentities, _ operations: Operations) -> [Int] {
    var members = [[Int32]](repeating: [], count: identities.count)
    for (operation, identity) in identities.ofOperation.enumerated() where identity >= 0 {
      members[Int(identity)].append(Int32(operation))
    }
    var same = [Int](repeating: 0, count: operations.keyCount + 1)
    for members in members {
      var rest = pairs(members.count)
      for (key, part) in keys(members, operations) {
        same[Int(key)] += pairs(part.count)
        rest -= pairs(part.count)
      }
      same[operations.keyCount] += rest
    }
    return same
  }

  private static func sums(_ members: [Int32], _ identities: TrueIdentities) -> Sums {
    var counts: [Int32: Int] = [:]
    for member in members { counts[identities.ofOperation[Int(member)], default: 0] += 1 }
    return Sums(merged: pairs(members.count), both: counts.values.reduce(0) { $0 + pairs($1) })
  }

  private static func keys(_ members: [Int32], _ operations: Operations) -> [Int32: [Int32]] {
    Dictionary(grouping: members) { operations.key[Int($0)] }
  }

  private static func pairs(_ count: Int) -> Int { count * (count - 1) / 2 }
}
