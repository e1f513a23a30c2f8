import GoldenSupport
import Testing

import Accumulation

/// A queue that is renewed after answers against one that is made anew.
@Suite struct QueueRenewalTests {
  @Test func renewedIsWhatANewOneWouldBe() throws {
    var random = SeededGenerator.announced()
    var compared = 0
    for _ in 0..<8 {
      var planted = try PlantedMerges(&random)
      var state = try planted.sample.state()
      var queue = try ReviewQueue(planted.sample.material(state), planted.sample.ground(state))
      for _ in 0..<6 {
        guard let asked = queue.entries.randomElement(using: &random),
          let answered = try planted.answering(asked.candidate)
        else { continue }
        planted = answered
        let (threshold, least) = (state.verdicts.threshold, planted.sample.ground(state).leastApplied)
        state = try planted.sample.state()
        let (material, ground) = (planted.sample.material(state), planted.sample.ground(state))
        try queue.renew(material, ground)
        let fresh = try ReviewQueue(material, ground)
        #expect(queue.entries.map(\.candidate) == fresh.entries.map(\.candidate), "seed \(random.seed)")
        #expect(queue.entries.map(\.reason) == fresh.entries.map(\.reason), "seed \(random.seed)")
        // Entries that nothing touched keep the threshold that was.
        guard threshold == state.verdicts.threshold, least == ground.leastApplied else { break }
        compared += 1
        for (kept, made) in zip(queue.entries, fresh.entries) {
          #expect(kept.change == made.change, "seed \(random.seed)")
          #expect(abs(kept.chance - made.chance) < 0.05, "seed \(random.seed)")
        }
      }
    }
    #expect(compared > 5, "seed \(random.seed)")
  }
}
