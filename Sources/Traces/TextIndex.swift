import Basics
import Files
import Glibc

/// Finds texts of a `TextColumn` by their bytes: a hash table of positions, so a million ids cost eight
/// bytes each beside the column, and no string is made to look one up.
struct TextIndex {
  /// Hash in the upper half, position + 1 in the lower; 0 is a free slot. A power of two of them.
  private var slots: [UInt64]
  private var used = 0

  init(capacity: Int = 0) {
    slots = [UInt64](repeating: 0, count: TextIndex.slotCount(capacity))
  }

  private static func slotCount(_ capacity: Int) -> Int {
    var count = 64
    while count < 2 * capacity { count *= 2 }
    return count
  }

  mutating func reserve(_ capacity: Int) {
    let count = TextIndex.slotCount(capacity)
    if count > slots.count { grow(to: count) }
  }

  /// The position in `column` of the text `bytes` with hash `hash`, or -1.
  @inline(__always)
  func find(_ bytes: UnsafeRawBufferPointer, _ hash: UInt32, in column: borrowing TextColumn) -> Int32 {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash {
        let position = Int(slots[slot] & 0xFFFF_FFFF) - 1
        if column.holds(bytes, at: position) { return Int32(truncatingIfNeeded: position) }
      }
      slot = (slot + 1) & mask
    }
    return -1
  }

  /// Touches the slots of `hashes`, so that they are in the cache when they are asked for one by one. The
  /// processor fetches many slots at a time here; in a search each would be waited for.
  @inline(never)
  func warm(_ hashes: [UInt32]) -> UInt64 {
    let mask = slots.count - 1
    return hashes.reduce(0) { $0 ^ slots[Int(truncatingIfNeeded: $1) & mask] }
  }

  /// Enters a position whose text is not in the index yet.
  mutating func insert(_ position: Int32, _ hash: UInt32) {
    if 2 * (used + 1) > slots.count { grow(to: slots.count * 2) }
    used += 1
    TextIndex.place(UInt64(hash) << 32 | UInt64(position + 1), in: &slots)
  }

  mutating func removeAll() {
    if used > 0 { slots.withUnsafeMutableBufferPointer { $0.update(repeating: 0) } }
    used = 0
  }

  private mutating func grow(to count: Int) {
    var larger: [UInt64] = []
    larger.reserveCapacity(count)
    preferLargePages(larger)  // before it is filled: lookups go all over the table
    larger.append(contentsOf: repeatElement(0, count: count))
    for entry in slots where entry != 0 { TextIndex.place(entry, in: &larger) }
    slots = larger
  }

  private static func place(_ entry: UInt64, in slots: inout [UInt64]) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: entry >> 32) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }
}

extension TextColumn {
  /// Whether text `index` has exactly these bytes.
  @inline(__always)
  func holds(_ other: UnsafeRawBufferPointer, at index: Int) -> Bool {
    let range = range(index)
    guard range.count == other.count else { return false }
    return withText(index) { own in
      guard let ownBase = own.baseAddress, let otherBase = other.baseAddress else { return true }
      // Safe: both have as many bytes as was just compared.
      return memcmp(ownBase, otherBase, other.count) == 0
    }
  }
}
