import Foundation

/// Reads valid JSON the plain way, with numbers rounded correctly: Foundation's are off by a bit now and then.
struct TinyJSON {
  private var rest: Substring.UnicodeScalarView

  static func object(_ line: String) -> [String: Any]? {
    var parser = TinyJSON(rest: Substring(line).unicodeScalars)
    return parser.value() as? [String: Any]
  }

  private mutating func value() -> Any {
    skipSpace()
    switch rest.first {
    case "{": return object()
    case "[": return array()
    case "\"": return string()
    default: return word()
    }
  }

  private mutating func object() -> [String: Any] {
    var object: [String: Any] = [:]
    take()
    skipSpace()
    while rest.first != "}" {
      skipSpace()
      let key = string()
      skipSpace()
      take()
      object[key] = value()
      skipSpace()
      if rest.first == "," { take() }
    }
    take()
    return object
  }

  private mutating func array() -> [Any] {
    var array: [Any] = []
    take()
    skipSpace()
    while rest.first != "]" {
      array.append(value())
      skipSpace()
      if rest.first == "," { take() }
    }
    take()
    return array
  }

  private mutating func string() -> String {
    var units: [UInt16] = []
    take()
    while let next = rest.popFirst(), next != "\"" {
      units += next == "\\" ? [escaped()] : Array(String(next).utf16)
    }
    return String(decoding: units, as: UTF16.self)
  }

  private mutating func escaped() -> UInt16 {
    let escapes: [Unicode.Scalar: UInt16] = ["n": 10, "t": 9, "r": 13, "b": 8, "f": 12]
    guard let letter = rest.popFirst() else { return 0 }
    if letter != "u" { return escapes[letter] ?? UInt16(letter.value) }
    let digits = String(String.UnicodeScalarView(rest.prefix(4)))
    rest = rest.dropFirst(4)
    return UInt16(digits, radix: 16) ?? 0
  }

  private mutating func word() -> Any {
    let end = rest.firstIndex { ",]} \t\r".unicodeScalars.contains($0) } ?? rest.endIndex
    let text = String(Substring(rest[..<end]))
    rest = rest[end...]
    return Double(text) as Any? ?? NSNull()
  }

  private mutating func skipSpace() { rest = rest.drop { " \t\r\n".unicodeScalars.contains($0) } }
  private mutating func take() { rest = rest.dropFirst() }
}
