import GoldenSupport
import Testing

import Accumulation

@Suite struct MergeQualityTests {
  /// All pairs, one by one.
  private struct Oracle {
    var merged = 0
    var same = 0
    var both = 0
    var precision = 0.0
    var recall = 0.0

    func share(_ whole: Int) -> Double? { whole > 0 ? Double(both) / Double(whole) : nil }

    init(_ truth: [Int32], _ units: [Int32]) {
      let labelled = truth.indices.filter { truth[$0] >= 0 }
      for a in labelled {
        let unit = labelled.filter { units[$0] == units[a] }
        let identity = labelled.filter { truth[$0] == truth[a] }
        let right = unit.filter { truth[$0] == truth[a] }
        merged += unit.count - 1
        same += identity.count - 1
        both += right.count - 1
        precision += Double(right.count) / Double(unit.count) / Double(labelled.count)
        recall += Double(right.count) / Double(identity.count) / Double(labelled.count)
      }
      (merged, same, both) = (merged / 2, same / 2, both / 2)
    }
  }

  @Test func agreesWithCountingPairs() {
    var random = SeededGenerator.announced()
    for turn in 0..<1_000 {
      let count = Int.random(in: 0...30, using: &random)
      let truth = shapedTruth(turn / 10, &random, count)
      let partition = shapedPartition(turn, &random, count)
      let quality = MergeQuality(TrueIdentities(truth), partition)
      let oracle = Oracle(truth, partition.unitOf.array)
      let pairs = [quality.mergedPairs, quality.truePairs, quality.rightPairs]
      #expect(pairs == [oracle.merged, oracle.same, oracle.both])
      #expect(quality.labelled == truth.count { $0 >= 0 })
      #expect(quality.identities == Set(truth.filter { $0 >= 0 }).count)
      #expect(close(quality.pairs.precision, oracle.share(oracle.merged)), "seed \(random.seed)")
      #expect(close(quality.pairs.recall, oracle.share(oracle.same)), "seed \(random.seed)")
      #expect(close(quality.bCubed.precision ?? 0, oracle.precision), "seed \(random.seed)")
      #expect(close(quality.bCubed.recall ?? 0, oracle.recall), "seed \(random.seed)")
      for figures in [quality.pairs, quality.bCubed] {
        #expect(close(figures.f1, harmonic(figures)), "seed \(random.seed)")
      }
      #expect(quality.mixed == number(of: partition.unitOf.array, with: truth) { truth[$0] })
      #expect(quality.spread == number(of: truth, with: truth) { partition.unitOf[$0] })
    }
  }

  /// How many groups hold more than one value among their labelled members.
  private func number(of groups: [Int32], with truth: [Int32], _ value: (Int) -> Int32) -> Int {
    let labelled = groups.indices.filter { truth[$0] >= 0 }
    return Dictionary(grouping: labelled) { groups[$0] }.values.count { Set($0.map(value)).count > 1 }
  }

  private func harmonic(_ figures: PrecisionRecall) -> Double? {
    guard let precision = figures.precision, let recall = figures.recall else { return nil }
    return precision * recall == 0 ? 0 : 1 / ((1 / precision + 1 / recall) / 2)
  }

  private func close(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return abs(a - b) < 1e-9
  }

  @Test func countsAKnownCase() {
    // Units {0, 1, 2} and {3, 4}; in truth {0, 1} and {2, 3, 4}.
    let partition = Partition(unitOf: [0, 0, 0, 1, 1], founder: [0, 3], candidates: [])
    let quality = MergeQuality(TrueIdentities([5, 5, 2, 2, 2]), partition)
    #expect(quality.pairs == PrecisionRecall(precision: 0.5, recall: 0.5))
    #expect(quality.pairs.f1 == 0.5)
    #expect(close(quality.bCubed.precision ?? 0, (2.0 / 3 + 2.0 / 3 + 1.0 / 3 + 2) / 5))
    #expect(quality.mixed == 1 && quality.spread == 1)
  }

  @Test func saysNothingOfNothing() {
    let partition = Partition(unitOf: [0, 1], founder: [0, 1], candidates: [])
    let none = MergeQuality(TrueIdentities([-1, -1]), partition)
    #expect(none.labelled == 0 && none.bCubed.precision == nil && none.pairs.f1 == nil)
    let apart = MergeQuality(TrueIdentities([1, 2]), partition)
    #expect(apart.pairs.precision == nil && apart.bCubed.f1 == 1)
  }
}
