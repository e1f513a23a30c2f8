import GoldenSupport
import Testing

import Accumulation

/// Figures of agreement against definitions, by other means: pairs one by one, and entropies of shares.
@Suite struct AgreementTests {
  private struct Oracle {
    let labelled: [Int]
    let units: [[Int]]
    let identities: [[Int]]

    var count: Int { labelled.count }

    init(_ truth: [Int32], _ unitOf: [Int32]) {
      let labelled = truth.indices.filter { truth[$0] >= 0 }
      self.labelled = labelled
      units = Array(Dictionary(grouping: labelled) { unitOf[$0] }.values)
      identities = Array(Dictionary(grouping: labelled) { truth[$0] }.values)
    }

    var adjustedRand: Double? {
      guard count > 0 else { return nil }
      var (both, unit, identity, all) = (0.0, 0.0, 0.0, 0.0)
      for a in labelled {
        for b in labelled where b < a {
          let isUnit = units.contains { $0.contains(a) && $0.contains(b) }
          let isIdentity = identities.contains { $0.contains(a) && $0.contains(b) }
          all += 1
          unit += isUnit ? 1 : 0
          identity += isIdentity ? 1 : 0
          both += isUnit && isIdentity ? 1 : 0
        }
      }
      let expected = all > 0 ? unit * identity / all : 0
      let most = (unit + identity) / 2
      return abs(most - expected) < 1e-12 ? 1 : (both - expected) / (most - expected)
    }

    /// Of the first grouping, given the second.
    static func entropy(_ groups: [[Int]], given others: [[Int]], _ count: Int) -> Double {
      var sum = 0.0
      for other in others {
        for group in groups {
          let joint = Double(Set(group).intersection(other).count)
          if joint > 0 { sum -= joint / Double(count) * naturalLogarithm(joint / Double(other.count)) }
        }
      }
      return sum
    }

    static func share(_ groups: [[Int]], _ others: [[Int]], _ count: Int) -> Double {
      let all = entropy(groups, given: [groups.flatMap { $0 }], count)
      return all < 1e-12 ? 1 : 1 - entropy(groups, given: others, count) / all
    }

    var exact: Int { units.count { unit in identities.contains { Set($0) == Set(unit) } } }
  }

  @Test func agreesWithDefinitions() {
    var random = SeededGenerator.announced()
    for turn in 0..<1_000 {
      let count = Int.random(in: 0...24, using: &random)
      let truth = shapedTruth(turn / 10, &random, count)
      let partition = shapedPartition(turn, &random, count)
      let quality = MergeQuality(TrueIdentities(truth), partition)
      let oracle = Oracle(truth, partition.unitOf.array)
      #expect(close(quality.adjustedRand, oracle.adjustedRand), "seed \(random.seed)")
      guard oracle.count > 0 else {
        #expect(quality.entropy.f1 == nil && quality.clusters.f1 == nil)
        continue
      }
      #expect(
        close(quality.entropy.precision, Oracle.share(oracle.identities, oracle.units, oracle.count)),
        "seed \(random.seed)")
      #expect(
        close(quality.entropy.recall, Oracle.share(oracle.units, oracle.identities, oracle.count)),
        "seed \(random.seed)")
      #expect(close(quality.clusters.precision, Double(oracle.exact) / Double(oracle.units.count)))
      #expect(close(quality.clusters.recall, Double(oracle.exact) / Double(oracle.identities.count)))
    }
  }

  private func close(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return abs(a - b) < 1e-9
  }

  @Test func costsAreCountedPairByPair() {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let count = Int.random(in: 0...30, using: &random)
      let truth = (0..<count).map { _ in Int32.random(in: -1...6, using: &random) }
      let partition = randomPartition(&random, operations: count)
      let costs = UnitCost.all(TrueIdentities(truth), partition)
      let found = Dictionary(uniqueKeysWithValues: costs.map { (Int($0.unit), $0) })
      for unit in 0..<partition.unitCount {
        let members = partition.members(of: unit).map { Int($0) }.filter { truth[$0] >= 0 }
        var (pollution, fragmentation) = (0, 0)
        for a in members {
          pollution += members.count { $0 > a && truth[$0] != truth[a] }
          fragmentation += truth.indices.count { Int(partition.unitOf[$0]) != unit && truth[$0] == truth[a] }
        }
        #expect((found[unit]?.pollution ?? 0) == pollution, "seed \(random.seed)")
        #expect((found[unit]?.fragmentation ?? 0) == fragmentation, "seed \(random.seed)")
        guard let cost = found[unit] else { continue }
        let sizes = Dictionary(grouping: members) { truth[$0] }.mapValues(\.count)
        let most = sizes.values.max() ?? 0
        #expect(cost.strangers == members.count - most, "seed \(random.seed)")
        let mains = sizes.filter { $0.value == most }.keys
        #expect(
          mains.contains { main in cost.missing == truth.count { $0 == main } - most },
          "seed \(random.seed)")
      }
      #expect(zip(costs, costs.dropFirst()).allSatisfy { $0.pairs >= $1.pairs })
    }
  }

  /// Two hundred worlds with a known recall: about 95 of 100 intervals hold it.
  @Test func intervalsCoverAsOftenAsTheySay() throws {
    var random = SeededGenerator.announced()
    var covered = 0
    for world in 0..<200 {
      // Pairs of operations that are the same; each is found with probability 0.7.
      let pairs = 150
      var (truth, unitOf, founder) = ([Int32](), [Int32](), [Int32]())
      for pair in 0..<pairs {
        let isFound = Double.random(in: 0..<1, using: &random) < 0.7
        for member in 0..<2 {
          if member == 0 || !isFound { founder.append(Int32(truth.count)) }
          truth.append(Int32(pair))
          unitOf.append(Int32(founder.count - 1))
        }
      }
      let partition = Partition(unitOf: unitOf, founder: founder, candidates: [])
      let groups = Contingency(TrueIdentities(truth), partition).groups()
      #expect(groups.count == pairs)
      let intervals = try AgreementIntervals(groups, seed: UInt64(world))
      if let recall = intervals.interval(of: .pairRecall), recall.low <= 0.7, 0.7 <= recall.high {
        covered += 1
      }
    }
    #expect((180...200).contains(covered), "covered \(covered) of 200, seed \(random.seed)")
  }

  /// Pair precision rests on the few groups that hold a mistake: it takes a hundred for the interval to hold it about as often as
  /// it says, and with thirty `quality` warns.
  @Test func precisionIntervalsTakeAHundredGroups() throws {
    var random = SeededGenerator.announced()
    var covered = [30: 0, 100: 0]
    for (groups, _) in covered {
      for world in 0..<100 {
        var (truth, unitOf, founder) = ([Int32](), [Int32](), [Int32]())
        for group in 0..<groups {
          // Three that are one, and rarely a stranger among them.
          founder.append(Int32(truth.count))
          let strangers = Double.random(in: 0..<1, using: &random) < 0.1 ? 1 : 0
          for member in 0..<(3 + strangers) {
            truth.append(Int32(2 * group + (member < 3 ? 0 : 1)))
            unitOf.append(Int32(group))
          }
        }
        let partition = Partition(unitOf: unitOf, founder: founder, candidates: [])
        let sums = Contingency(TrueIdentities(truth), partition).groups()
        let interval = try AgreementIntervals(sums, seed: UInt64(world)).interval(of: .pairPrecision)
        if let interval, interval.low <= 3 / 3.3, 3 / 3.3 <= interval.high {
          covered[groups, default: 0] += 1
        }
      }
    }
    #expect(covered[100, default: 0] > 85, "covered \(covered) of 100, seed \(random.seed)")
  }

  @Test func oneGroupHasNoInterval() throws {
    let partition = Partition(unitOf: [0, 0, 1], founder: [0, 2], candidates: [])
    let groups = Contingency(TrueIdentities([4, 4, 4]), partition).groups()
    #expect(groups.count == 1)
    #expect(try AgreementIntervals(groups, seed: 1).interval(of: .bCubedF1) == nil)
  }
}

/// One unit, all apart, or anything.
func shapedPartition(_ turn: Int, _ random: inout SeededGenerator, _ count: Int) -> Partition {
  switch turn % 10 {
  case 0 where count > 0:
    Partition(unitOf: Array(repeating: 0, count: count), founder: [0], candidates: [])
  case 1:
    Partition(unitOf: (0..<count).map(Int32.init), founder: (0..<count).map(Int32.init), candidates: [])
  default: randomPartition(&random, operations: count)
  }
}

/// No labels, one true operation, all apart, or anything, with and without operations that have no label.
func shapedTruth(_ turn: Int, _ random: inout SeededGenerator, _ count: Int) -> [Int32] {
  switch turn % 10 {
  case 0: return Array(repeating: -1, count: count)
  case 1: return Array(repeating: 7, count: count)
  case 2: return (0..<count).map(Int32.init)
  default:
    let most = Int32.random(in: 0...8, using: &random)
    return (0..<count).map { _ in Int32.random(in: (turn % 3 == 0 ? -1 : 0)...most, using: &random) }
  }
}
