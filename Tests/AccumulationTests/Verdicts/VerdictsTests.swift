import Accumulation
import Files
import Glibc
import GoldenSupport
import Testing

@Suite struct VerdictsTests {
  /// Units of all kinds under random terms, against plain loops.
  @Test func agreeWithTheOracle() throws {
    var random = SeededGenerator.announced()
    var seen: Set<Verdict> = []
    for _ in 0..<60 {
      let log = RandomUnits(&random)
      let verdicts = try log.verdicts(log.terms)
      let oracle = VerdictsOracle(terms: log.terms, units: log.units)
      #expect(verdicts.verdict == oracle.verdicts(), "seed \(random.seed)")
      for unit in log.units.indices {
        let expected = oracle.interval(of: unit)
        #expect((verdicts.low[unit] == nil) == (expected == nil))
        guard let expected, let low = verdicts.low[unit], let high = verdicts.high[unit] else { continue }
        #expect(abs(low - expected.low) < 1e-9 && abs(high - expected.high) < 1e-9, "seed \(random.seed)")
      }
      seen.formUnion(verdicts.verdict)
    }
    #expect(seen == Set(Verdict.ofTests), "the random units bring every verdict")
  }

  @Test func doNotDependOnThreads() throws {
    var random = SeededGenerator.announced()
    let log = RandomUnits(&random, units: 200)
    let one = try log.verdicts(log.terms)
    for threads in [2, 3, 7] {
      let many = try log.verdicts(log.terms, workers: .threads(threads))
      #expect(many.verdict == one.verdict && many.logHelps == one.logHelps && many.low == one.low)
      #expect(many.needed == one.needed)
    }
  }

  /// What `why` says of a unit is what its verdict came from.
  @Test func reasonsAreThoseOfTheVerdict() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<20 {
      let log = RandomUnits(&random)
      let (verdicts, observations) = (try log.verdicts(log.terms), log.observations)
      for unit in log.units.indices {
        let reasons = UnitReasons(observations, unit: unit, terms: log.terms)
        let counted = log.units[unit].filter { $0.batch >= log.terms.first }
        #expect(reasons.positive == counted.count { $0.delta > 0 }, "seed \(random.seed)")
        #expect(reasons.positive + reasons.negative + reasons.zero == Int(verdicts.n[unit]))
        #expect(reasons.interval?.low == verdicts.low[unit] && reasons.interval?.high == verdicts.high[unit])
        #expect((reasons.alarm != nil) == (verdicts.verdict[unit] == .fading), "seed \(random.seed)")
        let scenes = counted.compactMap { log.terms.scenes.isEmpty ? nil : log.terms.scenes[Int($0.batch)] }
        #expect(reasons.scenes.map(\.n).reduce(0, +) == scenes.count { $0 >= 0 })
        guard let alarm = reasons.alarm else { continue }
        #expect(alarm.shown < alarm.raised && counted.contains { $0.batch == alarm.raised })
      }
    }
  }

  /// A look leaves out what cannot matter: what it says, but for certificates, is what the verdict says.
  @Test func looksSayWhatVerdictsSay() throws {
    var random = SeededGenerator.announced()
    var seen: [Verdict: Int] = [:]
    for _ in 0..<80 {
      let log = RandomUnits(&random)
      var terms = log.terms
      terms.rules.margin = [0.1, 0.3, 0.6, 0.99, 1, 1.5].randomElement(using: &random) ?? 0.1
      // A log may say that its scores are all one number, or any number at all.
      terms.bound = [terms.bound, terms.bound, 0, .infinity].randomElement(using: &random) ?? nil
      let verdicts = try log.verdicts(terms)
      var judge = VerdictJudge(terms, verdicts, longest: Int.random(in: 0...260, using: &random))
      for (unit, observed) in log.units.enumerated() {
        // Of a young unit, too, as trials mostly are.
        let few = observed.prefix(Int.random(in: 0...40, using: &random))
        let young = RandomUnits(observed: Array(few))
        let expected = [verdicts.verdict[unit], try young.verdicts(terms).verdict[0]]
        for (observed, expected) in zip([observed[...], few], expected) {
          let look = judge.look(observed.map(\.batch), observed.map(\.delta))
          guard expected != .stable, expected != .harmful else { continue }
          #expect(judge.verdict(look, .infinity) == expected, "seed \(random.seed)")
          seen[expected, default: 0] += 1
        }
      }
    }
    #expect((seen[.negligible] ?? 0) > 20 && (seen[.sceneSpecific] ?? 0) > 5, "\(seen)")
  }

  @Test func fewObservationsNeverCertify() throws {
    for count in 1...20 {
      let log = RandomUnits([Array(repeating: 1, count: count)])
      let verdicts = try log.verdicts(VerdictTerms(batchCount: count))
      // Two hypotheses at 5%: an e-value of 40, which no eight observations in a row reach.
      #expect((verdicts.verdict[0] == .stable) == (count >= 8), "\(count)")
      if count < 5 { #expect(exp(verdicts.logHelps[0]) < 20) }
    }
  }

  /// Batches before the first that counts do not count.
  @Test func countFromTheFirstBatch() throws {
    let log = RandomUnits([Array(repeating: 1, count: 30)])
    var terms = VerdictTerms(batchCount: 30)
    #expect(try log.verdicts(terms).verdict == [.stable])
    terms.first = 28
    let late = try log.verdicts(terms)
    #expect(late.verdict == [.undecided] && late.n == [2])
    terms.first = 30
    let none = try log.verdicts(terms)
    #expect(none.n == [0] && none.low == [nil] && none.logHelps == [0] && none.needed == [nil])
    #expect(try RandomUnits([]).verdicts(terms).verdict.isEmpty)
  }

  /// What is said to be needed comes about if the unit goes on as it did.
  @Test(arguments: [1, 3])
  func neededIsHowLongItTakes(every: Int) throws {
    func log(_ count: Int) throws -> Verdicts {
      let deltas = (0..<count).map { $0 % 5 > 2 ? -1.0 : 1.0 }
      let log = RandomUnits([deltas], every: every)
      return try log.verdicts(VerdictTerms(batchCount: count * every))
    }
    let early = try log(60)
    let needed = try #require(early.needed[0])
    let took = try #require((60...600).first { try log($0).verdict[0] == .stable })
    #expect(abs(Double(needed) / Double((took - 60) * every) - 1) < 0.35, "said \(needed), took \(took - 60)")
    #expect(try RandomUnits([[1, -1, 1, -1]]).verdicts(VerdictTerms(batchCount: 4)).needed == [nil])
  }

  @Test func longRunsStayExact() throws {
    // Ten thousand losses, then as many wins as bring the largest stakes back.
    let deltas = Array(repeating: -1.0, count: 500) + Array(repeating: 1.0, count: 3_000)
    let value = EvidenceValue(deltas)
    let wealths = (1...19).map { 500 * log1p(-0.05 * Double($0)) + 3_000 * log1p(0.05 * Double($0)) }
    let most = wealths.max() ?? 0
    let expected = most + log(wealths.map { exp($0 - most) }.reduce(0, +) / 19)
    #expect(abs(value.helps - expected) < 1e-6 && abs(value.best - most) < 1e-6)
  }

  @Test func batchesTakeTheirCommonestScene() {
    var log = TraceLog()
    for (number, label) in ["heat", nil, "cool"].enumerated() {
      var batch = Batch(source: 0, number: number)
      batch.label = label
      log.batches.append(batch)
    }
    for name in ["heat", "cool"] { log.symbols.append(name) }
    for (batch, scene) in [(0, 1), (0, 0), (0, 1), (1, 0), (1, 1), (1, -1)] {
      log.tasks.batch.append(Int32(batch))
      log.tasks.scene.append(Int32(scene))
    }
    #expect(BatchScenes(log).ofBatch == [0, 1, 0])
    #expect(BatchScenes(log).names == ["cool", "heat"])
  }
}
