/// The header of a safetensors file: JSON, of which only objects, arrays, texts and whole numbers occur.
///
/// A parser of its own because a header needs so little. Whatever else is found, or ends early, is a bad header.
struct HeaderParser {
  indirect enum Value {
    case object([(name: String, value: Value)])
    case array([Value])
    case text(String)
    case number(Int)

    subscript(name: String) -> Value? {
      guard case .object(let fields) = self else { return nil }
      return fields.first { $0.name == name }?.value
    }

    var text: String? {
      guard case .text(let text) = self else { return nil }
      return text
    }

    var numbers: [Int]? {
      guard case .array(let values) = self else { return nil }
      let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
      return numbers.count == values.count ? numbers : nil
    }
  }

  private var rest: Slice<UnsafeRawBufferPointer>

  static func parse(_ bytes: Slice<UnsafeRawBufferPointer>) throws -> Value {
    var parser = HeaderParser(rest: bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.rest.isEmpty, case .object = value else { throw ModelFault.Reason.badHeader }
    return value
  }

  private mutating func value(depth: Int) throws -> Value {
    guard depth < 8 else { throw ModelFault.Reason.badHeader }
    skipSpace()
    switch rest.first {
    case UInt8(ascii: "{"): return .object(try list(until: UInt8(ascii: "}")) { try $0.field(depth: depth) })
    case UInt8(ascii: "["):
      return .array(try list(until: UInt8(ascii: "]")) { try $0.value(depth: depth + 1) })
    case UInt8(ascii: "\""): return .text(try text())
    default: return .number(try number())
    }
  }

  private mutating func list<Element>(
    until end: UInt8, _ element: (inout HeaderParser) throws -> Element
  ) throws -> [Element] {
    rest.removeFirst()
    skipSpace()
    if take(end) { return [] }
    var elements: [Element] = []
    repeat { elements.append(try element(&self)) } while takeComma()
    guard take(end) else { throw ModelFault.Reason.badHeader }
    return elements
  }

  private mutating func field(depth: Int) throws -> (name: String, value: Value) {
    skipSpace()
    guard rest.first == UInt8(ascii: "\"") else { throw ModelFault.Reason.badHeader }
    let name = try text()
    skipSpace()
    guard take(UInt8(ascii: ":")) else { throw ModelFault.Reason.badHeader }
    return (name, try value(depth: depth + 1))
  }

  /// Escapes stay as they stand: no name that is looked up has any.
  private mutating func text() throws -> String {
    rest.removeFirst()
    var end = rest.startIndex
    while end < rest.endIndex, rest[end] != UInt8(ascii: "\"") {
      end += rest[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < rest.endIndex else { throw ModelFault.Reason.badHeader }
    defer { rest = rest[(end + 1)...] }
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  /// Eighteen digits fit: no file is larger.
  private mutating func number() throws -> Int {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...18).contains(digits.count) else { throw ModelFault.Reason.badHeader }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { 10 * $0 + Int($1 - 0x30) }
  }

  private mutating func takeComma() -> Bool {
    skipSpace()
    return take(UInt8(ascii: ","))
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func skipSpace() {
    rest = rest.drop { $0 == 0x20 || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 }
  }
}
