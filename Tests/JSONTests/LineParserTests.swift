import JSON
import Testing

@Suite struct LineParserTests {
  /// What each line is, and the kind of its value.
  private func kinds(_ lines: [String]) throws -> [String] {
    let parser = try #require(LineParser())
    let text = Array(lines.joined(separator: "\n").utf8)
    let padded = text + [UInt8](repeating: 0, count: 65)
    return try padded.withUnsafeBufferPointer { buffer in
      let base = try #require(buffer.baseAddress)
      try #require(parser.index(base, count: text.count))
      var end = -1
      return lines.map { line in
        end += line.utf8.count + 1
        switch parser.next(before: end) {
        case .document(let tape): return String(UnicodeScalar(tape.type(Tape.first)))
        case .blank: return "blank"
        case .malformed: return "malformed"
        }
      }
    }
  }

  @Test func aBadLineSpoilsNoOther() throws {
    let lines = ["{\"a\":1}", "", "{\"a\":", "[2]", "  ", "3 4", "\"x\"", "}", "-1.5"]
    #expect(
      try kinds(lines) == ["{", "blank", "malformed", "[", "blank", "malformed", "\"", "malformed", "d"])
  }
}
