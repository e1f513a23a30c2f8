import Basics

/// Numbers texts of a column in the order of their first use. Open addressing over one table of positions; copies share what they
/// have in common.
struct NameNumbers: Sendable {
  private var slots: SharedColumn<Int32>
  /// Where each name stood first, and what was given beside it.
  private var first: SharedColumn<Int32> = []
  private var salt: SharedColumn<Int32> = []
  private var hashes: SharedColumn<UInt32> = []
  private var isShared = false

  var count: Int { first.count }

  /// With room for so many names, if all are different.
  init(room: Int) {
    var size = 1024
    while size < 2 * room { size *= 2 }
    slots = SharedColumn(repeating: -1, count: size)
  }

  /// The number of text `index`, and whether it is new. Texts with different salts are different.
  mutating func number(of index: Int, salt: Int32, in names: TextColumn) -> (number: Int32, isNew: Bool) {
    let hash = names.withText(index) { NameNumbers.hash($0, salt) }
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let known = slots[slot]
      if hashes[Int(known)] == hash, self.salt[Int(known)] == salt,
        isSame(Int(first[Int(known)]), index, names)
      {
        return (known, false)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(truncatingIfNeeded: first.count)
    slots[slot] = number
    first.append(Int32(truncatingIfNeeded: index))
    self.salt.append(salt)
    hashes.append(hash)
    if first.count * 2 > slots.count { grow() }
    return (number, true)
  }

  private func isSame(_ left: Int, _ right: Int, _ names: TextColumn) -> Bool {
    let (first, second) = (names.range(left), names.range(right))
    return first.count == second.count && names.bytes[first].elementsEqual(names.bytes[second])
  }

  mutating func share() {
    isShared = true
    slots.share()
    first.share()
    salt.share()
    hashes.share()
  }

  private mutating func grow() {
    slots = SharedColumn(repeating: -1, count: slots.count * 4)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
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
