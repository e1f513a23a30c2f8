import Accumulation
import Analyses
import Embedding
import GoldenSupport
import Testing

/// Whatever a session did before: its stages give what those of a new session give for the same study.
@Suite struct StagesAnewTests {
  private static let moves = [
    "set tau 0.5", "set tau 0.7", "set tau 0.601", "set beta 0.5", "set alpha 0.2", "signal sign",
    "signal continuous", "set clip 100", "set clip none", "accumulator median", "accumulator ema",
    "same b1p1 b2p3", "different b3p7 b5p5", "same U3 U5", "same U1 U2 --because x", "undecide b1p1 b2p3",
    "undo", "undo", "redo", "note hello", "step", "apply --to 5", "set k_max 3", "embed recorded",
    "embed lexical", "load datasets/kitchen.jsonl", "seal",
  ]

  @Test func aSessionGivesWhatANewOneGives() throws {
    var random = SeededGenerator.announced()
    let seed = random.seed
    for _ in 0..<15 {
      let bench = try Bench()
      try bench.run("load datasets/kitchen.jsonl")
      for _ in 0..<15 {
        _ = bench.complaint(StagesAnewTests.moves.randomElement(using: &random) ?? "undo")
        let look = bench.session.analysis.look
        if look.study.log == nil { continue }
        let anew = StageLook(look.study, Stages(), look.means)
        // A log that was loaded after `embed recorded` may lack vectors: then neither has anything to say.
        guard (try? look.value(Stages.vectors)) != nil else {
          #expect(throws: Recorded.Lacking.self) { try anew.value(Stages.vectors) }
          continue
        }
        try expectSame(look, anew, "seed \(seed): \(bench.session.statements)")
      }
    }
  }

  private func expectSame(_ look: StageLook, _ anew: StageLook, _ comment: Comment) throws {
    try expectSameUnits(look, anew, comment)
    let (queue, newQueue) = (try look.value(Stages.queue, .ofKeys), try anew.value(Stages.queue, .ofKeys))
    #expect(queue == newQueue, comment)
    let (across, newAcross) = (
      try look.value(Stages.crossings, SimilarityJoin.mostPairs),
      try anew.value(Stages.crossings, SimilarityJoin.mostPairs)
    )
    #expect(across == newAcross, comment)
    for step in [3, 9, 18] {
      let (replay, new) = (try look.value(Stages.replay, step), try anew.value(Stages.replay, step))
      #expect(replay.bank == new.bank && replay.pool == new.pool, comment)
    }
  }

  private func expectSameUnits(_ look: StageLook, _ anew: StageLook, _ comment: Comment) throws {
    let (partition, new) = (try look.value(Stages.partition), try anew.value(Stages.partition))
    #expect(partition.hasUnits(of: new) && partition.candidates == new.candidates, comment)
    #expect(try look.value(Stages.units).hasUnits(of: new), comment)
    let (evidence, newEvidence) = (try look.value(Stages.evidence), try anew.value(Stages.evidence))
    #expect(evidence.mhat == newEvidence.mhat && evidence.ranking == newEvidence.ranking, comment)
    let (verdicts, newVerdicts) = (try look.value(Stages.verdicts), try anew.value(Stages.verdicts))
    #expect(verdicts.verdict == newVerdicts.verdict && verdicts.logHelps == newVerdicts.logHelps, comment)
  }
}
