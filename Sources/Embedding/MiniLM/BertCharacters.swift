import Characters

/// What BERT's uncased tokenizer sees in a character.
enum BertCharacters {
  enum Role { case letter, space, ideograph, punctuation, removed }

  /// The role in a text as it came. Punctuation counts only later, in what characters have become.
  static func roleInText(_ scalar: UInt32) -> Role {
    if scalar < 0x80 {
      switch scalar {
      case 0x09, 0x0a, 0x0d, 0x20: return .space
      case 0..<0x20, 0x7f: return .removed
      default: return .letter
      }
    }
    if contains(BertTables.removed, scalar) { return .removed }
    if contains(BertTables.spaces, scalar) { return .space }
    return contains(BertTables.ideographs, scalar) ? .ideograph : .letter
  }

  /// The role in a text that was decomposed, stripped of accents and brought to lower case.
  static func roleInWord(_ scalar: UInt32) -> Role {
    if scalar < 0x80 {
      switch scalar {
      case 0x20: return .space
      case 0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e: return .punctuation
      default: return .letter
      }
    }
    if contains(BertTables.spaces, scalar) { return .space }
    return contains(BertTables.punctuation, scalar) ? .punctuation : .letter
  }

  static func isAccent(_ scalar: UInt32) -> Bool { scalar >= 0x300 && contains(BertTables.accents, scalar) }

  static func lowercase(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return (0x41...0x5a).contains(scalar) ? scalar + 0x20 : scalar }
    let table = BertTables.lowercase
    let row = 4 * (table.count / 4).partitioned { table[4 * $0] <= Int32(bitPattern: scalar) } - 4
    guard row >= 0, Int32(scalar) <= table[row + 1] else { return scalar }
    let distance = Int32(scalar) - table[row]
    return distance % table[row + 2] == 0 ? UInt32(Int32(scalar) + table[row + 3]) : scalar
  }

  /// The order of marks. Those that came late to Unicode are no marks to this tokenizer.
  static func combiningClass(of scalar: UInt32) -> Int {
    let found = Decomposition.combiningClass(of: scalar)
    return found == 0 || contains(BertTables.unordered, scalar) ? 0 : found
  }

  static func forEachPart(of scalar: UInt32, _ body: (UInt32) -> Void) {
    if BertTables.whole.contains(scalar) { body(scalar) } else { Decomposition.forEachPart(of: scalar, body) }
  }

  /// Whether one of the ranges holds the scalar. Complexity: O(log ranges).
  private static func contains(_ ranges: [UInt32], _ scalar: UInt32) -> Bool {
    let row = (ranges.count / 2).partitioned { ranges[2 * $0] <= scalar } - 1
    return row >= 0 && scalar <= ranges[2 * row + 1]
  }
}

extension Int {
  /// The first of the numbers below this one for which `holds` is false; it holds for all before, and for none after.
  fileprivate func partitioned(_ holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, self)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
