import Basics

/// How the units of one partition lie in another: which stand as they were under a number that may be new, and which
/// have to be looked at. Units are numbered as they appear, so those that stand keep their order.
package struct UnitPassage: Sendable {
  /// Units that stand, by their old numbers, and after them units that are made, by their new numbers.
  package struct Stretch: Sendable, Equatable {
    package let kept: Range<Int>
    package let made: Range<Int>
  }

  package private(set) var runs: [Stretch] = []
  package let oldCount: Int
  package let newCount: Int
  /// Old units that do not stand as they were, and new ones that are to be made. Ascending.
  package let dropped: [Int32]
  package let made: [Int32]

  /// All others stand. Complexity: O(dropped + made).
  package init(oldCount: Int, newCount: Int, dropped: [Int32], made: [Int32]) {
    precondition(oldCount - dropped.count == newCount - made.count, "what is not dropped is kept")
    (self.oldCount, self.newCount, self.dropped, self.made) = (oldCount, newCount, dropped, made)
    var (old, new, drop, make) = (0, 0, 0, 0)
    while old < oldCount || new < newCount {
      while drop < dropped.count, dropped[drop] == old { (old, drop) = (old + 1, drop + 1) }
      let (lastOld, lastNew) = (
        drop < dropped.count ? Int(dropped[drop]) : oldCount, make < made.count ? Int(made[make]) : newCount
      )
      let kept = old..<(old + min(lastOld - old, lastNew - new))
      (old, new) = (kept.upperBound, new + kept.count)
      let start = new
      while make < made.count, made[make] == new { (new, make) = (new + 1, make + 1) }
      runs.append(Stretch(kept: kept, made: start..<new))
    }
  }

  package var isStill: Bool { dropped.isEmpty && made.isEmpty }

  /// Whether every unit keeps its number, and new ones come after all others: what an appended batch does.
  /// Complexity: O(dropped).
  package var isAppending: Bool {
    made.count - dropped.count == newCount - oldCount && made.starts(with: dropped)
      && (made.count == dropped.count || made[dropped.count] == oldCount)
  }

  /// The same, where some of the new units have to be looked at besides. `units` ascends.
  package func looking(at units: [Int32]) -> UnitPassage {
    guard !units.isEmpty else { return self }
    var (more, place, new) = ([Int32](), 0, 0)
    for run in runs {
      let end = new + run.kept.count
      while place < units.count, units[place] < end {
        more.append(Int32(run.kept.lowerBound) + units[place] - Int32(new))
        place += 1
      }
      new = end + run.made.count
      while place < units.count, units[place] < new { place += 1 }
    }
    return UnitPassage(
      oldCount: oldCount, newCount: newCount, dropped: (dropped + more).sorted(),
      made: Set(made).union(units).sorted())
  }

  /// The new number of each old unit that stands; of the others the complement of the number that comes next, so that
  /// these are negative. Complexity: O(units).
  package var numbers: [Int32] {
    var numbers: [Int32] = []
    numbers.reserveCapacity(oldCount)
    var new: Int32 = 0
    for run in runs {
      numbers += repeatElement(~new, count: run.kept.lowerBound - numbers.count)
      numbers += new..<(new + Int32(run.kept.count))
      new += Int32(run.kept.count + run.made.count)
    }
    return numbers + repeatElement(~new, count: oldCount - numbers.count)
  }

  /// A column with an element per unit, brought to the new units. Complexity: O(units), mostly of copying.
  package func column<Element>(_ old: [Element], made: (Int) -> Element) -> [Element] {
    var column: [Element] = []
    column.reserveCapacity(newCount)
    for run in runs {
      column += old[run.kept]
      for unit in run.made { column.append(made(unit)) }
    }
    return column
  }

  /// The same for units that were made already, in their order. Compiled for the elements that columns of other rooms have, since
  /// there may be thousands of runs, each a few units long.
  @_specialize(where Element == Bool)
  @_specialize(where Element == Double)
  @_specialize(where Element == Double?)
  @_specialize(where Element == Int32)
  @_specialize(where Element == UInt8)
  package func column<Element>(_ old: [Element], _ made: [Element]) -> [Element] {
    var column: [Element] = []
    column.reserveCapacity(newCount)
    var place = 0
    for run in runs {
      column += old[run.kept]
      column += made[place..<(place + run.made.count)]
      place += run.made.count
    }
    return column
  }
}

extension UnitPassage {
  /// A unit stands if it has the same members. It is remembered of a partition what it was made from.
  /// Complexity: O(dropped + made) then; else it is found by comparing, in O(operations), few steps each.
  package init(from old: Partition, to new: Partition) {
    if let passage = new.follows(old) {
      self = passage
    } else {
      self.init(comparing: old, new)
    }
  }

  private init(comparing old: Partition, _ new: Partition) {
    let (oldRows, newRows) = (old.rows.flat, new.rows.flat)
    var (a, b) = (0, 0)
    var (dropped, made) = ([Int32](), [Int32]())
    while a < old.unitCount || b < new.unitCount {
      let alike = UnitPassage.alike(oldRows, a, newRows, b)
      (a, b) = (a + alike, b + alike)
      guard a < old.unitCount, b < new.unitCount else {
        dropped += (Int32(a)..<Int32(old.unitCount))
        made += (Int32(b)..<Int32(new.unitCount))
        break
      }
      let (first, second) = (old.founder[a], new.founder[b])
      if first <= second {
        dropped.append(Int32(a))
        a += 1
      }
      if second <= first {
        made.append(Int32(b))
        b += 1
      }
    }
    self.init(oldCount: old.unitCount, newCount: new.unitCount, dropped: dropped, made: made)
  }

  /// How many units from these on stand, one beside the other. Whole blocks are compared without looking at each unit.
  private static func alike(_ old: MemberRows.Flat, _ a: Int, _ new: MemberRows.Flat, _ b: Int) -> Int {
    let most = min(old.end.count - a, new.end.count - b)
    var (count, step) = (0, 64)
    while count < most {
      let size = min(step, most - count)
      if isAlike(old, a + count, new, b + count, size) {
        count += size
        step = min(4_096, 2 * step)
      } else if size == 1 {
        return count
      } else {
        step = size / 2
      }
    }
    return count
  }

  private static func isAlike(
    _ old: MemberRows.Flat, _ a: Int, _ new: MemberRows.Flat, _ b: Int, _ size: Int
  ) -> Bool {
    let (from, to) = (old.range(of: a).lowerBound, new.range(of: b).lowerBound)
    let count = Int(old.end[a + size - 1]) - from
    guard Int(new.end[b + size - 1]) - to == count else { return false }
    let offset = Int32(to - from)
    return sameElements(old.end, a, new.end, b, size, offset: offset)
      && sameElements(old.members, from, new.members, to, count, offset: 0)
  }

  /// Without leaving early, which compilers make wide loops of.
  private static func sameElements(
    _ left: [Int32], _ a: Int, _ right: [Int32], _ b: Int, _ count: Int, offset: Int32
  ) -> Bool {
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        // Safe: the caller's ranges lie within the columns.
        let (left, right) = (
          UnsafeBufferPointer(rebasing: left[a..<(a + count)]),
          UnsafeBufferPointer(rebasing: right[b..<(b + count)])
        )
        var differing: Int32 = 0
        for place in 0..<count { differing |= (left[place] &+ offset) ^ right[place] }
        return differing == 0
      }
    }
  }
}
