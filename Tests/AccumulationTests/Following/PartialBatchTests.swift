import Accumulation
import GoldenSupport
import Testing

/// A batch whose calls and tasks come in parts, as those of a log do that is still written.
@Suite struct PartialBatchTests {
  @Test func itsDeltasAreThoseOfTheWhole() throws {
    var random = SeededGenerator.announced()
    var summedAgain = 0
    for turn in 0..<400 {
      let sample = ScoredLog(&random)
      var rule = DeltaRule()
      rule.signal = [.continuous, .sign, .rank, .zscore][turn % 4]
      if turn % 3 == 0 { rule.baseline = .batchMedian }
      var known = Int.random(in: 0...sample.log.calls.count, using: &random)
      var deltas = try OperationDeltas(
        log: sample.log.first(known), operations: sample.operations, rule: rule)
      var observed = Observations(deltas, sample.partition)
      while known < sample.log.calls.count {
        known = Int.random(in: (known + 1)...sample.log.calls.count, using: &random)
        let log = sample.log.first(known)
        let anew = try OperationDeltas(log: log, operations: sample.operations, rule: rule)
        let older = deltas
        deltas = try #require(deltas.appending(log, sample.operations, rule))
        let units = try #require(observed.following(deltas, sample.partition))
        let all = Observations(anew, sample.partition)
        for operation in 0..<sample.operations.count {
          let (one, other) = (deltas.entries(of: operation), anew.entries(of: operation))
          #expect(one == other, "turn \(turn), seed \(random.seed)")
          if older.entries(of: operation).last?.batch == one.last?.batch { summedAgain += 1 }
        }
        #expect(units.delta == all.delta && units.batch == all.batch, "turn \(turn), seed \(random.seed)")
        #expect(units.scorings == all.scorings, "turn \(turn), seed \(random.seed)")
        observed = units
      }
    }
    #expect(summedAgain > 100)
  }

  @Test func itsSceneIsThatOfTheWhole() {
    var random = SeededGenerator.announced()
    for _ in 0..<400 {
      let log = taskLog(&random)
      var known = Int.random(in: 0...log.tasks.count, using: &random)
      var scenes = BatchScenes(log.firstTasks(known))
      while known < log.tasks.count {
        known = Int.random(in: (known + 1)...log.tasks.count, using: &random)
        scenes = scenes.appending(log.firstTasks(known))
        #expect(scenes == BatchScenes(log.firstTasks(known)), "seed \(random.seed)")
      }
    }
  }

  /// Tasks of three scenes, or of none; mostly batch after batch.
  private func taskLog(_ random: inout SeededGenerator) -> TraceLog {
    var log = TraceLog()
    for name in ["heat", "cool", "look"] { log.symbols.append(name) }
    var batches = (0..<Int.random(in: 1...12, using: &random)).map { _ in
      Int32.random(in: 0..<5, using: &random)
    }
    if Int.random(in: 0..<4, using: &random) > 0 { batches.sort() }
    for batch in batches {
      log.tasks.batch.append(batch)
      log.tasks.name.append("t")
      log.tasks.outcome.append(1)
      log.tasks.scene.append(.random(in: -1..<3, using: &random))
      log.tasks.itemEnd.append(0)
    }
    log.batches = (0..<5).map { Batch(source: 0, number: $0) }
    log.batches[2].label = "cool"
    return log
  }
}

extension TraceLog {
  fileprivate func first(_ calls: Int) -> TraceLog {
    var log = self
    let entries = calls == 0 ? 0 : self.calls.end[calls - 1]
    log.calls.batch.removeSubrange(calls...)
    log.calls.number.removeSubrange(calls...)
    log.calls.baseline.removeSubrange(calls...)
    log.calls.end.removeSubrange(calls...)
    log.calls.proposal.removeSubrange(entries...)
    log.calls.value.removeSubrange(entries...)
    return log
  }

  /// With the batches up to the last one that has a task.
  fileprivate func firstTasks(_ count: Int) -> TraceLog {
    var log = self
    log.tasks.batch.removeSubrange(count...)
    log.tasks.scene.removeSubrange(count...)
    log.batches.removeSubrange(Int((log.tasks.batch.max() ?? -1) + 1)...)
    return log
  }
}
