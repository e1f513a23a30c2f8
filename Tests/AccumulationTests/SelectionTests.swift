import Accumulation
import GoldenSupport
import Testing

@Suite struct SelectionTests {
  @Test func findsWhatSortingFinds() {
    var random = SeededGenerator.announced()
    for _ in 0..<2000 {
      let numbers = randomNumbers(&random)
      let place = Int.random(in: 0..<numbers.count, using: &random)
      var divided = numbers
      select(place, in: &divided)
      let sorted = numbers.sorted()
      #expect(divided[place] == sorted[place] && divided.sorted() == sorted, "seed \(random.seed)")
      #expect(divided[..<place].allSatisfy { $0 <= sorted[place] }, "seed \(random.seed)")
      #expect(divided[place...].allSatisfy { $0 >= sorted[place] }, "seed \(random.seed)")
    }
  }

  @Test func theMedianIsTheMiddleOne() {
    var random = SeededGenerator.announced()
    for _ in 0..<2000 {
      var numbers = randomNumbers(&random)
      let sorted = numbers.sorted()
      let expected = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      #expect(median(of: &numbers) == expected, "seed \(random.seed)")
    }
    var none: [Double] = []
    #expect(median(of: &none) == nil)
  }

  /// Ordered, reversed, all alike, and two humps: what makes a bad pivot.
  @Test func isQuickOnUglyOrders() {
    let count = 200_000
    let orders: [(Int) -> Double] = [
      { Double($0) }, { Double(-$0) }, { _ in 1 }, { Double($0 < count / 2 ? $0 : count - $0) },
      { Double($0 % 2) },
    ]
    for order in orders {
      var numbers = (0..<count).map(order)
      let sorted = numbers.sorted()
      select(count / 2, in: &numbers)
      #expect(numbers[count / 2] == sorted[count / 2])
    }
  }

  private func randomNumbers(_ random: inout SeededGenerator) -> [Double] {
    let spread = Int.random(in: 0...200, using: &random)
    return (0..<Int.random(in: 1...120, using: &random)).map { _ in
      Double(Int.random(in: -spread...spread, using: &random)) / 4
    }
  }
}
