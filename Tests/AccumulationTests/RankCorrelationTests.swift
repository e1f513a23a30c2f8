import Accumulation
import GoldenSupport
import Testing

@Suite struct RankCorrelationTests {
  @Test func agreesWithAWorkedExample() throws {
    // Without ties it is 1 - 6 Σd² / (n (n² - 1)); here Σd² is 194, and n is 10.
    let iq = [106.0, 100, 86, 101, 99, 103, 97, 113, 112, 110]
    let hours = [7.0, 27, 2, 50, 28, 29, 20, 12, 6, 17]
    let found = try #require(rankCorrelation(iq, hours))
    #expect(abs(found - (1 - 6 * 194 / 990.0)) < 1e-12)
  }

  @Test func isOneForOneOrderAndMinusOneForTheReverse() {
    #expect(rankCorrelation([1, 5, 9, 11], [-3, 0, 2, 1e9]) == 1)
    #expect(rankCorrelation([1, 5, 9], [3, 2, 1]) == -1)
  }

  @Test func isNothingWithoutTwoDifferentValues() {
    #expect(rankCorrelation([], []) == nil && rankCorrelation([1], [2]) == nil)
    #expect(rankCorrelation([1, 1, 1], [1, 2, 3]) == nil)
  }

  @Test func tiesShareTheMeanOfTheirRanks() {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let values = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        Double(Int.random(in: 0...9, using: &random))
      }
      var ranks = MidRanks()
      ranks.rank(values)
      let expected = values.map { value in
        1 + Double(values.count { $0 < value }) + Double(values.count { $0 == value } - 1) / 2
      }
      #expect(ranks.ranks == expected, "seed \(random.seed)")
    }
  }
}
