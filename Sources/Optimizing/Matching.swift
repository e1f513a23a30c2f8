import Basics
import JSON

extension LiveTask.Matching {
  /// Whether an answer is what the reference says.
  package func holds(_ answer: String, _ reference: String) -> Bool {
    switch self {
    case .exact: foldedText(answer) == foldedText(reference)
    case .contains: foldedText(answer).lowercased().contains(foldedText(reference).lowercased())
    case .number:
      switch (LiveTask.Matching.lastNumber(in: answer), LiveTask.Matching.lastNumber(in: reference)) {
      case (let a?, let b?): abs(a - b) <= 1e-9 * max(1, abs(b))
      default: false
      }
    case .json: LiveTask.Matching.isSameJSON(answer, reference)
    }
  }

  /// Where a text comes to: models show their work before the result.
  private static func lastNumber(in text: String) -> Double? {
    let plain = text.filter { $0 != "," && $0 != "_" }
    let words = plain.split { !("0123456789.-+eE".contains($0)) }
    return words.reversed().lazy.compactMap { word -> Double? in
      guard word.contains(where: \.isNumber) else { return nil }
      let trimmed = word.reversed().drop { ".+-eE".contains($0) }.reversed()
      return Double(String(trimmed).drop { "eE".contains($0) })
    }.first { $0.isFinite }
  }

  private static func isSameJSON(_ answer: String, _ reference: String) -> Bool {
    guard let a = JSONDocument(Array(answer.utf8)), let b = JSONDocument(Array(reference.utf8)) else {
      return false
    }
    return ordered(a.root).written == ordered(b.root).written
  }

  /// The order of an object's members says nothing.
  private static func ordered(_ value: JSONValue) -> JSONWriting {
    if let members = value.members {
      let sorted = members.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
      return .object(sorted.map { ($0.name, ordered($0.value)) })
    }
    if let elements = value.elements { return .list(elements.map(ordered)) }
    return value.writing
  }
}
