/// Finds which of some known names a name is, by one look in a table and one comparison.
///
///     let table = WordTable(["trace_id", "traceId"])
///     table.find(tape.string(at))   // 0, 1, or -1
public struct WordTable: Sendable {
  @usableFromInline let words: [[UInt8]]
  /// Position in `words`, or -1; a power of two of them.
  @usableFromInline var slots: [Int16]

  public init(_ words: [String]) {
    self.words = words.map { Array($0.utf8) }
    var count = 64
    while count < 4 * words.count { count *= 2 }
    slots = [Int16](repeating: -1, count: count)
    for (position, word) in self.words.enumerated() {
      var slot = word.withUnsafeBytes { WordTable.hash($0) } & (count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (count - 1) }
      slots[slot] = Int16(position)
    }
  }

  /// The position of `name` in the list, or -1.
  @inlinable
  public func find(_ name: UnsafeRawBufferPointer) -> Int {
    let mask = slots.count - 1
    var slot = WordTable.hash(name) & mask
    while slots[slot] >= 0 {
      let position = Int(slots[slot])
      if words[position].count == name.count, words[position].elementsEqual(name) { return position }
      slot = (slot + 1) & mask
    }
    return -1
  }

  /// Of the length and of the last sixteen bytes, in which names that begin alike differ.
  @inlinable
  static func hash(_ name: UnsafeRawBufferPointer) -> Int {
    var state = UInt64(truncatingIfNeeded: name.count) &* 0x9E37_79B9_7F4A_7C15
    for byte in name.suffix(16) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Int(truncatingIfNeeded: state >> 32)
  }
}
