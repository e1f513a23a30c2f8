/// JSON under way, as text: objects and lists are given by what they hold, in the order given.
///
///     JSONWriting.object([("id", .text("t1")), ("seed", .whole(7))]).written  // {"id":"t1","seed":7}
package indirect enum JSONWriting: Sendable {
  case text(String)
  case whole(Int)
  case number(Double)
  case flag(Bool)
  case null
  case list([JSONWriting])
  case object([(String, JSONWriting)])
  /// JSON as it stands.
  case raw(String)

  package static func texts(_ texts: some Sequence<String>) -> JSONWriting { .list(texts.map { .text($0) }) }

  package var written: String {
    var bytes: [UInt8] = []
    write(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The members alone, without the braces.
  package var members: String { String(written.dropFirst().dropLast()) }

  private func write(into bytes: inout [UInt8]) {
    switch self {
    case .text(let text): JSONWriting.quote(text, into: &bytes)
    case .whole(let number): bytes += String(number).utf8
    case .number(let number): bytes += JSONWriting.shown(number).utf8
    case .flag(let flag): bytes += (flag ? "true" : "false").utf8
    case .null: bytes += "null".utf8
    case .raw(let text): bytes += text.utf8
    case .list(let elements):
      JSONWriting.writeList("[]", elements, into: &bytes) { $0.write(into: &$1) }
    case .object(let members):
      JSONWriting.writeList("{}", members, into: &bytes) { member, bytes in
        JSONWriting.quote(member.0, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.1.write(into: &bytes)
      }
    }
  }

  private static func writeList<Element>(
    _ brackets: StaticString, _ elements: [Element], into bytes: inout [UInt8],
    _ write: (Element, inout [UInt8]) -> Void
  ) {
    let brackets = Array(brackets.description.utf8)
    bytes.append(brackets[0])
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(element, &bytes)
    }
    bytes.append(brackets[1])
  }

  /// Whole numbers without a point, others with the shortest digits that read back the same. JSON has no infinity.
  private static func shown(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    if let whole = Int(exactly: number), abs(whole) < 1 << 53 { return String(whole) }
    return number.description
  }

  private static func quote(_ text: String, into bytes: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 10: bytes += "\\n".utf8
      case 13: bytes += "\\r".utf8
      case 9: bytes += "\\t".utf8
      case 0..<0x20, 0x7F: bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension JSONValue {
  /// The same value, to be written again.
  package var writing: JSONWriting {
    if let text { return .text(text) }
    if let elements { return .list(elements.map(\.writing)) }
    if let members { return .object(members.map { ($0.name, $0.value.writing) }) }
    if let flag { return .flag(flag) }
    if let whole { return .whole(whole) }
    return number.map { .number($0) } ?? .null
  }
}
