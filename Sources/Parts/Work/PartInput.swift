import Files

/// Records from standard input or a file, one after another; empty lines are passed over.
package struct PartInput {
  private let lines: LineReader

  package init(_ lines: LineReader) { self.lines = lines }

  package func forEach(_ body: (PartRecord) throws -> Void) throws {
    while let line = try lines.next() {
      var bytes = Array(line.utf8)
      while let last = bytes.last, last == 10 || last == 13 || last == 32 { bytes.removeLast() }
      guard !bytes.isEmpty else { continue }
      try body(try PartRecord(bytes, line: lines.count))
    }
  }

  /// All records of a small file.
  package static func records(in path: String) throws -> [PartRecord] {
    var records: [PartRecord] = []
    for (index, line) in try readWhole(path).split(separator: 10).enumerated() where !line.isEmpty {
      records.append(try PartRecord(Array(line), line: index + 1))
    }
    return records
  }
}
