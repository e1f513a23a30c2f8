import Accumulation
import GoldenSupport
import Testing

@Suite struct ReplayTests {
  /// Events, banks, pools and coverage of every batch, on random logs.
  @Test func agreesWithTheOracle() {
    var random = SeededGenerator.announced()
    var seen: [String: Int] = [:]
    for number in 0..<1_500 {
      let sample = PoolSample(&random)
      let oracle = ReplayOracle(sample)
      var replay = sample.replay
      for t in 0..<sample.log.batches.count {
        replay.advance()
        #expect(banked(replay) == oracle.banks[t], "seed \(random.seed) log \(number) step \(t + 1)")
        #expect(pooled(replay) == oracle.pools[t], "seed \(random.seed) log \(number) step \(t + 1)")
      }
      let events = replay.events.map(described)
      #expect(events == oracle.events, "seed \(random.seed) log \(number)")
      let coverage = oracle.pairs.all > 0 ? Double(oracle.pairs.scored) / Double(oracle.pairs.all) : nil
      #expect(replay.coverage == coverage, "seed \(random.seed) log \(number)")
      for event in events { seen[kind(event), default: 0] += 1 }
    }
    // Random logs are worth something only where they reach every rule.
    #expect(seen.count == 17, "\(seen)")
  }

  @Test func summariesCountTheEvents() {
    var random = SeededGenerator.announced()
    for _ in 0..<100 {
      var replay = PoolSample(&random).replay
      while !replay.isAtEnd { replay.advance() }
      let events = replay.events.map { kind(described($0)) }
      let total = { (name: String) in events.filter { $0.hasPrefix(name) }.count }
      #expect(replay.appliedCount == total("applied"), "seed \(random.seed)")
      #expect(replay.summaries.reduce(0) { $0 + $1.skipped } == total("skipped"), "seed \(random.seed)")
      #expect(replay.summaries.reduce(0) { $0 + $1.evicted } == total("evicted"), "seed \(random.seed)")
      #expect(replay.summaries.reduce(0) { $0 + $1.unscored } == total("unscored"), "seed \(random.seed)")
      #expect(
        replay.summaries.reduce(0) { $0 + $1.entered - $1.evicted } == replay.pool.count,
        "seed \(random.seed)")
    }
  }

  @Test func aCopyGoesItsOwnWay() throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<50 {
      var whole = PoolSample(&random).replay
      var half = whole
      try half.run(to: half.material.batchCount / 2)
      let kept = half
      try whole.run(to: .max)
      try half.run(to: .max)
      #expect(half.events == whole.events && half.bank == whole.bank && half.pool == whole.pool)
      #expect(kept.step == kept.material.batchCount / 2)
      half.advance()
      #expect(half.step == whole.step)
    }
  }

  @Test func canBeInterrupted() {
    var random = SeededGenerator(seed: 9)
    var replay = PoolSample(&random).replay
    #expect(throws: Interrupted.self) {
      try replay.run(to: .max, pulse: Pulse { _, _, _ in throw Interrupted() })
    }
  }

  private func banked(_ replay: Replay) -> [String] { replay.bank.items.map { "\($0.id): \($0.content)" } }

  private func pooled(_ replay: Replay) -> [String] {
    replay.pool.map { "\($0.unit) age \($0.age) n \(replay.observationCount(of: $0.unit))" }
  }

  private func described(_ event: PoolEvent) -> String {
    let what: String
    switch event.kind {
    case .founded, .joined, .returned: what = "\(event.kind) \(event.proposal)"
    case .skipped(.gaveWay(let unit)): what = "skipped gaveWay \(unit)"
    case .skipped(.refused(let refusal)): what = "skipped \(refusal)"
    case .evicted(let reason): what = "evicted \(reason)"
    case .observed, .unscored, .applied: what = "\(event.kind)"
    }
    return "\(event.step) \(event.unit) \(what)"
  }

  /// The event without its numbers.
  private func kind(_ event: String) -> String {
    event.split(separator: " ").filter { Int($0) == nil }.joined(separator: " ")
  }
}
