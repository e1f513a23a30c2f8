/// Finds what was met before: of each thing where it first stood, by a hash of it and a comparison.
///
/// Open addressing, eight bytes a slot. Seeded anew each time, so that nobody can write a log whose texts all fall together;
/// nothing that is answered depends on it. Inlinable, as `SharedArray` is.
public struct FirstPlaces: Sendable {
  /// The upper half of a hash in the upper half, place + 1 in the lower; 0 is a free slot. A power of two of them.
  @usableFromInline var slots: [UInt64]
  @usableFromInline var used = 0
  @usableFromInline let seed = UInt64.random(in: .min ... .max)

  public init(capacity: Int = 0) {
    var count = 64
    while count < 2 * capacity { count *= 2 }
    slots = Array(repeating: 0, count: count)
  }

  /// Of what is spread evenly already.
  @inlinable public func hash(_ number: UInt64) -> UInt64 { Self.folded(number ^ seed) }

  @inlinable public func hash(_ bytes: UnsafeRawBufferPointer, with number: UInt64) -> UInt64 {
    var state = hash(number &+ UInt64(truncatingIfNeeded: bytes.count))
    var at = 0
    // Safe: every load ends before the count does.
    while at + 8 <= bytes.count {
      state = Self.folded(state ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at += 8
    }
    var rest: UInt64 = 0
    while at < bytes.count {
      rest = rest << 8 | UInt64(bytes[at])
      at += 1
    }
    return Self.folded(state ^ rest)
  }

  /// The place of a thing: where it first stood, or `next`, which is then its first.
  @inlinable public mutating func place(
    _ next: Int32, hash: UInt64, _ isSame: (_ place: Int32) -> Bool
  ) -> Int32 {
    var slot = first(of: hash)
    while slots[slot] != 0 {
      let entry = slots[slot]
      let place = Int32(truncatingIfNeeded: entry) &- 1
      if entry >> 32 == hash >> 32, isSame(place) { return place }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = (hash >> 32) << 32 | UInt64(UInt32(bitPattern: next &+ 1))
    used += 1
    if 2 * used > slots.count { grow() }
    return next
  }

  @inlinable func first(of hash: UInt64) -> Int { Int(hash >> 32) & (slots.count - 1) }

  @usableFromInline mutating func grow() {
    let older = slots
    slots = Array(repeating: 0, count: 2 * older.count)
    for entry in older where entry != 0 {
      var slot = first(of: entry)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = entry
    }
  }

  @inlinable static func folded(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0xd6e8_feb8_6659_fd93).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
    return product.high ^ product.low
  }
}
