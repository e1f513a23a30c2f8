/// The names in the first bytes of a JSON text or of a line of JSON Lines, as paths: `bullets[].id` is a name in an object in
/// a list under `bullets`. What tells one tool's files from another's, without reading them.
///
/// The text may end anywhere. Of several values, the first one counts.
package struct JSONSketch {
  package private(set) var paths: Set<String> = []
  /// Whether the text begins as a JSON value that has parts.
  package private(set) var isJSON = false

  fileprivate static let deepest = 6

  package init(_ head: [UInt8]) {
    var scanner = SketchScanner(ImportSource.withoutMark(head))
    isJSON = scanner.beginsWithContainer
    while let path = scanner.next() { paths.insert(path) }
  }

  package func has(_ path: String) -> Bool { paths.contains(path) }

  package func hasAll(_ paths: String...) -> Bool { paths.allSatisfy(has) }

  /// A name somewhere below another, such as `content` of any entry of `skills`.
  package func has(_ name: String, below top: String) -> Bool {
    paths.contains { $0.hasPrefix(top + ".") && $0.hasSuffix("." + name) }
  }
}

/// Walks through bytes that may be JSON and may be cut.
private struct SketchScanner {
  private let bytes: ArraySlice<UInt8>
  private var place: Int
  /// Per open container, its path and whether it is an object. Paths end where no name counts any more: else brackets without end
  /// would make paths without end.
  private var open: [(path: String, isObject: Bool)] = []
  /// The path of the value that comes next.
  private var upcoming = ""
  private var isDone = false

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  var beginsWithContainer: Bool {
    let first = bytes.first { $0 > 32 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// The next name's path; nil at the end.
  mutating func next() -> String? {
    guard beginsWithContainer else { return nil }
    while place < bytes.endIndex, !isDone {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "{"): enter(isObject: true)
      case UInt8(ascii: "["): enter(isObject: false)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): leave()
      case UInt8(ascii: "\""):
        if let name = string(), let path = path(of: name), open.count <= JSONSketch.deepest { return path }
      default: break
      }
    }
    return nil
  }

  private mutating func enter(isObject: Bool) {
    guard open.count < JSONSketch.deepest else { return open.append(("", isObject)) }
    let path = open.last.map { $0.isObject ? upcoming : $0.path } ?? ""
    open.append((isObject ? path : path + "[]", isObject))
  }

  private mutating func leave() {
    _ = open.popLast()
    isDone = open.isEmpty
  }

  /// Nil where the text is cut inside.
  private mutating func string() -> String? {
    let start = place
    while place < bytes.endIndex {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        place += 1
        return String(decoding: bytes[start..<place - 1], as: UTF8.self)
      case UInt8(ascii: "\\"): place += 2
      default: place += 1
      }
    }
    return nil
  }

  /// A string is a name where a colon follows it in an object.
  private mutating func path(of name: String) -> String? {
    guard let last = open.last, last.isObject else { return nil }
    while place < bytes.endIndex, bytes[place] <= 32 { place += 1 }
    guard place < bytes.endIndex, bytes[place] == UInt8(ascii: ":") else { return nil }
    place += 1
    upcoming = last.path.isEmpty ? name : "\(last.path).\(name)"
    return upcoming
  }
}

extension ImportSource {
  /// What the beginning of a file says about it; of a packed one, of what it holds.
  package func sketch(_ file: SourceFile, _ count: Int = 4096) throws -> JSONSketch {
    try JSONSketch(head(file, count))
  }
}
