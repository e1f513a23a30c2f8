import JSON

/// A number that a scorer gave, by the scorer's name, and the key where it gives several.
struct InspectScore: Equatable {
  let name: String
  /// Nil for a value that is no number.
  let value: Double?

  /// Of an object of scorers.
  static func all(_ scores: JSONValue) -> [InspectScore] {
    (scores.members ?? []).flatMap { values(named: $0.name, $0.value["value"]) }
  }

  static func only(_ score: JSONValue) -> [InspectScore] {
    score.isNull ? [] : values(named: "score", score["value"])
  }

  /// A value may be a letter, a number, a flag, or several of them by name or in a list.
  static func values(named name: String, _ value: JSONValue?) -> [InspectScore] {
    guard let value, !value.isNull else { return [] }
    if let members = value.members {
      return members.map { InspectScore(name: "\(name).\($0.name)", value: number($0.value)) }
    }
    if let elements = value.elements {
      return elements.enumerated().map {
        InspectScore(name: "\(name).\($0.offset + 1)", value: number($0.element))
      }
    }
    return [InspectScore(name: name, value: number(value))]
  }

  /// Correct, partial, incorrect and no answer, as Inspect turns them into numbers; yes and no; texts that are numbers.
  private static func number(_ value: JSONValue) -> Double? {
    if let number = value.number { return number }
    if let flag = value.flag { return flag ? 1 : 0 }
    switch value.text {
    case "C": return 1
    case "P": return 0.5
    case "I", "N": return 0
    case let text?:
      switch text.lowercased() {
      case "yes", "true": return 1
      case "no", "false": return 0
      default: return Double(text)
      }
    case nil: return nil
    }
  }
}
