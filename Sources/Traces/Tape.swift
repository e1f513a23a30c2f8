import CJSON

/// A parsed line, as simdjson leaves it: see CJSON.h for what the words mean.
///
/// Safe to read between two calls of `maa_json_next`, at positions that the tape itself names: simdjson
/// closes every array and object it opens.
struct Tape {
  let words: UnsafePointer<UInt64>
  let strings: UnsafePointer<UInt8>

  /// Where the line's value begins; word 0 is the root.
  static let first = 1

  @inline(__always)
  func type(_ at: Int) -> UInt8 { UInt8(truncatingIfNeeded: words[at] >> 56) }

  @inline(__always)
  private func payload(_ at: Int) -> Int { Int(words[at] & 0x00FF_FFFF_FFFF_FFFF) }

  /// The position of an array's or object's closing bracket.
  @inline(__always)
  func close(_ at: Int) -> Int { Int(words[at] & 0xFFFF_FFFF) - 1 }

  /// Where the next value begins.
  @inline(__always)
  func after(_ at: Int) -> Int {
    switch type(at) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): close(at) + 1
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): at + 2
    default: at + 1
    }
  }

  /// The string at `at`, which must be one. Eight bytes can be read even where it is shorter.
  @inline(__always)
  func string(_ at: Int) -> UnsafeRawBufferPointer {
    let start = UnsafeRawPointer(strings + payload(at))
    let count = Int(start.loadUnaligned(as: UInt32.self))
    return UnsafeRawBufferPointer(start: start + 4, count: count)
  }

  @inline(__always)
  func isString(_ at: Int) -> Bool { type(at) == UInt8(ascii: "\"") }

  /// A number of any notation.
  @inline(__always)
  func double(_ at: Int) -> Double? {
    switch type(at) {
    case UInt8(ascii: "d"): Double(bitPattern: words[at + 1])
    case UInt8(ascii: "l"): Double(Int64(bitPattern: words[at + 1]))
    case UInt8(ascii: "u"): Double(words[at + 1])
    default: nil
    }
  }

  /// A whole number, also when it is written `3.0`.
  @inline(__always)
  func integer(_ at: Int) -> Int? {
    switch type(at) {
    case UInt8(ascii: "l"): Int(Int64(bitPattern: words[at + 1]))
    case UInt8(ascii: "d"): Int(exactly: Double(bitPattern: words[at + 1]))
    default: nil
    }
  }
}
