import Files
import JSON

/// Records from standard input or a file, one after another; empty lines are passed over.
package struct PartInput {
  private let lines: LineReader

  package init(_ lines: LineReader) { self.lines = lines }

  /// What is parsed at a time: a parser costs more than a line.
  private static let linesAtOnce = 1_000
  private static let bytesAtOnce = 1 << 20

  package func forEach(_ body: (PartRecord) throws -> Void) throws {
    var waiting = Lines()
    while let line = try lines.next() {
      waiting.take(line, lines.count)
      if waiting.count >= PartInput.linesAtOnce || waiting.size >= PartInput.bytesAtOnce {
        try waiting.hand(to: body)
      }
    }
    try waiting.hand(to: body)
  }

  /// All records of a small file.
  package static func records(in path: String) throws -> [PartRecord] {
    var (records, waiting) = ([PartRecord](), Lines())
    let text = String(decoding: try readWhole(path), as: UTF8.self)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      waiting.take(String(line), index + 1)
    }
    try waiting.hand { records.append($0) }
    return records
  }
}

/// Lines on their way to be records.
private struct Lines {
  private var bytes: [UInt8] = [UInt8(ascii: "[")]
  /// Where each line ends, and which it is.
  private var ends: [(end: Int, line: Int)] = []

  var count: Int { ends.count }
  var size: Int { bytes.count }

  mutating func take(_ line: String, _ number: Int) {
    var text = Substring(line).utf8
    while let last = text.last, last == 10 || last == 13 || last == 32 { text.removeLast() }
    guard !text.isEmpty else { return }
    if !ends.isEmpty { bytes.append(UInt8(ascii: ",")) }
    bytes.append(contentsOf: text)
    ends.append((bytes.count, number))
  }

  mutating func hand(to body: (PartRecord) throws -> Void) throws {
    defer { self = Lines() }
    guard !ends.isEmpty else { return }
    guard let values = JSONDocument(bytes + [UInt8(ascii: "]")])?.root.elements, values.count == ends.count
    else { return try handOneByOne(to: body) }
    for (value, place) in zip(values, ends) { try body(try PartRecord(value, line: place.line)) }
  }

  /// One of them is no JSON: those before it are records all the same.
  private func handOneByOne(to body: (PartRecord) throws -> Void) throws {
    var start = 1
    for place in ends {
      let line = Array(bytes[start..<place.end])
      guard let document = JSONDocument(line) else {
        throw PartFault.notARecord(line: place.line, seen: String(decoding: line.prefix(60), as: UTF8.self))
      }
      try body(try PartRecord(document.root, line: place.line))
      start = place.end + 1
    }
  }
}
