import Accumulation
import Basics
import GoldenSupport
import Scoring
import Testing

@Suite struct EvidenceSelectionTests {
  private func logs(_ values: [Double]) -> [Double] { values.map(naturalLogarithm) }

  @Test func takesTheLargestThatHold() {
    // Of four at 0.05, by e-BH: 80 for one, 40 for two, 26.7 for three, 20 for four.
    #expect(certified(logarithms: logs([79, 1, 1, 1]), alpha: 0.05) == [])
    #expect(certified(logarithms: logs([1, 81, 1, 1]), alpha: 0.05) == [1])
    #expect(certified(logarithms: logs([41, 1, 41, 1]), alpha: 0.05) == [0, 2])
    #expect(certified(logarithms: logs([21, 21, 21, 21]), alpha: 0.05) == [0, 1, 2, 3])
    // Beside one that is surely true, three may be: the second needs 3 / (2 · 0.05), where e-BH asks for 40.
    #expect(certified(logarithms: logs([1_000, 30.1, 1, 1]), alpha: 0.05) == [0, 1])
    #expect(certified(logarithms: logs([1_000, 29.9, 1, 1]), alpha: 0.05) == [0])
    #expect(certified(logarithms: [], alpha: 0.05) == [])
  }

  /// Against every set of hypotheses that might be the true ones, and against e-BH.
  @Test func isTheClosureOfEBH() {
    var random = SeededGenerator.announced()
    var more = 0
    for _ in 0..<300 {
      let alpha = [0.05, 0.2].randomElement(using: &random) ?? 0.05
      let large = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        exponential(Double.random(in: -1...5, using: &random))
      }
      // Helps and harms: of each unit one of the two has lost.
      let values = large + large.map { _ in 0.01 }
      let taken = certified(logarithms: logs(values), alpha: alpha)
      #expect(taken.count == closed(values, alpha), "seed \(random.seed): \(values)")
      let plain = eBH(values, alpha)
      #expect(taken.count >= plain, "seed \(random.seed)")
      more += taken.count > plain ? 1 : 0
    }
    #expect(more > 1, "closing gives more than e-BH in \(more) of 300")
  }

  /// How many of the largest hold against all sets, where what is not taken counts as 0.
  private func closed(_ values: [Double], _ alpha: Double) -> Int {
    let order = values.indices.sorted { values[$0] > values[$1] }
    let largest = (1...values.count).last { size in
      let taken = Set(order.prefix(size))
      return (1..<(1 << values.count)).allSatisfy { bits in
        let isTrue = values.indices.filter { bits >> $0 & 1 == 1 }
        let wrong = isTrue.filter(taken.contains)
        let mean = wrong.map { values[$0] }.reduce(0, +) / Double(isTrue.count)
        return mean >= Double(wrong.count) / Double(size) / alpha * (1 - 1e-12)
      }
    }
    return largest ?? 0
  }

  private func eBH(_ values: [Double], _ alpha: Double) -> Int {
    let falling = values.sorted(by: >)
    return (1...values.count).last { falling[$0 - 1] >= Double(values.count) / (alpha * Double($0)) } ?? 0
  }

  /// What is said to be needed for the next certificate is just enough, and no less is.
  @Test func thresholdIsWhatTheNextOneTakes() {
    var random = SeededGenerator.announced()
    for _ in 0..<100 {
      let sure = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        Double.random(in: 6...9, using: &random)
      }
      let found = CertifiedValues(sure, of: 20, alpha: 0.05)
      guard found.count == sure.count else { continue }
      let next = found.threshold()
      let count = { (value: Double) in CertifiedValues(sure + [value], of: 20, alpha: 0.05).count }
      guard next < (sure.min() ?? .infinity) else { continue }
      #expect(count(next + 1e-6) == sure.count + 1, "seed \(random.seed)")
      #expect(count(next - 1e-6) <= sure.count, "seed \(random.seed)")
    }
  }

  /// A hundred thousand values are weighed at once.
  @Test func manyValuesTakeNoSquare() {
    var random = Randomness(seed: 4)
    let values = (0..<100_000).map { _ in 3 + 4 * random.uniform() }
    let clock = ContinuousClock()
    let time = clock.measure { _ = CertifiedValues(values, of: 200_000, alpha: 0.05) }
    #expect(time < .seconds(20), "\(time)")
  }
}
