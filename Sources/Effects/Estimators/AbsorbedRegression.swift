import Basics

/// Regression of outcomes on which items stood in the context, with a level of its own for each group, which is taken out by
/// measuring from the group's means (Frisch and Waugh 1933). Intervals allow for tasks of a group that go well or badly
/// together (Liang and Zeger 1986).
///
/// A column that others explain is left out: nobody can tell what it does. Complexity: O(rows · items² + columns³).
struct AbsorbedRegression {
  /// By column; nil for what cannot be told.
  private(set) var effects: [Interval?]

  /// `ridge` is added to the diagonal: so many tasks with and so many without that went alike.
  init(_ groups: TaskGroups, ridge: Double) {
    let size = groups.items.count
    effects = Array(repeating: nil, count: size)
    guard size > 0 else { return }
    fit(groups, ridge)
  }

  private mutating func fit(_ groups: TaskGroups, _ ridge: Double) {
    var normal = NormalEquations(size: groups.items.count)
    for group in groups.end.indices { normal.add(groups, group) }
    let factor = CholeskyFactor(normal.matrix, size: normal.size, ridge: ridge)
    let solution = factor.solve(normal.moments)
    for group in groups.end.indices { normal.addScore(groups, group, solution) }
    let count = Double(groups.end.count)
    let small = count > 1 ? count / (count - 1) : .infinity
    for column in solution.indices where factor.isToldApart[column] {
      let half = 1.959_963_984_540_054 * (normal.variance(of: column, factor) * small).squareRoot()
      effects[column] = Interval(
        estimate: solution[column], low: solution[column] - half, high: solution[column] + half)
    }
  }
}

/// Sums of products about the means of groups.
private struct NormalEquations {
  let size: Int
  var matrix: [Double]
  var moments: [Double]
  private var scores: [Double]

  init(size: Int) {
    self.size = size
    matrix = Array(repeating: 0, count: size * size)
    moments = Array(repeating: 0, count: size)
    scores = Array(repeating: 0, count: size * size)
  }

  mutating func add(_ groups: TaskGroups, _ group: Int) {
    let rows = groups.rows[groups.range(of: group)]
    let mean = rows.reduce(0) { $0 + $1.outcome } / Double(rows.count)
    var counts: [Int32: Double] = [:]
    for row in rows {
      for (place, column) in row.columns.enumerated() {
        counts[column, default: 0] += 1
        moments[Int(column)] += row.outcome - mean
        for other in row.columns[place...] { matrix[Int(column) * size + Int(other)] += 1 }
      }
    }
    let shared = counts.keys.sorted()
    for (place, column) in shared.enumerated() {
      let share = (counts[column] ?? 0) / Double(rows.count)
      for other in shared[place...] {
        matrix[Int(column) * size + Int(other)] -= share * (counts[other] ?? 0)
      }
    }
  }

  /// What a group leaves over of the moments, times itself.
  mutating func addScore(_ groups: TaskGroups, _ group: Int, _ solution: [Double]) {
    let rows = groups.rows[groups.range(of: group)]
    let left = rows.map { row in row.outcome - row.columns.reduce(0) { $0 + solution[Int($1)] } }
    let mean = left.reduce(0, +) / Double(rows.count)
    var score: [Int32: Double] = [:]
    for (row, rest) in zip(rows, left) {
      for column in row.columns { score[column, default: 0] += rest - mean }
    }
    let columns = score.keys.sorted()
    for (place, column) in columns.enumerated() {
      for other in columns[place...] {
        scores[Int(column) * size + Int(other)] += (score[column] ?? 0) * (score[other] ?? 0)
      }
    }
  }

  /// Complexity: O(size²).
  func variance(of column: Int, _ factor: CholeskyFactor) -> Double {
    var unit = [Double](repeating: 0, count: size)
    unit[column] = 1
    let influence = factor.solve(unit)
    var variance = 0.0
    for row in 0..<size where influence[row] != 0 {
      variance += influence[row] * influence[row] * scores[row * size + row]
      for other in row + 1..<max(row + 1, size) {
        variance += 2 * influence[row] * influence[other] * scores[row * size + other]
      }
    }
    return max(0, variance)
  }
}
