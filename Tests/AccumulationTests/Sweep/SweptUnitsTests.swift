import Accumulation
import GoldenSupport
import Testing

/// Units that are carried from one partition to the next, against units that are looked at afresh.
@Suite struct SweptUnitsTests {
  @Test func movingOnIsLookingAfresh() throws {
    var random = SeededGenerator.announced()
    var kept = 0
    for turn in 0..<40 {
      let sample = ScoredLog(&random)
      let ground = try ground(sample, alpha: [0.05, 0.9][turn % 2])
      var partition = sample.partition
      var moving = try SweptUnits(partition, ground)
      for _ in 0..<6 {
        let next = changed(partition, &random)
        try moving.move(to: next)
        let fresh = try SweptUnits(next, ground)
        #expect(moving.partition.unitOf == next.unitOf)
        #expect(moving.verdictOfOperation == fresh.verdictOfOperation, "seed \(random.seed)")
        #expect(moving.suspectCount == fresh.suspectCount, "seed \(random.seed)")
        kept += (0..<next.unitCount).count { unit in
          (0..<partition.unitCount).contains { partition.members(of: $0) == next.members(of: unit) }
        }
        partition = next
      }
    }
    #expect(kept > 100)
  }

  @Test func verdictsAreThoseOfTheStudy() throws {
    var random = SeededGenerator.announced()
    for turn in 0..<60 {
      let sample = ScoredLog(&random)
      let alpha = [0.05, 0.5, 0.9][turn % 3]
      let units = try SweptUnits(sample.partition, try ground(sample, alpha: alpha))
      let verdicts = try Verdicts(
        sample.observations(DeltaRule()), unitCount: sample.partition.unitCount, terms: terms(sample, alpha))
      #expect(
        units.verdictOfOperation == sample.partition.unitOf.map { verdicts.verdict[Int($0)] },
        "seed \(random.seed)")
    }
  }

  @Test func aloneAreThoseWithoutOthers() throws {
    let sample = ScoredLog(units: [0, 0, 1, 2, 2, 2])
    #expect(sample.partition.mergedShare == 1 - 1.0 / 6)
  }

  private func terms(_ sample: ScoredLog, _ alpha: Double) -> VerdictTerms {
    VerdictTerms(rules: VerdictRules(alpha: alpha), bet: 10, bound: 10, batchCount: sample.log.batches.count)
  }

  private func ground(_ sample: ScoredLog, alpha: Double) throws -> SweepGround {
    let words = ["turn left", "turn right", "do not turn", "turn 3 times", "left turn"]
    let deltas = try OperationDeltas(log: sample.log, operations: sample.operations, rule: DeltaRule())
    let directions: [[Float]] = [[1, 0], [0.8, 0.6], [0.8, -0.6], [0.6, 0.8]]
    let vectors = Vectors(
      dimension: 2, values: (0..<sample.operations.count).flatMap { directions[$0 % directions.count] })
    let profiles = (0..<sample.operations.count).map { WordProfile(words[$0 % words.count]) }
    return SweepGround(
      deltas: deltas, suspects: SuspectFinder(deltas, profiles: profiles, vectors: vectors),
      constraints: Constraints(Decisions(), for: sample.operations), terms: terms(sample, alpha))
  }

  /// One operation goes to another unit, or founds one.
  private func changed(_ partition: Partition, _ random: inout SeededGenerator) -> Partition {
    var unitOf = partition.unitOf.array
    guard let mover = unitOf.indices.randomElement(using: &random) else { return partition }
    unitOf[mover] = Int32.random(in: 0...Int32(partition.unitCount), using: &random)
    var numbers: [Int32: Int32] = [:]
    var founder: [Int32] = []
    let renumbered = unitOf.enumerated().map { operation, unit -> Int32 in
      if let number = numbers[unit] { return number }
      let number = Int32(founder.count)
      numbers[unit] = number
      founder.append(Int32(operation))
      return number
    }
    return Partition(unitOf: renumbered, founder: founder, candidates: [])
  }
}
