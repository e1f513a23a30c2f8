/// Texts that many sightings share, each once, by number.
package struct SharedNames: Sendable {
  package private(set) var texts: [String] = []
  private var numbers: [String: Int32] = [:]

  package init() {}

  package mutating func number(of text: String) -> Int32 {
    if let number = numbers[text] { return number }
    let number = Int32(truncatingIfNeeded: texts.count)
    texts.append(text)
    numbers[text] = number
    return number
  }

  package func find(_ text: String) -> Int32? { numbers[text] }

  package subscript(number: Int32) -> String? { number < 0 ? nil : texts[Int(number)] }

  mutating func removeAll() {
    texts.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
  }

  /// The number here of each text of another.
  mutating func adopt(_ other: SharedNames) -> [Int32] { other.texts.map { number(of: $0) } }
}
