import Accumulation
import GoldenSupport
import Testing

@Suite struct MovingAverageTests {
  /// The series of figure 4 of arXiv 2606.20475; where each ends follows from equation 5 with beta 0.9.
  @Test(
    arguments: [
      ([6, 12, 7, 14], 10.001163128816515),
      ([7, 4, -3, 2, -8, -5, -2, -6, 1, -4], -2.0513087942384876),
      ([5, -8, 11, -6, 4, -10, 6, -4, 2, -7], -1.1820667100567137),
    ] as [([Double], Double)])
  func endsWhereFigure4Ends(deltas: [Double], expected: Double) throws {
    let estimate = try #require(average(deltas, beta: 0.9))
    #expect(abs(estimate - expected) <= 1e-12)
  }

  @Test func isTheClosedForm() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<2000 {
      let deltas = randomDeltas(&random)
      let beta = Double.random(in: 0..<1, using: &random)
      let estimate = try #require(average(deltas, beta: beta))
      let tolerance = 1e-12 * (deltas.map(abs).max() ?? 0)
      #expect(abs(estimate - closedForm(deltas, beta)) <= tolerance, "seed \(random.seed), beta \(beta)")
    }
  }

  /// Where `1 - beta^n` would lose the digits that count.
  @Test(arguments: [0.999, 0.999_999, 1 - 1e-9, 1 - 1e-13, 1.0.nextDown])
  func isTheClosedFormNearOne(beta: Double) throws {
    var random = SeededGenerator.announced()
    for _ in 0..<200 {
      let deltas = randomDeltas(&random)
      let estimate = try #require(average(deltas, beta: beta))
      let tolerance = 1e-12 * (deltas.map(abs).max() ?? 0)
      #expect(abs(estimate - closedForm(deltas, beta)) <= tolerance, "seed \(random.seed)")
    }
  }

  @Test func withBetaZeroIsTheLastDelta() {
    #expect(average([3, -1, 0.1], beta: 0) == 0.1)
  }

  @Test func isNothingBeforeTheFirstDelta() {
    for beta in [0, 0.5, 0.9, 1.0.nextDown] { #expect(average([], beta: beta) == nil) }
  }

  @Test func theFirstDeltaCountsInFull() {
    for beta in [0, 0.5, 0.9, 0.99, 1.0.nextDown] { #expect(average([7], beta: beta) == 7) }
  }

  @Test func ofAConstantIsExactlyTheConstant() {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let constant = Double.random(in: -100...100, using: &random)
      let deltas = Array(repeating: constant, count: .random(in: 1...500, using: &random))
      #expect(average(deltas, beta: .random(in: 0..<1, using: &random)) == constant, "seed \(random.seed)")
    }
  }

  @Test func scalesWithItsDeltas() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let (deltas, beta) = (randomDeltas(&random), Double.random(in: 0..<1, using: &random))
      let estimate = try #require(average(deltas, beta: beta))
      #expect(average(deltas.map { $0 * -4 }, beta: beta) == estimate * -4, "seed \(random.seed)")
    }
  }

  @Test func liesBetweenItsDeltas() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let deltas = randomDeltas(&random)
      let estimate = try #require(average(deltas, beta: .random(in: 0..<1, using: &random)))
      let (lowest, highest) = (try #require(deltas.min()), try #require(deltas.max()))
      #expect(estimate >= lowest - 1e-9 && estimate <= highest + 1e-9, "seed \(random.seed)")
    }
  }

  private func average(_ deltas: [Double], beta: Double) -> Double? {
    var average = MovingAverage(beta: beta)
    for delta in deltas { average.observe(delta) }
    return average.estimate
  }

  /// The sum of `beta^(n-i) · delta_i` over the sum of its weights.
  private func closedForm(_ deltas: [Double], _ beta: Double) -> Double {
    var (sum, weights, power) = (0.0, 0.0, 1.0)
    for delta in deltas.reversed() {
      sum += power * delta
      weights += power
      power *= beta
    }
    return sum / weights
  }

  private func randomDeltas(_ random: inout SeededGenerator) -> [Double] {
    (0..<Int.random(in: 1...60, using: &random)).map { _ in .random(in: -50...50, using: &random) }
  }
}
