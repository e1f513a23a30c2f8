import Accumulation
import GoldenSupport
import Testing

@Suite struct RecordedRunTests {
  /// What a replay applied, written into the log as the recorded run, gives the same bank: where no anchor names a
  /// later wording, which the recorded run takes by its own id.
  @Test func aReplayRecordedIsTheSameBank() throws {
    var random = SeededGenerator.announced()
    var compared = 0
    for _ in 0..<600 {
      var sample = PoolSample(&random)
      var replay = sample.replay
      try replay.run(to: .max)
      var first: [Int32: Int32] = [:]
      for event in replay.events where event.kind == .founded { first[event.unit] = event.proposal }
      for event in replay.events where event.kind == .applied {
        let proposal = try #require(first[event.unit])
        sample.log.applied.append(Application(batch: event.step - 1, proposal: proposal))
      }
      let recorded = RecordedRun(log: sample.log, through: sample.log.batches.count)
      #expect(recorded.taken.count == replay.appliedCount)
      guard recorded.taken.allSatisfy({ $0.refusal == nil }), sample.log.items.allSatisfy({ $0.since == 0 })
      else { continue }
      compared += 1
      #expect(recorded.bank == replay.bank, "seed \(random.seed)")
    }
    #expect(compared > 30)
  }

  @Test func saysWhatCouldNotBeTaken() throws {
    var log = sampleLog([SampleProposal(operation: 0)])
    log.symbols.append("m9")
    log.proposals.id.append("p1")
    log.proposals.content.append("x")
    log.applied = [Application(batch: 0, proposal: 0)]
    let run = RecordedRun(log: log, through: 1)
    #expect(
      run.taken == [RecordedRun.Taken(step: 1, proposal: 0, refusal: .anchorGone)] && run.bank.count == 0)
    #expect(RecordedRun(log: log, through: 0).taken.isEmpty)
  }
}
