import Tables
import TraceLogs

/// A record on its way to a line of JSON. Fields stand in the order in which they are added.
package struct PartText {
  private var text: String

  package init(_ kind: PartKind) {
    text = "{\"part\":\"\(kind.rawValue)\",\"v\":\"\(PartVersion.own)\""
  }

  package var line: String { text + "}\n" }

  package mutating func add(_ name: String, _ value: String?) {
    guard let value else { return }
    begin(name)
    JSONText.appendQuoted(value, to: &text)
  }

  package mutating func add(_ name: String, _ value: Int) {
    begin(name)
    text += String(value)
  }

  /// Nothing where there is no value.
  package mutating func add(_ name: String, _ value: Double?) {
    guard let value else { return }
    begin(name)
    text += JSONText.number(value)
  }

  package mutating func add(_ name: String, _ place: PartPlace) {
    begin(name)
    text += "[\(place.log),\(place.number)]"
  }

  package mutating func add(_ name: String, _ fingerprint: Fingerprint) { add(name, fingerprint.hex(64)) }

  package mutating func add(_ name: String, _ places: [PartPlace]) {
    list(name, places) { "[\($0.log),\($0.number)]" }
  }

  package mutating func add(_ name: String, _ numbers: [Double]) { list(name, numbers, JSONText.number) }

  package mutating func add(_ name: String, _ texts: [String?]) {
    list(name, texts) { $0.map { JSONText.quoted($0) } ?? "null" }
  }

  package mutating func add(_ name: String, lists: [[String]]) {
    list(name, lists) { "[" + $0.map { JSONText.quoted($0) }.joined(separator: ",") + "]" }
  }

  private mutating func list<Element>(_ name: String, _ elements: [Element], _ write: (Element) -> String) {
    begin(name)
    text += "[" + elements.map(write).joined(separator: ",") + "]"
  }

  private mutating func begin(_ name: String) { text += ",\"\(name)\":" }
}

/// A place in all logs: the number of the log, and of a batch or proposal in it. In the order of the logs, which is that of
/// time.
package struct PartPlace: Hashable, Comparable, Sendable {
  package var log: Int
  package var number: Int

  package init(_ log: Int, _ number: Int) { (self.log, self.number) = (log, number) }

  package static func < (left: PartPlace, right: PartPlace) -> Bool {
    (left.log, left.number) < (right.log, right.number)
  }
}
