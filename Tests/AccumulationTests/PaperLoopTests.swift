import Accumulation
import GoldenSupport
import PaperSupport
import Testing

@Suite struct PaperLoopTests {
  /// Memories and pools after every batch, on random logs: merging by texts, evidence, age, evals and all.
  @Test func agreesWithAppendixA() {
    var random = SeededGenerator.announced()
    var (stopped, restored, left) = (0, 0, 0)
    for number in 0..<1_000 {
      let sample = LiteralSample(&random)
      var oracle = sample.oracle
      oracle.run()
      var replay = sample.replay
      for t in 0..<sample.log.batches.count {
        replay.advance()
        restored += replay.settled == .restored ? 1 : 0
        let memory = replay.bank.items.map { "\($0.id): \($0.content)" }
        #expect(memory == oracle.memories[t], "seed \(random.seed) log \(number) step \(t + 1)")
        #expect(pooled(replay) == oracle.pools[t], "seed \(random.seed) log \(number) step \(t + 1)")
        guard memory == oracle.memories[t], pooled(replay) == oracle.pools[t] else { return }
      }
      #expect(replay.isStopped == oracle.hasStopped, "seed \(random.seed) log \(number)")
      stopped += replay.isStopped ? 1 : 0
      left += replay.events.contains { $0.kind == .evicted(.unselected) } ? 1 : 0
    }
    #expect(stopped > 20 && restored > 100 && left > 100, "\(stopped) \(restored) \(left)")
  }

  private func pooled(_ replay: Replay) -> [String] {
    replay.pool.map { member in
      let mhat = Int(((replay.mhat(of: member.unit) ?? 0) * 1e6).rounded())
      return "\(member.unit) age \(member.age) n \(replay.observationCount(of: member.unit)) m \(mhat)"
    }
  }

  /// A unit that left comes back with nothing, and its age went on while it was selected.
  @Test func whoComesBackStartsFromNothing() {
    var random = SeededGenerator(seed: 3)
    var found = 0
    for _ in 0..<200 {
      var replay = PoolSample(&random).replay(.paper)
      while !replay.isAtEnd { replay.advance() }
      var known: Set<Int32> = []
      for event in replay.events {
        switch event.kind {
        case .founded:
          if !known.insert(event.unit).inserted {
            #expect(event.mhat == nil)
            found += 1
          }
        case .returned: Issue.record("nobody returns with evidence")
        default: break
        }
      }
    }
    #expect(found > 20, "\(found)")
  }

  @Test func checkpointsBeginBeforeTheFirstStep() {
    var log = TraceLog()
    log.sources = [LogSource(name: "a")]
    for number in 1...3 {
      var batch = Batch(source: 0, number: number)
      batch.epoch = number
      log.batches.append(batch)
    }
    for (epoch, score) in [(0, 0.5), (1, 0.5), (2, 0.55), (3, 0.58)] {
      log.evals.append(Evaluation(source: 0, epoch: epoch, split: "val", score: score))
    }
    #expect(checkpoints(of: log).map(\.isKept) == [true, false, true, true])
    var rules = PoolRules()
    rules.reading = .paper
    #expect(checkpoints(of: log, rules: rules).map(\.step) == [0, 1, 2, 3])
    #expect(checkpoints(of: log, rules: rules).map(\.isKept) == [true, true, true, true])
    rules.epsilon = 0.06
    #expect(checkpoints(of: log, rules: rules).map(\.isKept) == [true, false, false, true])
    #expect(checkpoints(of: log, rules: rules).map(\.sinceBest) == [0, 1, 2, 0])
  }
}

/// A small log in which texts lie in a few directions, so that members of a pool are near or not.
private struct LiteralSample {
  let log: TraceLog
  private let rules: PoolRules
  private let beta: Double
  private let tau: Double
  private let vectors: Vectors

  init(_ random: inout SeededGenerator) {
    let sample = PoolSample(&random)
    var log = sample.log
    if Bool.random(using: &random) {
      log.evals.append(
        Evaluation(
          source: 0, epoch: -1, split: "val", score: Double(Int.random(in: 0...3, using: &random))))
    }
    self.log = log
    var rules = sample.rules
    (rules.reading, rules.standing) = (.paper, .competes)
    rules.epsilon = [0, 0.5, 1].randomElement(using: &random) ?? 0
    rules.patience = [nil, 1, 2].randomElement(using: &random) ?? nil
    (self.rules, beta, tau) = (rules, sample.beta, [0.5, 0.8, 0.95].randomElement(using: &random) ?? 0.8)
    let directions: [(Float, Float)] = [(1, 0), (0.96, 0.28), (0.8, 0.6), (0.6, 0.8), (0, 1), (-1, 0)]
    let rows = log.proposals.batch.map { _ in directions[Int.random(in: 0..<6, using: &random)] }
    vectors = Vectors(dimension: 2, values: rows.flatMap { [$0.0, $0.1] })
  }

  private var operations: Operations {
    Operations(log: log, fingerprints: (0..<log.proposals.count).map(spreadFingerprint))
  }

  var replay: Replay {
    let alone = (0..<Int32(log.proposals.count)).map { $0 }
    let partition = Partition(unitOf: alone, founder: alone, candidates: [])
    let observations = Observations(log: log, operations: operations, partition: partition, rule: DeltaRule())
    let material = ReplayMaterial(
      log: log, operations: operations, partition: partition, observations: observations,
      estimates: estimates(observations, unitCount: alone.count, accumulator: .ema(beta: beta)), beta: beta,
      identity: .texts(PoolTexts(operations: operations, vectors: vectors, tau: Cosine(tau))))
    return Replay(material, rules: rules)
  }

  var oracle: PaperOracle {
    PaperOracle(log: log, rules: rules, beta: beta, tau: tau) { [vectors] in vectors.cosine($0, $1).value }
  }
}
