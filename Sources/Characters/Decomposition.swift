import CUtf8proc

/// Canonical decomposition (Unicode NFD), one character at a time, for whoever needs its steps and not its whole.
package enum Decomposition {
  /// The characters that this one is made of; itself where it is whole.
  package static func forEachPart(of scalar: UInt32, _ body: (UInt32) -> Void) {
    // No character has more than four parts; the library says how many it wanted if it has less room.
    // Safe: the library is told how much room there is.
    withUnsafeTemporaryAllocation(of: utf8proc_int32_t.self, capacity: 32) { room in
      var boundary: Int32 = 0
      let count = utf8proc_decompose_char(
        utf8proc_int32_t(scalar), room.baseAddress, room.count, decomposing, &boundary)
      guard (1...room.count).contains(count) else { return body(scalar) }
      for part in room.prefix(count) { body(UInt32(part)) }
    }
  }

  /// Where a mark stands among the marks of one character; 0 for what is no such mark.
  package static func combiningClass(of scalar: UInt32) -> Int {
    guard scalar >= 0x300 else { return 0 }
    // The library answers for every number, with a property of its own for those that are no characters.
    return Int(utf8proc_get_property(utf8proc_int32_t(scalar)).pointee.combining_class)
  }
}

private let decomposing = utf8proc_option_t(UTF8PROC_STABLE.rawValue | UTF8PROC_DECOMPOSE.rawValue)
