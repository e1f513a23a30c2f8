import GoldenSupport
import Testing

import Accumulation

/// Random audits of merging whose truth is known: estimates against what counting all pairs gives.
@Suite struct AuditTests {
  @Test func everyPairIsInOneStratum() throws {
    var random = SeededGenerator.announced()
    for turn in 0..<60 {
      let world = AuditWorld(&random, operations: Int.random(in: 0...40, using: &random), keys: 3)
      for listed in [0, AuditFrame.mostListed] {
        let sample = try AuditSample(try world.frame(mostListed: listed), count: 2_000, seed: UInt64(turn))
        let pairs = sample.pairs.map { "\($0.first) \($0.second) \(sample.strata[$0.stratum].stratum)" }
        #expect(pairs.sorted() == world.population.map(\.text).sorted(), "seed \(random.seed)")
        #expect(sample.strata.allSatisfy { $0.drawn == $0.count && $0.count > 0 })
      }
    }
  }

  @Test func drawsDifferentPairsInTheNumbersItSays() throws {
    var random = SeededGenerator.announced()
    for turn in 0..<60 {
      let world = AuditWorld(&random, operations: 60, keys: 2)
      let (seed, count) = (UInt64(turn), Int.random(in: 0...80, using: &random))
      for listed in [0, AuditFrame.mostListed] {
        let sample = try AuditSample(try world.frame(mostListed: listed), count: count, seed: seed)
        #expect(sample == (try AuditSample(try world.frame(mostListed: listed), count: count, seed: seed)))
        #expect(sample.pairs.count == count, "seed \(random.seed)")
        #expect(Set(sample.pairs.map { "\($0.first) \($0.second)" }).count == count, "seed \(random.seed)")
        for (index, share) in sample.strata.enumerated() {
          #expect(sample.pairs.count { $0.stratum == index } == share.drawn)
        }
      }
    }
  }

  /// Each pair of a stratum is drawn as often as its share says, by either way of drawing.
  @Test func everyPairIsAsLikelyAsItsShare() throws {
    var random = SeededGenerator.announced()
    let world = AuditWorld(&random, operations: 24, keys: 2)
    for listed in [0, AuditFrame.mostListed] {
      var (times, expected) = ([String: Int](), [String: Double]())
      let frame = try world.frame(mostListed: listed)
      let draws = 4_000
      for seed in 0..<draws {
        let sample = try AuditSample(frame, count: 20, seed: UInt64(seed))
        for pair in sample.pairs {
          let name = "\(pair.first) \(pair.second)"
          times[name, default: 0] += 1
          expected[name] = sample.strata[pair.stratum].probability * Double(draws)
        }
      }
      #expect(times.count == world.population.count)
      for (name, mean) in expected {
        // Five standard deviations, of some hundred pairs.
        let spread = (mean * max(0, 1 - mean / Double(draws))).squareRoot()
        #expect(abs(Double(times[name] ?? 0) - mean) <= 5 * spread + 1e-9, "\(name) seed \(random.seed)")
      }
    }
  }

  @Test func judgedInFullItIsTheTruth() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<100 {
      let world = AuditWorld(&random, operations: Int.random(in: 2...40, using: &random), keys: 3)
      let estimate = try world.audited(count: 100_000, seed: 1, world.partition)
      let truth = world.truth(world.partition)
      for (figure, value) in zip(AuditWorld.figures(estimate), truth) {
        #expect((figure?.estimate == nil) == (value == nil), "seed \(random.seed)")
        guard let figure, let value else { continue }
        #expect(abs(figure.estimate - value) < 1e-9, "seed \(random.seed)")
        #expect(figure.high - figure.low < 1e-9, "nothing is left to chance")
      }
    }
  }

  /// Over many audits of one log the estimates' mean is the truth, and 95% intervals hold it about that often.
  @Test(arguments: [false, true])
  func estimatesAreUnbiasedAndIntervalsCover(_ mergingChanges: Bool) throws {
    var random = SeededGenerator.announced()
    let (worlds, audits) = (20, 50)
    var (covered, shown) = ([0, 0, 0, 0], [0, 0, 0, 0])
    for _ in 0..<worlds {
      let world = AuditWorld(&random, operations: 120, keys: 3)
      let partition = mergingChanges ? try world.partition(tau: 0.72) : world.partition
      let truth = world.truth(partition)
      var sums = [[Double]](repeating: [], count: 4)
      for seed in 0..<audits {
        let estimate = try world.audited(count: 150, seed: UInt64(seed), partition)
        for (index, figure) in AuditWorld.figures(estimate).enumerated() {
          guard let figure, let value = truth[index] else { continue }
          sums[index].append(figure.estimate)
          shown[index] += 1
          covered[index] += figure.low <= value + 1e-12 && value <= figure.high + 1e-12 ? 1 : 0
        }
      }
      for (values, value) in zip(sums, truth) {
        let mean = try #require(Interval.mean(values, confidence: 0.9999))
        // A ratio of sums is off by a share of its variance; with 150 pairs that is little.
        #expect(
          mean.low - 0.03 <= value ?? 0 && value ?? 0 <= mean.high + 0.03,
          "\(mean) \(truth) seed \(random.seed)")
      }
    }
    for index in covered.indices {
      let share = Double(covered[index]) / Double(shown[index])
      #expect(share >= 0.90, "\(covered) of \(shown), seed \(random.seed)")
    }
  }

  @Test func withoutAnswersThereAreNoFigures() throws {
    let none = try AuditEstimate([], operations: 0, units: 0, seed: 1)
    #expect(AuditWorld.figures(none).allSatisfy { $0 == nil })
    let strata = [
      AuditedStratum(AuditShare(.merged, drawn: 1, of: 3), [AuditAnswer(isSame: true, unitSize: 3)]),
      AuditedStratum(AuditShare(.far, drawn: 1, of: 90)),
    ]
    let some = try AuditEstimate(strata, operations: 12, units: 10, seed: 1)
    #expect(some.pairPrecision?.estimate == 1 && some.bCubedPrecision?.estimate == 1)
    #expect(some.pairRecall == nil && some.pairF1 == nil)
    #expect((some.pairPrecision?.low ?? 1) < 1, "one answer is no certainty")
  }

  @Test func sharesAreReadAsTheyAreWritten() {
    for stratum in AuditStratum.allCases {
      let share = AuditShare(stratum, drawn: 12, of: 3_187)
      #expect(AuditShare(share.text) == share)
    }
    for text in [
      "", "near", "near:", "near:1", "near:0/4", "near:5/4", "near:1/99999999999999999999", "no:1/2",
      "near:+1/2", "near:01/2", "near:1/2/3", "near:-1/2", " near:1/2",
    ] {
      #expect(AuditShare(text) == nil, "\(text)")
    }
  }
}

/// Operations around planted centres, some of them close to others: merging errs both ways.
struct AuditWorld {
  struct PlantedMember {
    let first: Int
    let second: Int
    let text: String
  }

  let operations: Operations
  let vectors: Vectors
  let identity: [Int]
  let tau = Cosine(0.8)
  let partition: Partition

  /// `wordings` is how many wordings a true operation has, on average.
  init(_ random: inout SeededGenerator, operations count: Int, keys: Int, wordings: Int = 5) {
    let centres = (0..<max(1, count / wordings)).map { _ in
      (0..<6).map { _ in Float.random(in: -1...1, using: &random) }
    }
    identity = (0..<count).map { _ in Int.random(in: 0..<centres.count, using: &random) }
    var values: [Float] = []
    for number in identity {
      let row = centres[number].map { $0 + Float.random(in: -0.45...0.45, using: &random) }
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      values += row.map { $0 / length }
    }
    vectors = Vectors(dimension: 6, values: values)
    // What is the same has one key.
    operations = sampleOperations(
      identity.enumerated().map { SampleProposal(operation: $0, anchor: $1 % keys) })
    partition = AuditWorld.partition(operations, vectors, tau)
  }

  private static func partition(_ operations: Operations, _ vectors: Vectors, _ tau: Cosine) -> Partition {
    let none = Constraints(Decisions(), for: operations)
    return (try? Leader.partition(operations, vectors: vectors, constraints: none, tau: tau))
      ?? Partition(unitOf: [], founder: [], candidates: [])
  }

  func partition(tau: Double) throws -> Partition {
    AuditWorld.partition(operations, vectors, Cosine(tau))
  }

  private func keyed() -> [(Int, Int)] {
    (0..<operations.count).flatMap { second in
      (0..<second).filter { operations.key[$0] == operations.key[second] }.map { ($0, second) }
    }
  }

  func frame(mostListed: Int = AuditFrame.mostListed) throws -> AuditFrame {
    let floor = Cosine(0.6)
    let close = keyed().compactMap { first, second -> AuditFrame.ClosePair? in
      let cosine = vectors.cosine(first, second)
      return cosine >= floor ? AuditFrame.ClosePair(Int32(first), Int32(second), cosine) : nil
    }
    return AuditFrame(
      operations, partition, vectors, tau: tau, close: close, floor: floor, mostListed: mostListed)
  }

  /// Every pair and its stratum, one by one.
  var population: [PlantedMember] {
    keyed().map { first, second in
      let isOne = partition.unitOf[first] == partition.unitOf[second]
      let cosine = vectors.cosine(first, second).value
      let apart: AuditStratum =
        cosine >= 0.8 ? .over : cosine >= 0.7 ? .near : cosine >= 0.6 ? .under : .far
      let stratum = isOne ? AuditStratum.merged : apart
      return PlantedMember(first: first, second: second, text: "\(first) \(second) \(stratum)")
    }
  }

  /// What a judge without error makes of an audit.
  func audited(count: Int, seed: UInt64, _ partition: Partition) throws -> AuditEstimate {
    let sample = try AuditSample(try frame(), count: count, seed: seed)
    var strata = sample.strata.map { AuditedStratum($0) }
    for pair in sample.pairs {
      let (first, second) = (Int(pair.first), Int(pair.second))
      let unit = partition.unitOf[first] == partition.unitOf[second] ? partition.unitOf[first] : nil
      strata[pair.stratum].answers.append(
        AuditAnswer(
          isSame: identity[first] == identity[second],
          unitSize: unit.map { partition.members(of: Int($0)).count }))
    }
    return try AuditEstimate(strata, operations: operations.count, units: partition.unitCount, seed: seed)
  }

  static func figures(_ estimate: AuditEstimate) -> [Interval?] {
    [estimate.pairPrecision, estimate.pairRecall, estimate.pairF1, estimate.bCubedPrecision]
  }

  /// The same figures from all labels.
  func truth(_ partition: Partition) -> [Double?] {
    let quality = MergeQuality(TrueIdentities(identity.map(Int32.init)), partition)
    // F1 by counts: without merged pairs it is 0 where there are same ones.
    let sum = quality.mergedPairs + quality.truePairs
    return [
      quality.pairs.precision, quality.pairs.recall,
      sum > 0 ? 2 * Double(quality.rightPairs) / Double(sum) : nil, quality.bCubed.precision,
    ]
  }
}
