import JSON

/// The value of an attribute, whichever way it was written down.
package enum AttributeValue: Sendable, Equatable {
  case text(String)
  case number(Double)
  case flag(Bool)
  case list([AttributeValue])
  case map([(name: String, value: AttributeValue)])
  case none

  package static func == (left: AttributeValue, right: AttributeValue) -> Bool {
    switch (left, right) {
    case (.text(let left), .text(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.flag(let left), .flag(let right)): left == right
    case (.list(let left), .list(let right)): left == right
    case (.map(let left), .map(let right)): left.elementsEqual(right) { $0 == $1 }
    case (.none, .none): true
    default: false
    }
  }

  /// A text, or a number or flag as its text.
  package var text: String? {
    switch self {
    case .text(let text): text
    case .number(let number): Int(exactly: number).map { String($0) } ?? String(number)
    case .flag(let flag): String(flag)
    case .list, .map, .none: nil
    }
  }

  /// A number, also one that is written as a text.
  package var number: Double? {
    switch self {
    case .number(let number): number
    case .flag(let flag): flag ? 1 : 0
    case .text(let text): Double(text)
    case .list, .map, .none: nil
    }
  }

  package var elements: [AttributeValue]? {
    if case .list(let elements) = self { return elements }
    return nil
  }

  package subscript(name: String) -> AttributeValue? {
    guard case .map(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// As JSON, for contents that are no plain text.
  package var json: String {
    switch self {
    case .text(let text): AttributeValue.quoted(text)
    case .number, .flag: text ?? "null"
    case .list(let elements): "[" + elements.map(\.json).joined(separator: ",") + "]"
    case .map(let members):
      "{" + members.map { AttributeValue.quoted($0.name) + ":" + $0.value.json }.joined(separator: ",") + "}"
    case .none: "null"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\0"..<" ": quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// A text that is JSON stands for what it says: attributes hold lists and objects so.
  package var unfolded: AttributeValue {
    guard case .text(let text) = self, let first = text.utf8.first(where: { $0 > 32 }),
      first == UInt8(ascii: "[") || first == UInt8(ascii: "{"), let document = JSONDocument(Array(text.utf8))
    else { return self }
    return AttributeValue(document.root)
  }
}

/// From JSON.
extension AttributeValue {
  package init(_ value: JSONValue) {
    if let text = value.text {
      self = .text(text)
    } else if let number = value.number {
      self = .number(number)
    } else if let flag = value.flag {
      self = .flag(flag)
    } else if let elements = value.elements {
      self = .list(elements.map { AttributeValue($0) })
    } else if let members = value.members {
      self = .map(members.map { ($0.name, AttributeValue($0.value)) })
    } else {
      self = .none
    }
  }

  /// A value as JSON writes it.
  init(_ tape: Tape, _ at: Int) {
    switch tape.type(at) {
    case UInt8(ascii: "\""): self = .text(String(decoding: tape.string(at), as: UTF8.self))
    case UInt8(ascii: "t"): self = .flag(true)
    case UInt8(ascii: "f"): self = .flag(false)
    case UInt8(ascii: "{"):
      self = .map(tape.members(at).map { (tape.text($0.name), AttributeValue(tape, $0.value)) })
    case UInt8(ascii: "["): self = .list(tape.elements(at).map { AttributeValue(tape, $0) })
    default: self = tape.double(at).map { .number($0) } ?? .none
    }
  }

  /// A value as OTLP writes it: an object whose only member names the type, `{"stringValue": "x"}`, by either spelling.
  init(typed tape: Tape, _ at: Int) {
    guard tape.type(at) == UInt8(ascii: "{") else {
      self.init(tape, at)
      return
    }
    guard let member = tape.members(at).first else {
      self = .none
      return
    }
    switch AttributeValue.types.find(tape.string(member.name)) {
    case 0, 1: self.init(list: tape, member.value)
    case 2, 3: self.init(map: tape, member.value)
    case 4, 5: self = AttributeValue(tape, member.value).number.map { .number($0) } ?? .none
    default: self.init(tape, member.value)
    }
  }

  private init(list tape: Tape, _ at: Int) {
    let values = tape.members(at).first { tape.text($0.name) == "values" }
    self = .list(values.map { tape.elements($0.value).map { AttributeValue(typed: tape, $0) } } ?? [])
  }

  private init(map tape: Tape, _ at: Int) {
    let values = tape.members(at).first { tape.text($0.name) == "values" }
    self = .map(
      values.map { tape.pairs($0.value).map { (tape.text($0.name), AttributeValue(typed: tape, $0.value)) } }
        ?? [])
  }

  private static let types = WordTable([
    "arrayValue", "array_value", "kvlistValue", "kvlist_value", "intValue", "int_value",
  ])
}

/// What lies below a place of a tape.
extension Tape {
  func text(_ at: Int) -> String { isString(at) ? String(decoding: string(at), as: UTF8.self) : "" }

  /// None where it is no object.
  func members(_ at: Int) -> Members { Members(self, at) }

  /// None where it is no list.
  func elements(_ at: Int) -> [Int] {
    guard type(at) == UInt8(ascii: "[") else { return [] }
    var elements: [Int] = []
    let end = close(at)
    var place = at + 1
    while place < end {
      elements.append(place)
      place = after(place)
    }
    return elements
  }

  /// The entries of a list of `{"key": …, "value": …}`; of an object, its members.
  func pairs(_ at: Int) -> [(name: Int, value: Int)] {
    if type(at) == UInt8(ascii: "{") { return Array(members(at)) }
    return elements(at).compactMap { pair($0) }
  }

  func pair(_ at: Int) -> (name: Int, value: Int)? {
    var found: (name: Int?, value: Int?)
    for member in members(at) {
      let name = string(member.name)
      if name.count == 3, name.elementsEqual("key".utf8), isString(member.value) { found.name = member.value }
      if name.count == 5, name.elementsEqual("value".utf8) { found.value = member.value }
    }
    guard let name = found.name, let value = found.value else { return nil }
    return (name, value)
  }

  struct Members: Sequence, IteratorProtocol {
    private let tape: Tape
    private var place: Int
    private let end: Int

    init(_ tape: Tape, _ at: Int) {
      self.tape = tape
      let fits = tape.type(at) == UInt8(ascii: "{")
      place = at + 1
      end = fits ? tape.close(at) : 0
    }

    @inline(__always)
    mutating func next() -> (name: Int, value: Int)? {
      guard place < end else { return nil }
      defer { place = tape.after(place + 1) }
      return (place, place + 1)
    }

    var first: (name: Int, value: Int)? {
      var copy = self
      return copy.next()
    }
  }
}
