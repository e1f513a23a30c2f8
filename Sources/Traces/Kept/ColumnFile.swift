/// A file of columns: what it begins with and how many columns it has, of each its length, its sum and what it holds, a sum of
/// all that, and then the columns. Numbers are as this kind of processor holds them; a file of another kind is refused.
enum ColumnFile {
  /// The last figure is the version: it goes up with whatever changes in the order of columns.
  static let magic: UInt64 = 0x32_676f_6c61_616d_01
  /// Far more than a log has.
  static let mostColumns = 1_000

  struct Part {
    let bytes: Int
    let sum: UInt64
    let kind: UInt64
  }

  static let headBytes = 40
  static let partBytes = 24

  /// What it begins with, and what describes its columns. By the seal one sees whether it is what one looks for, before
  /// anything else is read.
  static func head(_ parts: [Part], seal: UInt64) -> [UInt64] {
    let description = parts.flatMap { [UInt64($0.bytes), $0.sum, $0.kind] }
    let first = [magic, seal, UInt64(parts.count), sum(of: description)]
    return first + [sum(of: first)] + description
  }

  static func sum(of column: [some BitwiseCopyable]) -> UInt64 { column.withUnsafeBytes(sum) }

  /// Tells a byte that has changed, by chance or by a damaged disk; it withstands no attacker.
  static func sum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    // Side by side, for each step waits for the one before it.
    var (a, b, c, d) = (UInt64(1), UInt64(2), UInt64(3), UInt64(4))
    var at = 0
    while at + 32 <= bytes.count {
      // Safe: 32 bytes from here on are within the count.
      a = mixed(a ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      b = mixed(b ^ bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self))
      c = mixed(c ^ bytes.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self))
      d = mixed(d ^ bytes.loadUnaligned(fromByteOffset: at + 24, as: UInt64.self))
      at += 32
    }
    var sum = UInt64(truncatingIfNeeded: bytes.count)
    for lane in [a, b, c, d] { sum = mixed(sum ^ lane) }
    for byte in bytes[at...] { sum = mixed(sum ^ UInt64(byte)) }
    return sum
  }

  /// A bijection: two numbers that differ stay different.
  @inline(__always)
  private static func mixed(_ word: UInt64) -> UInt64 {
    let spread = word &* 0x9e37_79b9_7f4a_7c15
    return spread ^ spread >> 29
  }
}
