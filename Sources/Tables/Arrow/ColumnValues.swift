/// All values of a column by their rows. What hands over whole columns takes them as they are and makes no cells.
package enum ColumnValues: Sendable {
  case integers(@Sendable (Int) -> Int)
  case numbers(places: Int, @Sendable (Int) -> Double)
  case flags(@Sendable (Int) -> Bool)
  /// Each text once, and which of them stands in each row.
  case texts([String], of: [Int32])

  package func cell(_ row: Int) -> Cell {
    switch self {
    case .integers(let value): .integer(value(row))
    case .numbers(let places, let value): .number(value(row), places: places)
    case .flags(let value): .flag(value(row))
    case .texts(let texts, let places): .text(texts[Int(places[row])])
    }
  }
}
