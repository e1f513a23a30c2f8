import Basics

/// A small model of a person's answers, for ordering what is still to be judged: how likely two wordings are the same,
/// by a weighted sum of a few features that a person can read. It proposes; nothing is decided by it.
///
/// Logistic regression with a ridge penalty of 1 on standardised features, fitted by Newton's method, which is
/// deterministic (le Cessie and van Houwelingen 1992).
public struct AnswerModel: Sendable, Equatable {
  /// Answers until there is a model.
  public static let leastAnswers = 20

  public let weights: [Double]
  public let intercept: Double
  private let means: [Double]
  private let scales: [Double]
  public let answers: Int

  /// Nil for too few answers, and where all of them are alike.
  /// Complexity: O(answers · features² · steps).
  public init?(_ features: [[Double]], isSame: [Bool]) {
    precondition(features.count == isSame.count, "each answer has features")
    let same = isSame.count { $0 }
    guard isSame.count >= AnswerModel.leastAnswers, same > 0, same < isSame.count,
      let width = features.first?.count
    else { return nil }
    answers = isSame.count
    let count = Double(features.count)
    let means = (0..<width).map { column in features.reduce(0) { $0 + $1[column] } / count }
    self.means = means
    var scales = [Double](repeating: 1, count: width)
    for column in 0..<width {
      let squares = features.reduce(0.0) { $0 + ($1[column] - means[column]) * ($1[column] - means[column]) }
      // A feature that never varies explains nothing; its weight stays 0.
      scales[column] = squares > 1e-18 ? (squares / count).squareRoot() : 1
    }
    self.scales = scales
    let rows = AnswerModel.standardised(features, means, scales)
    let fitted = AnswerModel.fit(rows, isSame.map { $0 ? 1 : 0 })
    intercept = fitted[width]
    weights = Array(fitted.prefix(width))
  }

  public func probability(_ features: [Double]) -> Double {
    logistic(terms(features).reduce(intercept, +))
  }

  /// What each feature adds to the log odds.
  public func terms(_ features: [Double]) -> [Double] {
    weights.indices.map { weights[$0] * (features[$0] - means[$0]) / scales[$0] }
  }

  private static func standardised(_ features: [[Double]], _ means: [Double], _ scales: [Double])
    -> [[Double]]
  {
    features.map { row in row.indices.map { (row[$0] - means[$0]) / scales[$0] } + [1] }
  }

  /// Weights, the intercept last and unpenalised.
  private static func fit(_ rows: [[Double]], _ targets: [Double]) -> [Double] {
    let width = rows[0].count
    var weights = [Double](repeating: 0, count: width)
    for _ in 0..<50 {
      var gradient = weights.indices.map { $0 == width - 1 ? 0 : -weights[$0] }
      var hessian = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
      for column in weights.indices { hessian[column][column] = column == width - 1 ? 1e-9 : 1 }
      for (row, target) in zip(rows, targets) {
        let p = logistic(zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 })
        for i in row.indices {
          gradient[i] += (target - p) * row[i]
          for j in row.indices { hessian[i][j] += p * (1 - p) * row[i] * row[j] }
        }
      }
      let step = solved(hessian, gradient)
      for column in weights.indices { weights[column] += step[column] }
      if step.allSatisfy({ abs($0) < 1e-10 }) { break }
    }
    return weights
  }
}

private func logistic(_ value: Double) -> Double {
  value >= 0 ? 1 / (1 + exponential(-value)) : exponential(value) / (1 + exponential(value))
}

/// Solves a symmetric positive definite system by Cholesky's decomposition.
private func solved(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
  var lower = matrix
  for i in right.indices {
    for j in 0...i {
      let sum = (0..<j).reduce(matrix[i][j]) { $0 - lower[i][$1] * lower[j][$1] }
      lower[i][j] = i == j ? max(sum, 1e-300).squareRoot() : sum / lower[j][j]
    }
  }
  var forward = right
  for i in right.indices {
    forward[i] = ((0..<i).reduce(right[i]) { $0 - lower[i][$1] * forward[$1] }) / lower[i][i]
  }
  var solution = forward
  for i in right.indices.reversed() {
    solution[i] =
      (((i + 1)..<right.count).reduce(forward[i]) { $0 - lower[$1][i] * solution[$1] }) / lower[i][i]
  }
  return solution
}
