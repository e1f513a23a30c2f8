import JSON
import TraceLogs

/// A record as it was read. What its reader asks for and it has not is a fault that names the line.
package struct PartRecord {
  package let kind: PartKind
  package let line: Int
  private let value: JSONValue

  /// Of one line of JSON.
  init(_ value: JSONValue, line: Int) throws(PartFault) {
    guard let name = value["part"]?.text else {
      throw .notARecord(
        line: line, seen: value.kind == "an object" ? "an object without \"part\"" : value.kind)
    }
    guard let version = value["v"]?.text, version == PartVersion.own else {
      throw .otherVersion(line: line, seen: value["v"]?.text ?? "none", own: PartVersion.own)
    }
    guard let kind = PartKind(rawValue: name) else { throw .notARecord(line: line, seen: name) }
    (self.kind, self.line, self.value) = (kind, line, value)
  }

  package func text(_ field: String) throws(PartFault) -> String {
    guard let text = value[field]?.text else { throw bad(field, "a text") }
    return text
  }

  package func optionalText(_ field: String) -> String? { value[field]?.text }

  package func whole(_ field: String) throws(PartFault) -> Int {
    guard let whole = value[field]?.whole else { throw bad(field, "a whole number") }
    return whole
  }

  package func number(_ field: String) throws(PartFault) -> Double {
    guard let number = value[field]?.number else { throw bad(field, "a number") }
    return number
  }

  package func optionalNumber(_ field: String) -> Double? { value[field]?.number }

  package func place(_ field: String) throws(PartFault) -> PartPlace {
    guard let value = value[field], let place = PartRecord.place(value) else {
      throw bad(field, "a log and a number")
    }
    return place
  }

  package func places(_ field: String) throws(PartFault) -> [PartPlace] {
    guard let elements = value[field]?.elements else { throw bad(field, "a list of places") }
    let places = elements.compactMap(PartRecord.place)
    guard places.count == elements.count else { throw bad(field, "a list of places") }
    return places
  }

  private static func place(_ value: JSONValue) -> PartPlace? {
    guard let pair = value.elements, pair.count == 2, let log = pair[0].whole, let number = pair[1].whole
    else { return nil }
    return PartPlace(log, number)
  }

  package func numbers(_ field: String) throws(PartFault) -> [Double] {
    guard let numbers = value[field]?.numbers else { throw bad(field, "a list of numbers") }
    return numbers
  }

  package func optionalTexts(_ field: String) throws(PartFault) -> [String?] {
    guard let elements = value[field]?.elements else { throw bad(field, "a list of texts") }
    return elements.map(\.text)
  }

  package func lists(_ field: String) throws(PartFault) -> [[String]] {
    guard let elements = value[field]?.elements else { throw bad(field, "lists of texts") }
    return try elements.map { element throws(PartFault) in
      guard let texts = element.elements?.compactMap(\.text) else { throw bad(field, "lists of texts") }
      return texts
    }
  }

  package func fingerprint(_ field: String) throws(PartFault) -> Fingerprint {
    var words = SIMD4<UInt64>.zero
    var count = 0
    for byte in try text(field).utf8 {
      guard count < 64, let digit = PartRecord.digit(byte) else { throw bad(field, "64 hexadecimal digits") }
      words[count / 16] = words[count / 16] << 4 | digit
      count += 1
    }
    guard count == 64 else { throw bad(field, "64 hexadecimal digits") }
    return Fingerprint(words: words)
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    default: nil
    }
  }

  package func type(_ field: String) throws(PartFault) -> OperationType {
    let name = try text(field)
    guard let type = OperationType.allCases.first(where: { $0.name == name }) else {
      throw bad(field, "add or modify")
    }
    return type
  }

  func bad(_ field: String, _ expected: String) -> PartFault {
    .badField(line: line, record: kind.rawValue, field: field, expected: expected)
  }
}
