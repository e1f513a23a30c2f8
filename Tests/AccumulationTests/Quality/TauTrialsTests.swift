import GoldenSupport
import Testing

import Accumulation

@Suite struct TauTrialsTests {
  private let taus = (0..<12).map { Cosine(tenThousandths: Int32(1_000 * $0)) }

  /// Pairs with a cosine each, merged under every tau up to it.
  private func strata(_ random: inout SeededGenerator, _ counts: [Int]) -> [[TauTrials.Group]] {
    counts.map { count in
      (0..<count).map { _ in
        let weight = Double.random(in: 0.5...4, using: &random)
        let reach = Int.random(in: 0...12, using: &random)
        let merged = (0..<12).map { $0 < reach ? weight : 0 }
        let isSame = Int.random(in: 0..<14, using: &random) < reach
        return TauTrials.Group(
          same: isSame ? weight : 0, merged: merged, both: isSame ? merged : merged.map { _ in 0 })
      }
    }
  }

  @Test func theBestIsBestAndTheWidest() {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let all = strata(&random, [Int.random(in: 0...6, using: &random), 2])
      let trials = TauTrials(taus, strata: all)
      let values = taus.indices.map { tau -> Double in
        let groups = all.joined()
        let sum = groups.reduce(0) { $0 + $1.merged[tau] + $1.same }
        return sum > 0 ? 2 * groups.reduce(0) { $0 + $1.both[tau] } / sum : 0
      }
      guard let peak = values.max(), peak > 0 else {
        #expect(trials.best == nil)
        continue
      }
      let runs = taus.indices.flatMap { low in (low..<taus.count).map { low...$0 } }.filter { run in
        run.allSatisfy { abs(values[$0] - peak) < 1e-12 }
      }
      let widest = runs.map(\.count).max() ?? 0
      #expect(trials.best == runs.last { $0.count == widest }, "seed \(random.seed)")
    }
  }

  @Test func intervalsHoldTheProposalAndRepeat() throws {
    var random = SeededGenerator.announced()
    for seed in 0..<20 {
      let trials = TauTrials(taus, strata: strata(&random, [30, 10]))
      guard let best = trials.best, let interval = try trials.interval(seed: UInt64(seed)) else { continue }
      let proposal = taus[TauTrials.middle(best)].value
      #expect(interval.estimate == proposal && interval.low <= proposal && proposal <= interval.high)
      #expect(try trials.interval(seed: UInt64(seed)) == interval, "seed \(random.seed)")
    }
    let lone = TauTrials(taus, strata: strata(&random, [1, 1]))
    #expect(try lone.interval(seed: 1) == nil, "nothing can be drawn again")
  }

  /// Sums per key add up to those of all labelled operations.
  @Test func keysAddUp() {
    var random = SeededGenerator.announced()
    for turn in 0..<200 {
      let count = Int.random(in: 0...30, using: &random)
      let identities = TrueIdentities(shapedTruth(turn / 10, &random, count))
      let partition = shapedPartition(turn, &random, count)
      let operations = sampleOperations(
        (0..<count).map { SampleProposal(operation: $0, anchor: Int.random(in: 0..<4, using: &random)) })
      let quality = MergeQuality(identities, partition)
      let sums = KeyedSums(identities, operations, partition).sums
      #expect(sums.reduce(0) { $0 + $1.merged } == quality.mergedPairs, "seed \(random.seed)")
      #expect(sums.reduce(0) { $0 + $1.both } == quality.rightPairs, "seed \(random.seed)")
      #expect(KeyedSums.same(identities, operations).reduce(0, +) == quality.truePairs)
      for key in 0..<operations.keyCount {
        let labelled = (0..<count).filter {
          Int(operations.key[$0]) == key && identities.ofOperation[$0] >= 0
        }
        var pairs: [(Int, Int)] = []
        for a in labelled {
          for b in labelled where b < a && partition.unitOf[a] == partition.unitOf[b] { pairs.append((a, b)) }
        }
        #expect(sums[key].merged == pairs.count, "seed \(random.seed)")
        #expect(sums[key].both == pairs.count { identities.ofOperation[$0] == identities.ofOperation[$1] })
      }
    }
  }
}
