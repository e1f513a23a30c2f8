/// One file that an import may read.
package struct SourceFile: Sendable, Equatable {
  /// Relative to the folder that was named; the file's own name where a file was named.
  package let name: String
  package let size: Int
  /// The ending in lower case without a dot and without that of a packer: `run.JSONL.gz` has `jsonl`.
  package let ending: String
  /// What opens it.
  let location: String
  /// How a person calls it.
  let shown: String

  init(name: String, size: Int, location: String) {
    (self.name, self.size, self.location, shown) = (name, size, location, location)
    ending = SourceFile.ending(of: name)
  }

  /// A pipe's content, whose ending is told from how it begins.
  init(standing pipe: String, in location: String, size: Int, ending: String) {
    name = pipe == "-" ? "stdin" : String(pipe.split(separator: "/").last ?? "pipe")
    (self.size, self.location, self.ending) = (size, location, ending)
    shown = pipe == "-" ? "standard input" : pipe
  }

  /// Lines of a file that still grows, kept elsewhere.
  init(standing path: String, in location: String, size: Int) {
    let ending = SourceFile.ending(of: path)
    self.init(standing: path, in: location, size: size, ending: ending.isEmpty ? "jsonl" : ending)
  }

  /// The name without folders.
  package var base: String { String(name.split(separator: "/").last ?? Substring(name)) }

  private static func ending(of name: String) -> String {
    var stem = (name.split(separator: "/").last ?? "").lowercased()[...]
    for packed in [".gz", ".zst", ".zstd"] where stem.hasSuffix(packed) { stem = stem.dropLast(packed.count) }
    guard let dot = stem.lastIndex(of: "."), dot != stem.startIndex else { return "" }
    return String(stem[stem.index(after: dot)...])
  }

  /// The folders above it, relative; empty at the top.
  package var folder: String {
    name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
  }
}

extension Sequence where Element == SourceFile {
  /// `trial_2` before `trial_10`: numbers in names count as numbers, the rest by its bytes.
  package func inNaturalOrder() -> [SourceFile] {
    map { (NaturalName($0.name), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

/// A name as stretches of digits and of other bytes.
private struct NaturalName: Comparable {
  private let parts: [Part]
  private let name: String

  init(_ name: String) {
    self.name = name
    var parts: [Part] = []
    var rest = Array(name.utf8)[...]
    while let first = rest.first {
      let isDigit = NaturalName.isDigit(first)
      let stretch = rest.prefix { NaturalName.isDigit($0) == isDigit }
      parts.append(isDigit ? .number(Array(stretch.drop { $0 == UInt8(ascii: "0") })) : .text(Array(stretch)))
      rest = rest.dropFirst(stretch.count)
    }
    self.parts = parts
  }

  static func < (left: NaturalName, right: NaturalName) -> Bool {
    for (first, second) in zip(left.parts, right.parts) where first != second { return first < second }
    if left.parts.count != right.parts.count { return left.parts.count < right.parts.count }
    return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private enum Part: Comparable {
    /// Without leading zeros: the longer is the greater.
    case number([UInt8])
    case text([UInt8])

    static func < (left: Part, right: Part) -> Bool {
      switch (left, right) {
      case (.number(let first), .number(let second)) where first.count != second.count:
        first.count < second.count
      case (.number(let first), .number(let second)), (.text(let first), .text(let second)):
        first.lexicographicallyPrecedes(second)
      case (.number, .text): true
      case (.text, .number): false
      }
    }
  }
}
