import Basics
import Identity
import TraceLogs

/// The vectors that the log itself carries, from whatever encoder its writer used.
package enum Recorded {
  /// The paper's, for its encoder Qwen3-Embedding-4B.
  package static let defaultTau = Cosine(tenThousandths: 8_500)

  /// An operation without a vector has no place among the others.
  package struct Lacking: Error, Equatable {
    package let operations: Int
    package let of: Int
    package let first: String
  }

  /// One row per operation: the vector of its first proposal that has one, at unit length.
  package static func vectors(of log: TraceLog, _ operations: Operations, pulse: Pulse) throws -> Vectors {
    let column = log.proposals.vectors
    let rows = rows(column, operations)
    let lacking = rows.indices.filter { rows[$0] < 0 }
    if let first = lacking.first {
      let id = log.proposals.id[Int(operations.firstProposal[first])]
      throw Lacking(operations: lacking.count, of: rows.count, first: id)
    }
    var values: [Float] = []
    values.reserveCapacity(rows.count * column.dimension)
    for (index, row) in rows.enumerated() {
      if index % 4096 == 0 { try pulse.beat("taking vectors", index, rows.count) }
      appendUnit(
        column.values[(Int(row) * column.dimension)..<((Int(row) + 1) * column.dimension)], to: &values)
    }
    // A log without operations has no vectors, and any dimension.
    return Vectors(dimension: max(1, column.dimension), values: values)
  }

  /// The row of each operation in the log's column, or -1.
  private static func rows(_ column: VectorColumn, _ operations: Operations) -> [Int32] {
    var rows = [Int32](repeating: -1, count: operations.count)
    for (proposal, row) in column.row.enumerated() where row >= 0 {
      let operation = Int(operations.ofProposal[proposal])
      if rows[operation] < 0 { rows[operation] = row }
    }
    return rows
  }

  /// Divided by the largest value first: squares of large numbers would overflow.
  private static func appendUnit(_ row: ArraySlice<Float>, to values: inout [Float]) {
    let largest = row.reduce(0) { max($0, Double(abs($1))) }
    var squares = 0.0
    for value in row where largest > 0 { squares += (Double(value) / largest) * (Double(value) / largest) }
    let scale = squares > 0 ? 1 / (largest * squares.squareRoot()) : 0
    for value in row { values.append(Float(Double(value) * scale)) }
  }
}
