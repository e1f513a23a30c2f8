import GoldenSupport
import Testing

import Tables

/// Cells as somebody finds them who knows no Arrow and reads by the layout; python/tests reads the streams by pyarrow and
/// polars.
@Suite struct ArrowRendererTests {
  @Test func cellsLieWhereTheLayoutSays() {
    var random = SeededGenerator.announced()
    for table in [evidence, hostile, empty] + (0..<200).map({ _ in randomTable(&random) }) {
      let stream = ArrowRenderer().render(table)
      #expect(stream.rows == table.rows.count)
      #expect(stream.bytes.prefix(4) == [0xFF, 0xFF, 0xFF, 0xFF] && stream.bytes.count % 8 == 0)
      for (index, column) in stream.columns.enumerated() {
        #expect(column.name == table.columns[index].name)
        #expect(column.parts.allSatisfy { $0.place % 8 == 0 })
        for row in table.rows.indices {
          let seen = cell(row, of: column, in: stream.bytes)
          #expect(seen == kept(table.rows[row][index], as: column.kind), "seed \(random.seed)")
        }
      }
    }
  }

  @Test func whatIsMixedBecomesTheNarrowestKindThatHoldsAll() {
    func kind(_ cells: [Cell], _ column: Column = .text("c")) -> String {
      ArrowRenderer().render([ArrowColumn(column, cells)]).columns[0].kind
    }
    #expect(kind([.integer(1), .missing]) == "integer")
    #expect(kind([.integer(1), .number(0.5, places: 1)]) == "number")
    #expect(kind([.integer(1), .flag(true)]) == "text")
    #expect(kind([.flag(true), .missing, .integer(1)]) == "text")
    #expect(kind([.missing, .number(0.5, places: 1), .integer(1)]) == "number")
    #expect(kind([.flag(true), .missing]) == "flag")
    #expect(kind([.missing]) == "text")
    #expect(kind([], .number("c")) == "number")
  }

  /// A number as text, so that what is not a number is equal to itself.
  private func kept(_ cell: Cell, as kind: String) -> String? {
    switch cell {
    case .missing: nil
    case .text(let text): text
    case .flag(let flag): "\(flag)"
    case .integer(let value): kind == "number" ? shown(Double(value)) : "\(value)"
    case .number(let value, _): shown(value)
    }
  }

  private func cell(_ row: Int, of column: ArrowRenderer.ColumnPlaces, in bytes: [UInt8]) -> String? {
    let presence = column.parts[0]
    if presence.length > 0, bytes[presence.place + row / 8] >> UInt8(row % 8) & 1 == 0 { return nil }
    let values = column.parts[column.parts.count - 1]
    switch column.kind {
    case "flag": return "\(bytes[values.place + row / 8] >> UInt8(row % 8) & 1 == 1)"
    case "integer": return "\(Int64(bitPattern: word(values.place + 8 * row, bytes)))"
    case "number": return shown(Double(bitPattern: word(values.place + 8 * row, bytes)))
    default:
      let ends = column.parts[1].place
      let (start, end) = (word(ends + 8 * row, bytes), word(ends + 8 * row + 8, bytes))
      return String(decoding: bytes[values.place + Int(start)..<values.place + Int(end)], as: UTF8.self)
    }
  }

  /// What is not a number may be so in many ways.
  private func shown(_ value: Double) -> String { value.isNaN ? "nan" : "\(value)" }

  private func word(_ place: Int, _ bytes: [UInt8]) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << (8 * UInt64($1)) }
  }
}
