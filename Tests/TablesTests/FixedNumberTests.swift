import Foundation
import GoldenSupport
import Tables
import Testing

@Suite struct FixedNumberTests {
  @Test(
    arguments: [
      (0, 2, "0.00"), (-0.0, 2, "0.00"), (-0.001, 2, "0.00"), (0.5, 0, "0"), (1.5, 0, "2"), (2.5, 0, "2"),
      (-2.5, 0, "-2"),
      (0.125, 2, "0.12"), (0.375, 2, "0.38"), (2.675, 2, "2.67"), (0.995, 2, "0.99"), (9.999, 2, "10.00"),
      (-6.92, 2, "-6.92"),
      (1e22, 1, "10000000000000000000000.0"), (.nan, 2, "nan"), (.infinity, 2, "inf"),
      (-.infinity, 2, "-inf"),
      (.leastNonzeroMagnitude, 3, "0.000"), (1, -3, "1"), (0.05, 1, "0.1"), (99.5, 0, "100"),
      (0x1p-20, 19, "0.0000009536743164062"),
    ] as [(Double, Int, String)])
  func rounds(value: Double, places: Int, expected: String) {
    #expect(fixed(value, places: places) == expected)
  }

  @Test func agreesWithPrintf() {
    var random = SeededGenerator.announced()
    for _ in 0..<60_000 {
      let (value, places) = (anyNumber(&random), Int.random(in: 0...9, using: &random))
      #expect(fixed(value, places: places) == printed(value, places), "seed \(random.seed)")
    }
  }

  @Test func agreesWithPrintfOnManyPlaces() {
    var random = SeededGenerator.announced()
    for _ in 0..<4000 {
      let (value, places) = (anyNumber(&random), Int.random(in: 10...400, using: &random))
      #expect(fixed(value, places: places) == printed(value, places), "seed \(random.seed)")
    }
  }

  @Test func agreesWithPrintfAtTheEdges() {
    let edges: [Double] = [
      .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, .ulpOfOne, 0x1p52, 0x1p53,
      0x1p63, 0x1p64,
      0x1p127, 0x1p128, 0x1p-120, 0x1p-119, 0x1.fffffffffffffp52, 0.1, 0.5, 1, 1e15, 1e16,
      1.8446744073709552e19,
    ]
    for value in edges.flatMap({ [$0, -$0, $0.nextUp, $0.nextDown] }) where value.isFinite {
      for places in Array(0...25) + [1074, 1100] {
        #expect(fixed(value, places: places) == printed(value, places), "\(value)")
      }
    }
  }

  /// Of every kind: any bit pattern, everyday numbers, decimals on the edge, exact ties.
  private func anyNumber(_ random: inout SeededGenerator) -> Double {
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      let any = Double(bitPattern: random.next())
      return any.isFinite ? any : 0
    case 1: return .random(in: -100...100, using: &random)
    case 2: return Double(Int.random(in: -1_000_000...1_000_000, using: &random)) / 1000
    default: return Double(Int.random(in: -99_999...99_999, using: &random)) / 64
    }
  }

  /// What C prints, but for the sign of zero.
  private func printed(_ value: Double, _ places: Int) -> String {
    let text = String(format: "%.\(places)f", value)
    return text.contains { "123456789".contains($0) } ? text : text.replacingOccurrences(of: "-", with: "")
  }
}
