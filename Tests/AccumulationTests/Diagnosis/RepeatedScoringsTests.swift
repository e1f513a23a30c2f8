import Accumulation
import Foundation
import GoldenSupport
import Testing

@Suite struct RepeatedScoringsTests {
  @Test func pairsStandWithinOneProposalAndBatch() throws {
    var sample = ScoredLog(units: [0, 1, 2])
    sample.add(batch: 0, baseline: 10, [(0, 12), (1, 9)])
    sample.add(batch: 0, baseline: 20, [(0, 25), (2, 20)])
    sample.add(batch: 1, baseline: 0, [(0, -3), (1, -1), (2, 4)])
    sample.add(batch: 0, baseline: 10, [(0, 9), (2, 11)])
    sample.add(batch: 1, baseline: 1, [(1, -1), (2, 1)])
    let scorings = try RepeatedScorings(log: sample.log, rule: DeltaRule())
    #expect(scorings.first == [2, 2, 5, 0, -1, 4] && scorings.second == [5, -1, -1, 1, -2, 0])
    #expect(scorings.repeated == 4 && scorings.mostRepeats == 3)
    // Two pairs have a side without a sign.
    #expect(scorings.signs == (2, 4))
    #expect(scorings.consistency == Interval.share(2, of: 4))
    let signs = try RepeatedScorings(log: sample.log, rule: DeltaRule(.sign))
    #expect(signs.first == [1, 1, 1, 0, -1, 1])
  }

  /// Two measurements with the spread of the noise as given correlate by 1 / (1 + noise²).
  @Test func plantedRobustnessLiesInTheInterval() throws {
    var random = Randomness(seed: 21)
    for noise in [0.5, 1, 2] {
      let planted = 1 / (1 + noise * noise)
      var inside = 0
      for _ in 0..<400 {
        let series = (0..<60).map { _ in
          let effect = random.normal()
          return [effect + noise * random.normal(), effect + noise * random.normal()]
        }
        let interval = try #require(RepeatedScorings(series).robustness)
        if interval.low <= planted && planted <= interval.high { inside += 1 }
      }
      // 380 expected; four deviations.
      #expect((362...397).contains(inside), "\(noise) \(inside)")
    }
  }

  @Test func plantedSignsAgreeAsOftenAsTheyShould() throws {
    var random = Randomness(seed: 22)
    for accuracy in [0.6, 0.75, 0.95] {
      let series = (0..<40_000).map { _ in
        let effect = random.happens(0.5) ? 1.0 : -1.0
        return [0, 1].map { _ in random.happens(accuracy) ? effect : -effect }
      }
      let scorings = RepeatedScorings(series)
      let consistency = try #require(scorings.consistency).estimate
      #expect(abs(consistency - (accuracy * accuracy + (1 - accuracy) * (1 - accuracy))) < 0.01)
      #expect(abs(try #require(scorings.accuracyAtMost).estimate - accuracy) < 0.02)
    }
  }

  @Test func whereThereIsNothingToSay() throws {
    #expect(RepeatedScorings([[Double]]()).robustness == nil)
    #expect(RepeatedScorings([[1]]).pairCount == 0)
    #expect(RepeatedScorings([[1, 2]]).robustness == nil)
    #expect(RepeatedScorings([[1, 2], [1, 3]]).robustness == nil)
    let few = try #require(RepeatedScorings([[1, 2], [2, 4], [3, 5]]).robustness)
    #expect(few.low == -1 && few.high == 1 && abs(few.estimate - 0.98198) < 1e-5)
    let whole = try #require(RepeatedScorings((0..<9).map { [Double($0), 2 * Double($0)] }).robustness)
    #expect(abs(whole.estimate - 1) < 1e-15)
    let huge = RepeatedScorings([[1e308, 1e308], [-1e308, -1e308], [1, 1], [2, 2]])
    #expect(huge.robustness == nil && huge.consistency?.estimate == 1)
    let contrary = RepeatedScorings([[1, -1], [2, -3]])
    #expect(contrary.consistency?.estimate == 0 && contrary.accuracyAtMost?.estimate == 0.5)
  }

  @Test func theIntervalIsFishers() throws {
    // Two standardised columns whose correlation is 0.5 by construction.
    let a = (0..<28).map { $0 < 14 ? 1.0 : -1.0 }
    let b = (0..<28).map { $0 % 14 < 7 ? 1.0 : -1.0 }
    let mixed = zip(a, b).map { 0.5 * $0 + 0.75.squareRoot() * $1 }
    let interval = try #require(correlation(a, mixed))
    #expect(abs(interval.estimate - 0.5) < 1e-12)
    #expect(abs(interval.low - tanh(atanh(0.5) - 1.959_963_985 / 5)) < 1e-8)
    #expect(abs(interval.high - tanh(atanh(0.5) + 1.959_963_985 / 5)) < 1e-8)
  }

  /// Marginal values of a language model's experiences, most of them measured twice.
  @Test func realMarginalsHardlyRepeat() throws {
    guard let series = try realMarginals() else { return }
    let scorings = RepeatedScorings(series)
    #expect(series.count == 27 && scorings.repeated == 17 && scorings.pairCount == 19)
    let robustness = try #require(scorings.robustness)
    #expect(robustness.low < 0 && robustness.high > 0 && abs(robustness.estimate - -0.0186) < 1e-3)
    #expect(scorings.signs == (7, 13))
  }

  private func realMarginals(_ test: String = #function) throws -> [[Double]]? {
    let name = "experience-shapley/shapley_progress.json"
    let repository = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
      url.deletingLastPathComponent()
    }
    let given = ProcessInfo.processInfo.environment["MAA_REAL_DATA"].map { URL(fileURLWithPath: $0) }
    let folder = given ?? repository.deletingLastPathComponent().appendingPathComponent("shared/data")
    guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else {
      let line = "\(test): skipped, no \(name) in ../shared/data or MAA_REAL_DATA\n"
      FileHandle.standardError.write(Data(line.utf8))
      return nil
    }
    let whole = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let experiences = try #require(whole["ranked_experiences"] as? [[String: Any]])
    return try experiences.map { try #require($0["all_marginals"] as? [Double]) }
  }
}
