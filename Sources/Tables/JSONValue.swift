/// A value of JSON that is put together piece by piece; its members stay in the order in which they were given.
enum JSONTree {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([JSONTree])
  case object([(key: String, value: JSONTree)])

  /// A text that will be drawn: programs that draw it may not bear what no one sees.
  static func shown(_ text: String) -> JSONTree { .text(XMLText.spelledOut(text)) }

  static func optional(_ number: Double?) -> JSONTree { number.map(JSONTree.number) ?? .null }

  /// Whole numbers have no point.
  static func count(_ number: Int) -> JSONTree { .number(Double(number)) }

  /// A line for each list or object that holds no other.
  var lines: String {
    var json = ""
    append(to: &json, indent: 0)
    return json + "\n"
  }

  private func append(to json: inout String, indent: Int) {
    switch self {
    case .null: json += "null"
    case .flag(let flag): json += flag ? "true" : "false"
    case .number(let number): json += JSONTree.digits(number)
    case .text(let text): JSONText.appendQuoted(text, to: &json)
    case .list(let values):
      appendAll(values.map { ("", $0) }, "[", "]", to: &json, indent: indent)
    case .object(let members):
      appendAll(
        members.map { (JSONText.quoted($0.key) + ": ", $0.value) }, "{", "}", to: &json, indent: indent)
    }
  }

  private func appendAll(
    _ parts: [(name: String, value: JSONTree)], _ open: String, _ close: String, to json: inout String,
    indent: Int
  ) {
    let isFlat = parts.allSatisfy { $0.value.isScalar }
    let space = "\n" + String(repeating: "  ", count: indent + 1)
    json += open
    for (index, part) in parts.enumerated() {
      if index > 0 { json += isFlat ? ", " : "," }
      json += (isFlat ? "" : space) + part.name
      part.value.append(to: &json, indent: indent + 1)
    }
    json += (isFlat ? "" : space.dropLast(2)) + close
  }

  private var isScalar: Bool {
    switch self {
    case .list, .object: false
    default: true
    }
  }

  private static func digits(_ number: Double) -> String {
    let text = JSONText.number(number)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension JSONTree: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral
{
  init(stringLiteral value: String) { self = .text(value) }
  init(booleanLiteral value: Bool) { self = .flag(value) }
  init(integerLiteral value: Int) { self = .number(Double(value)) }
  init(floatLiteral value: Double) { self = .number(value) }
  init(arrayLiteral elements: JSONTree...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, JSONTree)...) {
    self = .object(elements.map { (key: $0.0, value: $0.1) })
  }
}
