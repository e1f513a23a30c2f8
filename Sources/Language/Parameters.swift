import Basics

/// A session's named values, and what the command line set them to.
package struct Parameters: Sendable, Equatable {
  package enum Value: Sendable, Equatable {
    case number(Double, text: String)
    case flag(Bool)
    case text(String)

    /// A value's type is read off its form.
    package init(_ text: String) {
      if let number = decimal(text) {
        self = .number(number, text: text)
      } else if text == "true" || text == "false" {
        self = .flag(text == "true")
      } else {
        self = .text(text)
      }
    }

    package var text: String {
      switch self {
      case .number(_, let text): text
      case .flag(let value): value ? "true" : "false"
      case .text(let text): text
      }
    }
  }

  /// Shared with copies: a session keeps a study, and with it all parameters so far, for every statement.
  private var known = SharedMap<String, Value>()
  private var order = SharedArray<String>()
  /// Another one for every change.
  private var version = Version()
  /// From `--set name=value`.
  package var overrides: [String: String] = [:]

  private final class Version: Sendable {}

  package init(overrides: [String: String] = [:]) { self.overrides = overrides }

  /// Complexity: O(1) for copies of one value, else O(n) at worst.
  package static func == (left: Parameters, right: Parameters) -> Bool {
    guard left.overrides == right.overrides else { return false }
    if left.version === right.version { return true }
    guard left.order.count == right.order.count else { return false }
    // What was declared last is what differs most often.
    return left.order.indices.reversed().allSatisfy { index in
      let name = left.order[index]
      return name == right.order[index] && left.known[name] == right.known[name]
    }
  }

  /// In the order in which they were declared. Complexity: O(n).
  package var names: [String] {
    var names: [String] = []
    names.reserveCapacity(order.count)
    order.forEach { names.append($0) }
    return names
  }

  /// Nil where there is no such parameter.
  package subscript(name: String) -> Value? { known[name] }

  /// Whether the command line gave one of them another value.
  package var areOverridden: Bool { overrides.keys.contains { known[$0] != nil } }

  /// Without a type, that of the value is read off its form.
  package mutating func declare(_ name: String, _ text: String, type: ParameterType? = nil) throws {
    guard known[name] == nil else { throw StatementFault.repeatedParameter(name) }
    if let type, !type.allows(text) {
      throw StatementFault.badValue(name: name, seen: text, expected: type.phrase)
    }
    let value = try Parameters.value(name, declared: text, type: type, override: overrides[name])
    known.insert(name, value)
    order.append(name)
    version = Version()
  }

  package func value(of name: String) throws -> Value {
    if let value = known[name] { return value }
    throw StatementFault.unknownParameter(name, suggestion: suggestion(for: name, among: names))
  }

  /// The value a parameter gets: the override where there is one, provided it is of the declared type.
  package static func value(_ name: String, declared: String, type: ParameterType? = nil, override: String?)
    throws -> Value
  {
    guard isName(name) else { throw StatementFault.badParameterName(name) }
    let type = type ?? ParameterType(formOf: declared)
    let text = override ?? declared
    guard type.allows(text) else {
      throw UsageFault.badValue(option: "--set \(name)", seen: text, expected: type.phrase)
    }
    switch type {
    case .text, .file, .choice: return .text(text)
    case .number, .integer, .flag: return Value(text)
    }
  }

  static func isName(_ text: String) -> Bool {
    var isFirst = true
    for scalar in text.unicodeScalars {
      guard allows(scalar, first: isFirst) else { return false }
      isFirst = false
    }
    return !isFirst
  }

  static func allows(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "_": true
    case "0"..."9": !first
    default: false
    }
  }
}
