import Files
import Foundation
import Imports
import Testing
import TraceLogs

@Suite struct InspectTests {
  private func evaluation(_ task: String, _ created: String) -> String {
    #"{"version": 2, "status": "success", "eval": {"task": "\#(task)", "model": "m", "created": "\#(created)"}, "plan": {}"#
  }

  private func sample(_ id: String, _ epoch: Int, _ scores: String) -> String {
    #"{"id": \#(id), "epoch": \#(epoch), "input": "q", "messages": [{"content": "x"}], "scores": {\#(scores)}, "events": []}"#
  }

  @Test func samplesOfAllEpochsAreTasks() throws {
    let samples = [
      sample("\"s2\"", 1, #""match": {"value": "C"}, "f1": {"value": 0.5}"#),
      sample("\"s10\"", 1, #""match": {"value": "I"}, "f1": {"value": 0.25}"#),
      sample("\"s2\"", 2, #""match": {"value": "P"}"#), sample("\"s10\"", 2, ""),
    ]
    let log =
      evaluation("maze", "2026-06-18T10:00:00+02:00") + ", \"samples\": [\(samples.joined(separator: ","))]}"
    let earlier =
      evaluation("door", "2026-06-18T07:00:00+00:00")
      + #", "samples": [], "reductions": [{"scorer": "match", "samples": [{"value": 1.0, "sample_id": 3}]}]}"#
    try withFolder(["a.json": log, "b.json": earlier, "notes.txt": "x"]) { folder in
      let result = try imported(folder)
      #expect(result.log.batches.map(\.label) == ["b.json", "a.json epoch 1", "a.json epoch 2"])
      #expect((0..<4).map { result.log.tasks.name[$0] } == ["3", "s2", "s10", "s2"])
      #expect(result.log.tasks.outcome == [1, 1, 0, 0.5])
      #expect(result.log.tasks.scene.map { result.log.symbols[Int($0)] } == ["door", "maze", "maze", "maze"])
      #expect(result.account[.ambiguous].map(\.flag) == ["score"])
      #expect(
        Set(result.account[.leftOut].map(\.text)) == [
          "a sample that was not scored", "a file that is no log of Inspect",
        ])
      #expect(try imported(folder, flags: ["score": "f1"]).log.tasks.outcome == [0.5, 0.25])
      let turned = try imported(folder, flags: ["score": "f1", "better": "lower"])
      #expect(turned.log.tasks.outcome == [-0.5, -0.25])
    }
  }

  @Test func valuesMayBeSeveral() throws {
    let scores = #""judge": {"value": {"clear": 0.5, "true": "yes"}}, "list": {"value": [1, false]}"#
    let log = evaluation("maze", "2026-06-18") + ", \"samples\": [\(sample("1", 1, scores))]}"
    try withFolder(["a.json": log]) { folder in
      for (name, value) in [("judge.clear", 0.5), ("judge.true", 1.0), ("list.1", 1.0), ("list.2", 0.0)] {
        let result = try imported(folder, flags: ["score": name])
        #expect(result.log.tasks.outcome == [value], "\(name)")
      }
    }
  }

  /// What a program cannot read is said with the file's name, and with the member's where there is one.
  @Test func damagedArchivesAreOneClearFault() throws {
    try withFolder(["a.eval": "PK\u{3}\u{4} and no more"]) { folder in
      #expect(throws: ArchiveFault.noDirectory(path: "\(folder)/a.eval")) { try imported(folder) }
    }
  }
}
