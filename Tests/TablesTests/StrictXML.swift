/// An element of XML as a strict reader sees it.
struct XMLElement {
  let name: String
  var attributes: [String: String] = [:]
  var children: [XMLElement] = []
  var text = ""

  var all: [XMLElement] { [self] + children.flatMap(\.all) }
}

struct XMLFault: Error {
  let reason: String
}

/// A reader that takes the part of XML 1.0 that drawings are written in and nothing else: no declarations, comments,
/// sections or entities but the five that need no declaration.
struct StrictXML {
  private let scalars: [Unicode.Scalar]
  private var place = 0

  static func read(_ text: String) throws -> XMLElement {
    var reader = StrictXML(text)
    for scalar in reader.scalars where !isAllowed(scalar) {
      throw XMLFault(reason: "character \(scalar.value)")
    }
    let root = try reader.element()
    reader.skipSpace()
    if reader.place < reader.scalars.count { throw XMLFault(reason: "something after the root") }
    return root
  }

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// XML 1.0, production 2.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private mutating func take(_ expected: String) throws {
    for scalar in expected.unicodeScalars {
      guard next == scalar else { throw XMLFault(reason: "no \(expected) at \(place)") }
      place += 1
    }
  }

  private mutating func skipSpace() {
    while let scalar = next, scalar == " " || scalar == "\n" { place += 1 }
  }

  private mutating func name() throws -> String {
    var name = ""
    while let scalar = next, scalar.isASCII,
      scalar.properties.isAlphabetic || "-:0123456789".unicodeScalars.contains(scalar)
    {
      name.unicodeScalars.append(scalar)
      place += 1
    }
    if name.isEmpty { throw XMLFault(reason: "no name at \(place)") }
    return name
  }

  private mutating func element() throws -> XMLElement {
    try take("<")
    var element = XMLElement(name: try name())
    while next == " " {
      skipSpace()
      if next == "/" || next == ">" { break }
      let key = try name()
      try take("=\"")
      let value = try characters(until: "\"")
      try take("\"")
      if element.attributes.updateValue(value, forKey: key) != nil { throw XMLFault(reason: "\(key) twice") }
    }
    if next == "/" {
      try take("/>")
      return element
    }
    try take(">")
    try content(of: &element)
    try take("</\(element.name)>")
    return element
  }

  private mutating func content(of element: inout XMLElement) throws {
    while true {
      element.text += try characters(until: "<")
      guard place + 1 < scalars.count else { throw XMLFault(reason: "\(element.name) has no end") }
      if scalars[place + 1] == "/" { return }
      element.children.append(try self.element())
    }
  }

  private mutating func characters(until end: Unicode.Scalar) throws -> String {
    var text = String.UnicodeScalarView()
    while let scalar = next, scalar != end {
      if scalar == "<" { throw XMLFault(reason: "< at \(place)") }
      place += 1
      text.append(scalar == "&" ? try reference() : scalar)
    }
    return String(text)
  }

  private mutating func reference() throws -> Unicode.Scalar {
    var name = ""
    while let scalar = next, scalar != ";", name.count < 8 {
      name.unicodeScalars.append(scalar)
      place += 1
    }
    try take(";")
    let known: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"]
    guard let scalar = known[name] else { throw XMLFault(reason: "reference \(name)") }
    return scalar
  }
}
