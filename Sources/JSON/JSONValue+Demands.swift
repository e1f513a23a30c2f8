/// A value of a document that is not what its reader expects.
package struct JSONMismatch: Error, Equatable {
  /// Such as `data[3].index`; empty for the whole text.
  package let place: String
  package let seen: String
  package let expected: String

  package init(place: String, seen: String, expected: String) {
    (self.place, self.seen, self.expected) = (place, seen, expected)
  }
}

/// What a reader cannot do without. Each says what it expects in its own words, or in plain ones.
extension JSONValue {
  /// The member of an object. What is no object has no members.
  package func member(_ name: String, _ expected: String = "a value") throws(JSONMismatch) -> JSONValue {
    if let member = self[name] { return member }
    let prefix = path.isEmpty ? "" : path + "."
    throw JSONMismatch(place: prefix + name, seen: "nothing", expected: expected)
  }

  package func demandText(_ expected: String = "a text") throws(JSONMismatch) -> String {
    guard let text else { throw mismatch(expected: expected) }
    return text
  }

  package func demandNumber(_ expected: String = "a number") throws(JSONMismatch) -> Double {
    guard let number else { throw mismatch(expected: expected) }
    return number
  }

  package func demandTruth(_ expected: String = "true or false") throws(JSONMismatch) -> Bool {
    guard let flag else { throw mismatch(expected: expected) }
    return flag
  }

  package func demandList(_ expected: String = "a list") throws(JSONMismatch) -> [JSONValue] {
    guard let elements else { throw mismatch(expected: expected) }
    return elements
  }

  package func demandNumbers(_ expected: String = "a list of numbers") throws(JSONMismatch) -> [Double] {
    if let numbers { return numbers }
    let stranger = elements?.first { $0.number == nil }
    throw mismatch(seen: stranger.map { "\($0.kind) in a list" }, expected: expected)
  }

  /// `seen` is the value's kind where it is not given.
  package func mismatch(seen: String? = nil, expected: String) -> JSONMismatch {
    JSONMismatch(place: path, seen: seen ?? kind, expected: expected)
  }
}

extension JSONValue {
  /// Where in its document the value stands, such as `data[3].index`. Found by going down from the root, so that
  /// reading costs nothing for it.
  ///
  /// Complexity: O(words before it).
  package var path: String {
    var path = ""
    var value = document.root
    while value.place != place, let (step, next) = value.child(holding: place) {
      path += path.isEmpty && step.first == "." ? String(step.dropFirst()) : step
      value = next
    }
    return path
  }

  private func child(holding place: Int) -> (step: String, value: JSONValue)? {
    if let members, let member = members.last(where: { $0.value.place <= place }) {
      return ("." + member.name, member.value)
    }
    guard let elements, let index = elements.lastIndex(where: { $0.place <= place }) else { return nil }
    return ("[\(index)]", elements[index])
  }
}
