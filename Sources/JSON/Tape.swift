/// A parsed text, as simdjson leaves it: see CJSON.h for what the words mean. A place is the index of a word.
///
/// Safe to read until its parser takes the next text, at places that the tape itself names: simdjson closes
/// every array and object it opens.
///
/// Inlinable, because a reader of logs asks it several times for every word.
@frozen
public struct Tape {
  @usableFromInline let words: UnsafePointer<UInt64>
  @usableFromInline let strings: UnsafePointer<UInt8>

  @inlinable
  public init(words: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>) {
    (self.words, self.strings) = (words, strings)
  }

  /// Where the whole value begins; word 0 is the root.
  @inlinable
  public static var first: Int { @inline(__always) get { 1 } }

  @inlinable
  @inline(__always)
  public func type(_ at: Int) -> UInt8 { UInt8(truncatingIfNeeded: words[at] >> 56) }

  @inlinable
  @inline(__always)
  func payload(_ at: Int) -> Int { Int(words[at] & 0x00FF_FFFF_FFFF_FFFF) }

  /// The place of an array's or object's closing bracket.
  @inlinable
  @inline(__always)
  public func close(_ at: Int) -> Int { Int(words[at] & 0xFFFF_FFFF) - 1 }

  /// Where the next value begins.
  @inlinable
  @inline(__always)
  public func after(_ at: Int) -> Int {
    switch type(at) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): close(at) + 1
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): at + 2
    default: at + 1
    }
  }

  /// The string at `at`, which must be one. Eight bytes can be read even where it is shorter.
  @inlinable
  @inline(__always)
  public func string(_ at: Int) -> UnsafeRawBufferPointer {
    let start = UnsafeRawPointer(strings + payload(at))
    let count = Int(start.loadUnaligned(as: UInt32.self))
    return UnsafeRawBufferPointer(start: start + 4, count: count)
  }

  @inlinable
  @inline(__always)
  public func isString(_ at: Int) -> Bool { type(at) == UInt8(ascii: "\"") }

  /// A number of any notation.
  @inlinable
  @inline(__always)
  public func double(_ at: Int) -> Double? {
    switch type(at) {
    case UInt8(ascii: "d"): Double(bitPattern: words[at + 1])
    case UInt8(ascii: "l"): Double(Int64(bitPattern: words[at + 1]))
    case UInt8(ascii: "u"): Double(words[at + 1])
    default: nil
    }
  }

  /// A whole number, also when it is written `3.0`.
  @inlinable
  @inline(__always)
  public func integer(_ at: Int) -> Int? {
    switch type(at) {
    case UInt8(ascii: "l"): Int(Int64(bitPattern: words[at + 1]))
    case UInt8(ascii: "d"): Int(exactly: Double(bitPattern: words[at + 1]))
    default: nil
    }
  }
}
