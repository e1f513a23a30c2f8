import Foundation
import Language
import Identity
import Testing
import TraceLogs
import Traces

/// Twenty batches with a real model, replayed from their cassette (`make live` makes such a run anew).
@Suite struct RealModelTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  @Test func aRunWithARealModelIsReplayedWithoutANetwork() throws {
    let logs = try (0..<2).map { _ -> Data in
      let bench = try LiveBench(network: false)
      try bench.run(
        """
        set tau 0.95; set standing passes
        model http://127.0.0.1:9 --name smollm2-135m --answer 200 --context 4096
        optimize --tasks \(Self.root)/datasets/live/tasks.jsonl --scorer reference --select 1 --batch 2 \
        --prompts \(Self.root)/datasets/live/prompts --cassette \(Self.root)/datasets/live/smollm.cassette.jsonl \
        --to \(bench.folder)/run.jsonl
        """)
      let trace = try readTrace("\(bench.folder)/run.jsonl").log
      #expect(trace.batches.count == 20 && trace.proposals.count >= 20)
      let scores = trace.evals.map(\.score)
      #expect(
        scores.count == 2 && scores[0] == 0 && scores[1] >= 0.5, "the model does better with its memory")
      return try bench.bytes()
    }
    #expect(logs[0] == logs[1])
  }

  /// The figures of docs/real-logs.md: evidence of a run against what 1,160 more answers of the model measured.
  @Test func evidenceOfARealModelAgainstMeasuredTruth() throws {
    let bench = try LiveBench(network: false)
    try bench.run("set tau 0.95; set standing passes; load \(Self.root)/datasets/smollm-codes.jsonl")
    let analysis = bench.session.analysis
    let (trace, mhat) = (try analysis.trace(), try analysis.evidence().mhat)
    let truth = Truth(
      log: trace, operations: try analysis.operations(), partition: try analysis.partition()
    ).effect
    let helping = mhat.indices.filter { (mhat[$0] ?? 0) > 0 }
    #expect(mhat.count == 24 && helping.count == 19)
    #expect(helping.allSatisfy { truth[$0] == 5 })
    let others = mhat.indices.filter { !helping.contains($0) }
    #expect(
      others.allSatisfy { mhat[$0] == 0 } && others.compactMap { truth[$0] }.sorted() == [0, 0, 0, 5, 5])
    // Wrong here, and said to be: first scores of 50 are taken for a lure.
    let chance = try analysis.posterior().chance
    #expect(helping.allSatisfy { (chance[$0] ?? 1) < 0.001 })
    let verdicts = try analysis.verdicts()
    #expect(mhat.indices.allSatisfy { verdicts.verdict(of: $0) == .undecided })
  }
}
