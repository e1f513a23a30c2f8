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
  init(
    of pairs: [SeenQueue.Listed], _ ground: ChangeFinder.Ground, _ workers: Workers, _ pulse: Pulse
  ) throws {
    let partition = ground.partition
    var units: [Int32] = []
    place = Array(repeating: -1, count: partition.unitCount)
    for (candidate, _) in pairs {
      for unit in [partition.unitOf[Int(candidate.first)], partition.unitOf[Int(candidate.second)]]
      where place[Int(unit)] < 0 {
        place[Int(unit)] = Int32(truncatingIfNeeded: units.count)
        units.append(unit)
      }
    }
    sums.reserveCapacity(units.count)
    try inPieces(
      units.count, workers, pulse, "adding up",
      size: { [units] in partition.members(of: Int(units[$0])).count },
      { [units] in UnitTotals.sums(of: units[$0], ground) }, taking: { sums += $0 })
  }

  private static func sums(of units: ArraySlice<Int32>, _ ground: ChangeFinder.Ground) -> [UnitSums] {
    var unit = UnitInThought()
    return units.map { unit.sums(ground.partition.members(of: Int($0)), ground.deltas) }
  }

  func sums(of unit: Int) -> UnitSums? {
    guard unit < place.count, place[unit] >= 0 else { return nil }
    return sums[Int(place[unit])]
  }
}
