import Basics
import Identity

/// The cosines between the members of units that are not large, compared once: what speaks against a unit, and who would
/// leave it, is told by the same ones.
struct UnitCosines: Sendable {
  /// Larger units are not kept.
  static let mostMembers = 64

  /// Where the cosines of a unit stand; -1 for units that are not kept.
  private var starts: [Int] = []
  private var values: [Int16] = []

  /// Of no unit.
  init() {}

  /// Complexity: O(sum over these units of members² × dimension); two bytes a pair.
  init(
    of units: [Int32], _ partition: Partition, _ vectors: Vectors, _ workers: Workers, _ pulse: Pulse
  ) throws {
    let kept = units.filter { UnitCosines.keeps(partition.members(of: Int($0)).count) }
    starts = Array(repeating: -1, count: partition.unitCount)
    var next = 0
    for unit in kept {
      starts[Int(unit)] = next
      next += MemberCosines.pairs(partition.members(of: Int(unit)).count)
    }
    values.reserveCapacity(next)
    try inPieces(
      kept.count, workers, pulse, "comparing members",
      size: { MemberCosines.pairs(partition.members(of: Int(kept[$0])).count) },
      starting: { PairCosines(vectors) },
      { pairs, piece in
        var made: [Int16] = []
        for unit in kept[piece] {
          MemberCosines.append(partition.members(of: Int(unit)), pairs, to: &made)
        }
        return made
      }, taking: { values += $0 })
  }

  /// Of one alone, and of two, there is nobody who could follow or be further off.
  private static func keeps(_ members: Int) -> Bool { (3...mostMembers).contains(members) }

  func members(of unit: Int, count: Int) -> MemberCosines? {
    guard unit < starts.count, starts[unit] >= 0 else { return nil }
    return MemberCosines(values[starts[unit]..<(starts[unit] + MemberCosines.pairs(count))])
  }
}

/// The cosines between all members of one unit, by their places in it.
struct MemberCosines {
  /// Of each member with those before it, one member after the other.
  private let values: ArraySlice<Int16>

  init(_ values: ArraySlice<Int16>) { self.values = values }

  init(_ members: ArraySlice<Int32>, _ pairs: PairCosines) {
    var values: [Int16] = []
    MemberCosines.append(members, pairs, to: &values)
    self.values = values[...]
  }

  static func pairs(_ members: Int) -> Int { members * (members - 1) / 2 }

  static func append(_ members: ArraySlice<Int32>, _ pairs: PairCosines, to values: inout [Int16]) {
    for place in members.indices.dropFirst() {
      for cosine in pairs.cosines(members[place], with: members[..<place]) {
        values.append(Int16(cosine.tenThousandths))
      }
    }
  }

  /// Of two members that are not one.
  func callAsFunction(_ first: Int, _ second: Int) -> Cosine {
    let (low, high) = (min(first, second), max(first, second))
    return Cosine(tenThousandths: Int32(values[values.startIndex + MemberCosines.pairs(high) + low]))
  }
}
