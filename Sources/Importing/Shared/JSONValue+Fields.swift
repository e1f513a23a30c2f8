import JSON

/// Fields that tools name and write in more than one way.
extension JSONValue {
  /// The first of the names that is there and not null.
  package func first(_ names: String...) -> JSONValue? {
    for name in names {
      if let value = self[name], !value.isNull { return value }
    }
    return nil
  }

  /// A text, or a whole number in digits: what tools take for an id.
  package var word: String? { text ?? whole.map { "\($0)" } }

  /// A number, or a yes or no as 1 or 0.
  package var outcome: Double? {
    if let number { return number }
    if let flag { return flag ? 1 : 0 }
    return text.flatMap { JSONValue.outcomes[$0.lowercased()] }
  }

  private static let outcomes: [String: Double] = [
    "true": 1, "false": 0, "success": 1, "succeeded": 1, "fail": 0, "failed": 0, "failure": 0, "positive": 1,
    "negative": 0, "correct": 1, "incorrect": 0, "yes": 1, "no": 0, "pass": 1, "passed": 1,
  ]

  /// Of an object, the entries; of a list, its elements under the word by which each calls itself.
  package func entries(named names: String...) -> [(name: String?, value: JSONValue)] {
    if let members { return members.map { ($0.name, $0.value) } }
    return (elements ?? []).map { element in
      (names.lazy.compactMap { element[$0]?.word }.first, element)
    }
  }

  /// The texts of a list, or of one text.
  package var words: [String] {
    if let elements { return elements.compactMap(\.word) }
    return word.map { [$0] } ?? []
  }

  /// Not empty after spaces are taken off both ends.
  package var someText: String? {
    guard let text, text.contains(where: { !$0.isWhitespace }) else { return nil }
    return text
  }
}

extension ImportSource {
  /// A whole file as JSON, and what a reader makes of it; what it misses is told with the file.
  package func reading<Result>(_ file: SourceFile, _ body: (JSONValue) throws -> Result) throws -> Result {
    let root = try json(file).root
    do {
      return try body(root)
    } catch let mismatch as JSONMismatch {
      throw ImportFault(mismatch, in: shown(file))
    }
  }

  /// Every line that is not blank as JSON. One that does not fit is a fault, or is left out where the request is lenient;
  /// `body` takes what it cannot do without before it changes the draft.
  package func records(
    _ file: SourceFile, _ request: ImportRequest, _ draft: inout LogDraft,
    _ body: (Int, JSONValue, inout LogDraft) throws -> Void
  ) throws {
    try lines(file) { number, line in
      guard line.contains(where: { $0 > 32 }) else { return }
      do {
        try body(number, document(Array(line), file, line: number).root, &draft)
      } catch let fault as ImportFault where request.lenient {
        guard fault.isOfOneLine else { throw fault }
        draft.account.leftOut(
          "a line that does not fit", example: beginning(of: line), at: "\(file.name):\(number)")
      } catch let mismatch as JSONMismatch {
        guard !request.lenient else {
          return draft.account.leftOut(
            "a line that does not fit", example: beginning(of: line), at: "\(file.name):\(number)")
        }
        throw ImportFault.unfit(
          file: shown(file), place: "line \(number)" + (mismatch.place.isEmpty ? "" : ", \(mismatch.place)"),
          seen: mismatch.seen, expected: mismatch.expected)
      }
    }
  }

  private func beginning(of line: ArraySlice<UInt8>) -> String {
    String(decoding: line.prefix(80), as: UTF8.self)
  }
}

extension ImportFault {
  /// Whether the next line may be fine.
  fileprivate var isOfOneLine: Bool {
    switch self {
    case .notJSON, .repeatedKey, .unfit: true
    default: false
    }
  }
}

extension JSONValue {
  package func demandWord(_ expected: String = "an id") throws(JSONMismatch) -> String {
    guard let word else { throw mismatch(expected: expected) }
    return word
  }
}

extension JSONValue {
  package func demandOutcome(_ expected: String = "a number, or true or false") throws(JSONMismatch) -> Double
  {
    guard let outcome else { throw mismatch(expected: expected) }
    return outcome
  }
}
