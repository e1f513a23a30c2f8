import JSON

/// Whole files.
extension ImportSource {
  /// At most so many bytes of one file are held at a time.
  package static let largestWhole = 256 << 20

  package func bytes(_ file: SourceFile) throws -> [UInt8] {
    try bytes(file, limit: ImportSource.largestWhole)
  }

  private func bytes(_ file: SourceFile, limit: Int) throws -> [UInt8] {
    // Packed, it only grows.
    guard file.size <= limit else { throw tooLarge(file, limit) }
    let reading = try reading(file)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(file.size)
    var chunk = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = try chunk.withUnsafeMutableBytes { try reading.read(into: $0) }
      if count == 0 { break }
      guard bytes.count + count <= limit else { throw tooLarge(file, limit) }
      bytes += chunk[..<count]
    }
    note(file, sha256: try reading.finish())
    return bytes
  }

  private func tooLarge(_ file: SourceFile, _ limit: Int) -> ImportFault {
    .tooLarge(file: shown(file), size: file.size, limit: limit)
  }

  /// A text is copied where its lines end in another way, and again as a text.
  private static let largestText = 128 << 20

  /// UTF-8 without a byte-order mark, with `\n` at the end of lines, whatever stood there.
  package func text(_ file: SourceFile) throws -> String {
    let bytes = ImportSource.withoutMark(try bytes(file, limit: ImportSource.largestText))
    guard bytes.contains(UInt8(ascii: "\r")) else { return try text(bytes, file) }
    return try text(ImportSource.withNewlines(bytes)[...], file)
  }

  private func text(_ bytes: ArraySlice<UInt8>, _ file: SourceFile) throws -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    throw ImportFault.invalidUTF8(file: shown(file), line: ImportSource.lineOfInvalidText(bytes) ?? 1)
  }

  /// From 1; nil where all is UTF-8.
  private static func lineOfInvalidText(_ bytes: ArraySlice<UInt8>) -> Int? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 }
  }

  package static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
  }

  private static func withNewlines(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var before: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: "\r") {
        result.append(UInt8(ascii: "\n"))
      } else if byte != UInt8(ascii: "\n") || before != UInt8(ascii: "\r") {
        result.append(byte)
      }
      before = byte
    }
    return result
  }
}

/// JSON.
extension ImportSource {
  /// A whole file as one value. Keys that stand twice in an object are refused: which of them counts, nobody knows.
  package func json(_ file: SourceFile) throws -> JSONDocument {
    try document(Array(ImportSource.withoutMark(try bytes(file))), file, line: nil)
  }

  /// A value from bytes that begin at `line` of the file; nil speaks of the whole file.
  package func document(_ bytes: [UInt8], _ file: SourceFile, line: Int?) throws -> JSONDocument {
    try ImportSource.document(bytes, called: shown(file), line: line)
  }

  static func document(_ bytes: [UInt8], called file: String, line: Int?) throws(ImportFault) -> JSONDocument
  {
    let needed = JSONDocument.memory(for: bytes)
    guard needed <= mostMemory else {
      throw .tooLarge(file: file, size: bytes.count, limit: mostMemory)
    }
    guard let document = JSONDocument(bytes) else { throw notJSON(bytes, file, line) }
    if let place = document.repeatedKey {
      throw .repeatedKey(file: file, line: line, place: place)
    }
    return document
  }

  private static let mostMemory = 768 << 20

  private static func notJSON(_ bytes: [UInt8], _ file: String, _ line: Int?) -> ImportFault {
    if let bad = lineOfInvalidText(bytes[...]) {
      return .invalidUTF8(file: file, line: (line ?? 1) + bad - 1)
    }
    let place = JSONPlace.ofFault(in: bytes)
    return .notJSON(
      file: file, line: (line ?? 1) + place.line - 1, column: place.column,
      flaw: JSONFlaw.find(in: bytes))
  }
}

/// Lines.
extension ImportSource {
  package static let longestLine = 64 << 20

  /// Every line with its number from 1, without its end (`\n` or `\r\n`) and, of the first, without a byte-order mark.
  /// Holds one line at a time.
  package func lines(_ file: SourceFile, _ body: (Int, ArraySlice<UInt8>) throws -> Void) throws {
    let reading = try reading(file)
    var lines = LineCutter(reading)
    while let line = try lines.next() {
      guard line.count <= ImportSource.longestLine else {
        throw ImportFault.lineTooLong(
          file: shown(file), line: lines.count, limit: ImportSource.longestLine)
      }
      try body(lines.count, line)
    }
    note(file, sha256: try reading.finish())
  }

  /// Every line that is not blank, as a JSON value.
  package func jsonLines(_ file: SourceFile, _ body: (Int, JSONValue) throws -> Void) throws {
    try lines(file) { number, line in
      guard line.contains(where: { $0 > 32 }) else { return }
      try body(number, document(Array(line), file, line: number).root)
    }
  }
}
