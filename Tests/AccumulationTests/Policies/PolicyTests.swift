import Accumulation
import GoldenSupport
import Testing

@Suite struct PolicyTests {
  /// Banks, true worth and coverage of every batch, on random logs full of conflicts.
  @Test(arguments: [
    PolicyKind.reactive, .singleShot, .batchGate, .usefulness, .bandit, .value, .oracle,
  ])
  func agreesWithTheOracle(kind: PolicyKind) throws {
    var random = SeededGenerator.announced()
    var (withdrawals, applications) = (0, 0)
    for number in 0..<200 {
      let sample = PoolSample(&random)
      let effects = sample.effects(&random)
      let oracle = PolicyOracle(kind, sample, effects: effects)
      var run = PolicyRun(kind, on: sample.field(effects))
      for t in 0..<sample.log.batches.count {
        let before = Set(run.standing)
        run.advance()
        let here: Comment = "seed \(random.seed) log \(number) step \(t + 1)"
        #expect(banked(run) == oracle.banks[t], here)
        #expect(abs(run.gains[t] - oracle.gains[t]) < 1e-9, here)
        withdrawals += before.subtracting(run.standing).isEmpty ? 0 : 1
      }
      #expect(Set(run.applied.map(Int.init)) == oracle.applied, "seed \(random.seed) log \(number)")
      applications += oracle.applied.count
      let (scored, all) = oracle.pairs
      #expect(run.coverage == (all > 0 ? Double(scored) / Double(all) : nil))
    }
    #expect(applications > 20, "random logs must reach the rules")
    if [.usefulness, .bandit, .value].contains(kind) { #expect(withdrawals > 5) }
  }

  @Test(arguments: [PolicyKind.maa, .paper])
  func theMethodDoesWhatItsReplayDoes(kind: PolicyKind) throws {
    var random = SeededGenerator.announced()
    for number in 0..<200 {
      let sample = PoolSample(&random)
      var run = PolicyRun(kind, on: sample.field([]))
      var replay = kind == .maa ? sample.replay : sample.replay(.paper)
      while !replay.isAtEnd {
        replay.advance()
        run.advance()
        #expect(run.bank == replay.bank, "seed \(random.seed) log \(number) step \(replay.step)")
      }
      #expect(run.coverage == replay.coverage, "seed \(random.seed) log \(number)")
    }
  }

  /// Absolute scores are never negative: a harmful edit of an easy batch outranks a helpful one of a hard batch.
  @Test func absoluteScoresTakeEasyBatchesForGoodEdits() throws {
    var log = ScoredLog(units: [0, 1], batches: 2)
    log.add(batch: 0, baseline: 90, [(0, 80)])
    log.add(batch: 1, baseline: 10, [(1, 20)])
    let absolute = log.observations(DeltaRule(.absolute)), plain = log.observations(DeltaRule())
    #expect(absolute.delta == [80, 20] && plain.delta == [-10, 10])
  }

  @Test func figuresFollowFromTheRuns() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<60 {
      let sample = PoolSample(&random)
      let effects = sample.effects(&random)
      let field = sample.field(effects)
      for figures in try comparePolicies(PolicyKind.honest, on: field) {
        var run = PolicyRun(figures.kind, on: field)
        try run.runToEnd()
        #expect(figures.applied == run.applied.count)
        guard let worth = figures.worth else {
          #expect(effects.allSatisfy { $0 == nil })
          continue
        }
        let good = effects.indices.filter { (effects[$0] ?? 0) > 0 }.map(Int32.init)
        #expect(worth.good + worth.missed == good.count)
        #expect(worth.good == run.applied.intersection(good).count)
        #expect(worth.harmful == run.standing.filter { (effects[Int($0)] ?? 0) < 0 }.count)
        #expect(worth.gain == run.gains.last)
      }
    }
  }

  private func banked(_ run: PolicyRun) -> [String] { run.bank.items.map { "\($0.id): \($0.content)" } }
}

extension PoolSample {
  /// A true effect for most units; whole numbers, so that sums are exact.
  func effects(_ random: inout SeededGenerator) -> [Double?] {
    (0..<((unitOf.max() ?? -1) + 1)).map { _ in
      Int.random(in: 0..<5, using: &random) == 0 ? nil : Double(Int.random(in: -4...4, using: &random))
    }
  }

  func field(_ effects: [Double?]) -> PolicyField {
    var log = log
    for (proposal, unit) in unitOf.enumerated() where unit < effects.count {
      guard let effect = effects[unit] else { continue }
      log.labels.append(Label(proposal: Int32(proposal), effect: effect))
    }
    let operations = Operations(log: log, fingerprints: unitOf.indices.map(spreadFingerprint))
    return PolicyField(
      log: log, operations: operations, partition: partition, accumulator: .ema(beta: beta), rules: rules)
  }
}
