/// JSON Lines under way, as bytes.
struct RecordLines {
  var bytes: [UInt8] = []
  private var isFirstField = true

  mutating func beginRecord(_ kind: RecordKind) {
    bytes.append(UInt8(ascii: "{"))
    isFirstField = true
    field(.kind, kind.name)
  }

  mutating func endRecord() { raw("}\n") }

  mutating func field(_ field: Field, _ text: String?) {
    guard let text else { return }
    name(field)
    string(text.utf8)
  }

  mutating func field(_ field: Field, _ number: Int?) {
    guard let number else { return }
    name(field)
    raw(String(number))
  }

  mutating func field(_ field: Field, _ number: Double?) {
    guard let number else { return }
    name(field)
    self.number(number)
  }

  mutating func name(_ field: Field) {
    if !isFirstField { raw(",") }
    isFirstField = false
    string(field.name.utf8)
    raw(":")
  }

  mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// The shortest digits that read back as the same number.
  mutating func number(_ number: Double) {
    if let whole = Int(exactly: number), abs(whole) < 1 << 53, number.sign == .plus || whole != 0 {
      raw(String(whole))
    } else {
      raw(number.description)
    }
  }

  mutating func number(_ number: Float) { raw(number.description) }

  mutating func string(_ text: some Sequence<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20, 0x7F: escape(byte)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 10: raw("\\n")
    case 13: raw("\\r")
    case 9: raw("\\t")
    default: raw("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
    }
  }

  /// `body` writes each element.
  mutating func list<Elements: Sequence>(
    _ brackets: (String, String), _ elements: Elements, _ body: (inout RecordLines, Elements.Element) -> Void
  ) {
    raw(brackets.0)
    var isFirst = true
    for element in elements {
      if !isFirst { raw(",") }
      isFirst = false
      body(&self, element)
    }
    raw(brackets.1)
  }
}
