import Basics

/// Numbers texts of a column in the order of their first use. Open addressing over one table of positions; copies share what they
/// have in common.
struct NameNumbers: Sendable {
  private var slots: SharedColumn<Int32>
  private var known: SharedColumn<Name> = []
  private var isShared = false

  /// Where it stood first, and what was given beside it.
  private struct Name {
    let first: Int32
    let salt: Int32
    let hash: UInt32
  }

  var count: Int { known.count }

  /// With room for so many names, if all are different.
  init(room: Int) {
    var size = 1024
    while size < 2 * room { size *= 2 }
    slots = SharedColumn(repeating: -1, count: size)
  }

  typealias Numbered = (number: Int32, isNew: Bool)

  /// The number of each of some texts, and whether it is new. Texts with different salts are different; without any, all have one.
  mutating func look(up indices: [Int], in names: TextColumn, salts: [Int32], _ answers: inout [Numbered]) {
    let salts = indices.map { salts.isEmpty ? -1 : salts[$0] }
    let wanted = zip(indices, salts).map { index, salt in names.withText(index) { NameNumbers.hash($0, salt) }
    }
    // No cache holds the table. Read close together, slots wait for memory at the same time; what is taken stays taken.
    let seen = wanted.map { slots[Int($0) & (slots.count - 1)] }
    answers.removeAll(keepingCapacity: true)
    for (place, index) in indices.enumerated() {
      if seen[place] >= 0, isNamed(seen[place], index, salts[place], wanted[place], names) {
        answers.append((seen[place], false))
      } else {
        answers.append(number(of: index, salts[place], wanted[place], names))
      }
    }
  }

  private func isNamed(_ number: Int32, _ index: Int, _ salt: Int32, _ hash: UInt32, _ names: TextColumn)
    -> Bool
  {
    let name = known[Int(number)]
    return name.hash == hash && name.salt == salt && isSame(Int(name.first), index, names)
  }

  @inline(__always)
  private mutating func number(of index: Int, _ salt: Int32, _ hash: UInt32, _ names: TextColumn) -> Numbered
  {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      if isNamed(slots[slot], index, salt, hash, names) { return (slots[slot], false) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return (add(index, salt, hash, slot), true)
  }

  private mutating func add(_ index: Int, _ salt: Int32, _ hash: UInt32, _ slot: Int) -> Int32 {
    let number = Int32(truncatingIfNeeded: count)
    slots[slot] = number
    known.append(Name(first: Int32(truncatingIfNeeded: index), salt: salt, hash: hash))
    if count * 2 > slots.count { grow() }
    return number
  }

  private func isSame(_ left: Int, _ right: Int, _ names: TextColumn) -> Bool {
    let (first, second) = (names.range(left), names.range(right))
    return first.count == second.count && names.bytes[first].elementsEqual(names.bytes[second])
  }

  mutating func share() {
    isShared = true
    slots.share()
    known.share()
  }

  private mutating func grow() {
    slots = SharedColumn(repeating: -1, count: slots.count * 4)
    for (number, name) in known.enumerated() {
      var slot = Int(name.hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(truncatingIfNeeded: number)
    }
    if isShared { slots.share() }
  }

  /// FNV-1a (Fowler, Noll and Vo), with its bits mixed at the end.
  private static func hash(_ text: UnsafeRawBufferPointer, _ salt: Int32) -> UInt32 {
    var hash = 0xcbf2_9ce4_8422_2325 ^ UInt64(UInt32(bitPattern: salt))
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 29)
  }
}
