import Basics

/// The members of units: side by side, as they were made first, and over them those of units that have grown since or are
/// new.
struct MemberRows: Sendable {
  /// All members, unit by unit, and where those of each unit end.
  struct Flat: Sendable {
    var members: [Int32] = []
    var end: [Int32] = []

    func range(of unit: Int) -> Range<Int> { (unit == 0 ? 0 : Int(end[unit - 1]))..<Int(end[unit]) }
  }

  private let first: Flat
  private var later = Overlay<[Int32]>()
  private let unitCount: Int
  private let made = Later<Flat>()

  init(_ flat: Flat) { (first, unitCount) = (flat, flat.end.count) }

  private init(_ older: MemberRows, _ later: Overlay<[Int32]>, _ unitCount: Int) {
    (first, self.later, self.unitCount) = (older.first, later, unitCount)
  }

  /// Complexity: O(operations).
  init(_ unitOf: [Int32], unitCount: Int) {
    var ends = [Int32](repeating: 0, count: unitCount)
    for unit in unitOf { ends[Int(unit)] += 1 }
    var total: Int32 = 0
    for unit in ends.indices {
      total += ends[unit]
      ends[unit] = total
    }
    var next = [Int32](repeating: 0, count: unitCount)
    for unit in next.indices.dropFirst() { next[unit] = ends[unit - 1] }
    var members = [Int32](repeating: 0, count: unitOf.count)
    for (operation, unit) in unitOf.enumerated() {
      members[Int(next[Int(unit)])] = Int32(operation)
      next[Int(unit)] += 1
    }
    self.init(Flat(members: members, end: ends))
  }

  func members(of unit: Int) -> ArraySlice<Int32> {
    later[unit].map { $0[...] } ?? first.members[first.range(of: unit)]
  }

  /// With other members for some units, of which those beyond the last are new.
  func with(_ rows: [[Int32]], of units: [Int32], unitCount: Int) -> MemberRows {
    var later = later
    for (unit, members) in zip(units, rows) { later[Int(unit)] = members }
    return MemberRows(self, later, unitCount)
  }

  /// Complexity: O(1) as long as nothing has grown, else O(operations) once.
  var flat: Flat {
    if later.isEmpty { return first }
    return made.value {
      var flat = Flat()
      flat.members.reserveCapacity(first.members.count)
      flat.end.reserveCapacity(unitCount)
      for unit in 0..<unitCount {
        flat.members += members(of: unit)
        flat.end.append(Int32(truncatingIfNeeded: flat.members.count))
      }
      return flat
    }
  }
}
