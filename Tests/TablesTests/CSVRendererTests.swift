import GoldenSupport
import Tables
import Testing

@Suite struct CSVRendererTests {
  @Test func looksAsRecorded() {
    #expect(differenceFromGolden(CSVRenderer().render(evidence), "evidence.csv") == nil)
    #expect(differenceFromGolden(CSVRenderer().render(hostile), "hostile.csv") == nil)
  }

  @Test func tellsEmptyFromMissing() {
    let table = Table("t", [.text("a"), .text("b")], rows: [["", .missing]])
    #expect(CSVRenderer().render(table) == "a,b\r\n\"\",\r\n")
  }

  @Test func spellsOutControls() {
    let table = Table("t", [.text("a")], rows: [["\u{1b}[1m\t\u{0}\u{9b}\u{7f}\u{c2}\u{a0}\u{202e}"]])
    #expect(CSVRenderer().render(table) == "a\r\n\\u{1b}[1m\t\\u{0}\\u{9b}\\u{7f}\u{c2}\u{a0}\u{202e}\r\n")
  }

  @Test func tabsSetApartToo() {
    let table = Table("t", [.text("a"), .text("b")], rows: [["x,y", "\t"], [.missing, "\"\n"]])
    #expect(CSVRenderer(separator: .tab).render(table) == "a\tb\r\nx,y\t\"\t\"\r\n\t\"\"\"\n\"\r\n")
  }

  @Test func writesNoEmptyLine() {
    let table = Table("t", [.text("a")], rows: [[.missing], [1]])
    #expect(CSVRenderer().render(table) == "a\r\n\"\"\r\n1\r\n")
  }

  @Test func isReadBackAsItWas() {
    var random = SeededGenerator.announced()
    for _ in 0..<1000 {
      let table = randomTable(&random)
      let records = CSVReader.records(CSVRenderer().render(table))
      let expected = [table.columns.map { Array(spelt($0.name).utf8) }] + table.rows.map { $0.map(field) }
      #expect(records == expected, "seed \(random.seed)")
    }
  }

  private func field(_ cell: Cell) -> [UInt8] {
    switch cell {
    case .missing: []
    case .text(let text): Array(spelt(text).utf8)
    case .integer(let integer): Array("\(integer)".utf8)
    case .number(let number, _): Array(number.description.utf8)
    case .flag(let flag): Array("\(flag)".utf8)
    }
  }
}

/// Control characters as the format writes them.
private func spelt(_ text: String) -> String {
  text.unicodeScalars.map { scalar in
    switch scalar {
    case "\t", "\n", "\r": String(scalar)
    case "\u{0}"..<" ", "\u{7f}"..."\u{9f}": "\\u{" + String(scalar.value, radix: 16) + "}"
    default: String(scalar)
    }
  }.joined()
}

/// Reads the grammar of RFC 4180 byte by byte, and nothing else.
enum CSVReader {
  static func records(_ text: String) -> [[[UInt8]]]? {
    var (records, record, field) = ([[[UInt8]]](), [[UInt8]](), [UInt8]())
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where field.isEmpty:
        guard let quoted = quotedField(&rest) else { return nil }
        field = quoted
        guard let next = rest.first, next == UInt8(ascii: ",") || next == 13 else { return nil }
      case UInt8(ascii: "\""), 10: return nil
      case UInt8(ascii: ","):
        record.append(field)
        field = []
      case 13:
        guard rest.popFirst() == 10 else { return nil }
        records.append(record + [field])
        (record, field) = ([], [])
      default: field.append(byte)
      }
    }
    return record.isEmpty && field.isEmpty ? records : nil
  }

  private static func quotedField(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    var field: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") {
        guard rest.first == byte else { return field }
        rest.removeFirst()
      }
      field.append(byte)
    }
    return nil
  }
}
