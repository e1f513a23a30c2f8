import Foundation
import GoldenSupport
import Tables
import Testing

@Suite struct JSONRendererTests {
  @Test func looksAsRecorded() {
    #expect(differenceFromGolden(JSONRenderer().render(evidence) + "\n", "evidence.json") == nil)
    #expect(differenceFromGolden(JSONRenderer().render(hostile) + "\n", "hostile.json") == nil)
    #expect(differenceFromGolden(JSONRenderer().renderLines(evidence), "evidence.jsonl") == nil)
    #expect(differenceFromGolden(JSONRenderer().renderLines(hostile), "hostile.jsonl") == nil)
  }

  @Test(arguments: [
    ("", "\"\""), ("a\"b\\c/", "\"a\\\"b\\\\c/\""), ("\n\r\t\u{8}\u{c}", "\"\\n\\r\\t\\b\\f\""),
    ("\u{0}\u{1b}\u{7f}\u{9b}", "\"\\u0000\\u001b\\u007f\\u009b\""),
    ("\u{2028}\u{202e}", "\"\\u2028\\u202e\""),
    ("\u{e0041}", "\"\\udb40\\udc41\""), ("é中😀", "\"é中😀\""), ("\u{feff}\u{ffff}", "\"\\ufeff\\uffff\""),
  ])
  func quotes(text: String, json: String) {
    #expect(Array(JSONText.quoted(text).utf8) == Array(json.utf8))
  }

  @Test(
    arguments: [
      (0.1 + 0.2, "0.30000000000000004"), (5, "5.0"), (-0.0, "-0.0"), (1e300, "1e+300"), (.nan, "null"),
      (-.infinity, "null"),
    ] as [(Double, String)])
  func writesNumbers(number: Double, json: String) {
    #expect(JSONText.number(number) == json)
  }

  @Test func numbersAreReadBackExactly() {
    var random = SeededGenerator.announced()
    for _ in 0..<10_000 {
      let number = Double(bitPattern: random.next())
      if number.isFinite { #expect(Double(JSONText.number(number)) == number, "seed \(random.seed)") }
    }
  }

  @Test func isReadBackAsItWas() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let table = randomTable(&random)
      let object = try parsed(JSONRenderer().render(table)) as? [String: Any]
      #expect(isSame(object?["name"], .text(table.name)), "seed \(random.seed)")
      let names = object?["columns"] as? [Any] ?? []
      #expect(areSame(names, table.columns.map { .text($0.name) }), "seed \(random.seed)")
      let rows = object?["rows"] as? [[Any]] ?? []
      #expect(
        rows.count == table.rows.count && zip(rows, table.rows).allSatisfy(areSame), "seed \(random.seed)")
    }
  }

  @Test func linesAreReadBackAsTheyWere() throws {
    var random = SeededGenerator.announced()
    let columns = ["a", "b \"\u{1b}", "c"].map { Column($0) }
    for _ in 0..<200 {
      let rows = (0..<3).map { _ in columns.map { _ in Cell.text(randomText(&random)) } }
      let lines = JSONRenderer().renderLines(Table("t", columns, rows: rows)).split(separator: "\n")
      #expect(lines.count == rows.count)
      for (line, row) in zip(lines, rows) {
        let object = try parsed(String(line)) as? [String: Any]
        #expect(areSame(columns.map { object?[$0.name] as Any }, row), "seed \(random.seed)")
      }
    }
  }

  @Test func isHarmlessOnATerminal() {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let json = JSONRenderer().render(randomTable(&random))
      let harmful = json.unicodeScalars.filter {
        [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
      }
      #expect(harmful.isEmpty, "seed \(random.seed)")
    }
  }

  /// Foundation reads long numbers as decimals and is off in the last digit where it turns them to binary.
  private func isNear(_ value: Double?, _ number: Double) -> Bool {
    value.map { abs($0 / 2 - number / 2) <= abs(number) * 1e-14 + 1e-300 } ?? false
  }

  private func parsed(_ json: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(json.utf8))
  }

  private func areSame(_ values: [Any], _ cells: [Cell]) -> Bool {
    values.count == cells.count && zip(values, cells).allSatisfy { isSame($0, $1) }
  }

  private func isSame(_ value: Any?, _ cell: Cell) -> Bool {
    switch cell {
    case .missing: value is NSNull
    case .text(let text): (value as? String).map { Array($0.utf8) == Array(text.utf8) } ?? false
    case .integer(let integer): (value as? NSNumber)?.stringValue == String(integer)
    case .number(let number, _): number.isFinite ? isNear(value as? Double, number) : value is NSNull
    case .flag(let flag): value as? Bool == flag
    }
  }
}
