/// The triangular factor of a positive semidefinite matrix, of which rows that others explain are left out.
/// Complexity: O(size³ / 6).
struct CholeskyFactor {
  private let size: Int
  private var lower: [Double]
  /// Whether a row is not explained by those before it.
  private(set) var isKept: [Bool]
  /// Whether it neither is explained by others nor explains any that is.
  private(set) var isToldApart: [Bool]

  /// Of a matrix given by its upper half, row by row.
  init(_ matrix: [Double], size: Int, ridge: Double) {
    self.size = size
    lower = Array(repeating: 0, count: size * size)
    isKept = Array(repeating: true, count: size)
    isToldApart = isKept
    for row in 0..<size {
      for column in 0...row { reduce(row, column, matrix[column * size + row] + (row == column ? ridge : 0)) }
    }
    isToldApart = isKept
    for row in 0..<size where !isKept[row] {
      let parts = solve((0..<size).map { matrix[min($0, row) * size + max($0, row)] })
      for part in 0..<size where abs(parts[part]) > 1e-6 { isToldApart[part] = false }
    }
  }

  private mutating func reduce(_ row: Int, _ column: Int, _ value: Double) {
    var rest = value
    for before in 0..<column { rest -= lower[row * size + before] * lower[column * size + before] }
    if row != column {
      lower[row * size + column] = isKept[column] ? rest / lower[column * size + column] : 0
    } else if rest > 1e-9 * max(1, value) {
      lower[row * size + row] = rest.squareRoot()
    } else {
      isKept[row] = false
      for before in 0...row { lower[row * size + before] = 0 }
      lower[row * size + row] = 1
    }
  }

  /// 0 for rows that were left out. Complexity: O(size²).
  func solve(_ right: [Double]) -> [Double] {
    var solution = right
    for row in 0..<size where !isKept[row] { solution[row] = 0 }
    for row in 0..<size {
      for before in 0..<row { solution[row] -= lower[row * size + before] * solution[before] }
      solution[row] /= lower[row * size + row]
    }
    for row in stride(from: size - 1, through: 0, by: -1) {
      for after in row + 1..<max(row + 1, size) {
        solution[row] -= lower[after * size + row] * solution[after]
      }
      solution[row] = isKept[row] ? solution[row] / lower[row * size + row] : 0
    }
    return solution
  }
}
