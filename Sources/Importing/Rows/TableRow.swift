import JSON

/// One row of a table, whatever it was written in.
package struct TableRow {
  enum Content {
    case fields([String], TableHeading)
    case object(JSONValue)
  }

  let content: Content
  /// Such as `line 3` or `[2]`.
  let place: String

  /// What stands in a column as a text; nil where nothing does. A list is its texts with `;` between them.
  subscript(column: String) -> String? {
    switch content {
    case .fields(let fields, let heading):
      guard let index = heading.index(of: column), index < fields.count, !fields[index].isEmpty else {
        return nil
      }
      return fields[index]
    case .object(let object):
      return TableRow.member(column, of: object).flatMap(TableRow.text)
    }
  }

  /// `a.b` is the member `b` of the object `a`, unless a member is called so.
  private static func member(_ name: String, of object: JSONValue) -> JSONValue? {
    if let member = object[name] { return member }
    var value: JSONValue? = object
    for part in name.split(separator: ".") { value = value?[String(part)] }
    return name.contains(".") ? value : nil
  }

  private static func text(_ value: JSONValue) -> String? {
    if let text = value.text { return text.isEmpty ? nil : text }
    if let flag = value.flag { return flag ? "1" : "0" }
    if let whole = value.whole { return String(whole) }
    if let number = value.number { return "\(number)" }
    if let members = value.members {
      return members.compactMap { name, value in text(value).map { "\(name)=\($0)" } }.joined(separator: ";")
    }
    return value.elements.map { $0.compactMap(text).joined(separator: ";") }
  }

  /// Names of the columns of an object, those of objects in it with a dot, and those of objects of numbers as a whole too.
  static func names(of object: JSONValue, prefix: String = "", depth: Int = 0) -> [String] {
    (object.members ?? []).flatMap { name, value in
      guard let members = value.members, depth < 3 else { return ["\(prefix)\(name)"] }
      let isNumbers = !members.isEmpty && members.allSatisfy { $0.1.number != nil }
      return (isNumbers ? ["\(prefix)\(name)"] : [])
        + names(of: value, prefix: "\(prefix)\(name).", depth: depth + 1)
    }
  }
}

/// The names of the columns of a file of separated values.
struct TableHeading: Sendable {
  let names: [String]
  private let places: [String: Int]

  init(_ names: [String]) {
    self.names = names
    places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func index(of name: String) -> Int? { places[name] }
}
