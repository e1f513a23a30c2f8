import GoldenSupport
import Testing

import Accumulation

@Suite struct AnswerModelTests {
  /// The same objective by plain gradient descent.
  private func slow(_ rows: [[Double]], _ targets: [Bool]) -> [Double] {
    let (width, count) = (rows[0].count, Double(rows.count))
    let means = (0..<width).map { column in rows.reduce(0) { $0 + $1[column] } / count }
    let scales = (0..<width).map { column in
      (rows.reduce(0) { $0 + ($1[column] - means[column]) * ($1[column] - means[column]) } / count)
        .squareRoot()
    }
    var weights = [Double](repeating: 0, count: width + 1)
    for _ in 0..<20_000 {
      var gradient = [Double](repeating: 0, count: width + 1)
      for (row, target) in zip(rows, targets) {
        let x = (0..<width).map { (row[$0] - means[$0]) / scales[$0] } + [1]
        let z = zip(x, weights).reduce(0) { $0 + $1.0 * $1.1 }
        let p = 1 / (1 + exponential(-z))
        for column in x.indices { gradient[column] += ((target ? 1 : 0) - p) * x[column] }
      }
      for column in 0..<width { gradient[column] -= weights[column] }
      for column in weights.indices { weights[column] += gradient[column] / count }
    }
    return weights
  }

  @Test func agreesWithGradientDescent() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<5 {
      let rows = (0..<40).map { _ in (0..<3).map { _ in Double.random(in: -2...2, using: &random) } }
      let answers = rows.map { $0[0] - $0[1] + Double.random(in: -1...1, using: &random) > 0 }
      let model = try #require(AnswerModel(rows, isSame: answers))
      let expected = slow(rows, answers)
      for (found, wanted) in zip(model.weights + [model.intercept], expected) {
        #expect(abs(found - wanted) < 1e-4, "seed \(random.seed)")
      }
      let terms = model.terms(rows[0]).reduce(model.intercept, +)
      #expect(abs(model.probability(rows[0]) - 1 / (1 + exponential(-terms))) < 1e-12)
    }
  }

  @Test func learnsWhatSettlesTheAnswer() throws {
    // Cosines say nothing; a number that differs always means different.
    var random = SeededGenerator.announced()
    let rows = (0..<30).map { index in
      [Double.random(in: 0.6...0.9, using: &random), index % 2 == 0 ? 1.0 : 0]
    }
    let model = try #require(AnswerModel(rows, isSame: rows.map { $0[1] == 0 }))
    #expect(model.probability([0.75, 0]) > 0.9 && model.probability([0.75, 1]) < 0.1)
    #expect(abs(model.weights[1]) > 5 * abs(model.weights[0]))
  }

  @Test func waitsForEnoughAnswersOfBothKinds() {
    let rows = (0..<40).map { [Double($0)] }
    #expect(AnswerModel(Array(rows.prefix(19)), isSame: (0..<19).map { $0 > 9 }) == nil)
    #expect(AnswerModel(rows, isSame: rows.map { _ in true }) == nil)
    #expect(AnswerModel([], isSame: []) == nil)
  }

  @Test func aFeatureThatNeverVariesWeighsNothing() throws {
    let rows = (0..<40).map { [Double($0), 3.0] }
    let model = try #require(AnswerModel(rows, isSame: rows.map { $0[0] > 15 }))
    #expect(model.weights[1] == 0)
  }
}
