import Basics
import Identity
import Scoring

/// What units were scored, added up once: pairs name the same units again and again, and not one beside the other.
struct UnitTotals: Sendable {
  /// Where the sums of a unit stand; -1 for those that are added up when they come up.
  private var place: [Int32] = []
  private var sums: [UnitSums] = []

  init() {}

  /// Of all units that pairs name. Complexity: O(entries of these units + pairs + units).
  init(of pairs: [[Candidate]], _ ground: ChangeFinder.Ground, _ workers: Workers, _ pulse: Pulse) throws {
    let partition = ground.partition
    var units: [Int32] = []
    place = Array(repeating: -1, count: partition.unitCount)
    func add(_ operation: Int32) {
      let unit = partition.unitOf[Int(operation)]
      guard place[Int(unit)] < 0 else { return }
      place[Int(unit)] = Int32(truncatingIfNeeded: units.count)
      units.append(unit)
    }
    for candidates in pairs {
      for candidate in candidates {
        add(candidate.first)
        add(candidate.second)
      }
    }
    sums.reserveCapacity(units.count)
    try inPieces(
      units.count, workers, pulse, "adding up",
      size: { [units] in partition.members(of: Int(units[$0])).count },
      starting: { UnitInThought() },
      { [units] unit, piece in
        units[piece].map { unit.sums(partition.members(of: Int($0)), ground.deltas) }
      }, taking: { sums += $0 })
  }

  func sums(of unit: Int) -> UnitSums? {
    guard unit < place.count, place[unit] >= 0 else { return nil }
    return sums[Int(place[unit])]
  }
}
