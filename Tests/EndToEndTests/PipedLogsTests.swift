import Foundation
import TerminalSupport
import Testing

/// Logs of other tools that come through a pipe are recognized by how they begin, and are what they are as files.
@Suite struct PipedLogsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    "datasets/reflexion/env_results_trial_0.json", "Tests/maa-fuzz/Corpus/import-mem0/history.db",
    "Tests/maa-fuzz/Corpus/import-mlflow/mlflow.db", "Tests/maa-fuzz/Corpus/import-inspect/stored.eval",
    "Tests/maa-fuzz/Corpus/import-inspect/deflated.eval", "datasets/kitchen.jsonl",
  ])
  func aPipeIsReadAsTheFile(_ name: String) throws {
    // A file of the corpus begins with a line that names it.
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(Run.root)/\(name)"))
    let path = "\(folder.path)/\(name.split(separator: "/").last ?? "log")"
    let isOfCorpus = bytes.first == 1
    try (isOfCorpus ? bytes.drop { $0 != 10 }.dropFirst() : bytes).write(to: URL(fileURLWithPath: path))
    let looks =
      "units; sql select id, batch, type, content from proposals; sql select task, outcome from tasks"
    let file = try Run(["-c", "load \(path); set beta 0.8; \(looks)"])
    let pipe = try Run([], shell: "cat \(path) | $MAA -c 'load -; set beta 0.8; \(looks)'")
    #expect(file.code == 0 && pipe.code == 0, "\(file.errors)\(pipe.errors)")
    #expect(try shown(file) == shown(pipe))
  }

  @Test func aTableThroughAPipeIsOne() throws {
    let rows = "step,rule,text,score,before\n1,a,look twice,60,50\n1,b,look once,40,50\n"
    let pipe = try Run(["-c", "load - --map batch=step,id=rule,content=text; units"], input: rows)
    #expect(pipe.code == 0 && pipe.output.contains("look twice"), "\(pipe.output)\(pipe.errors)")
  }

  /// From the setting on, before which the file is named.
  private func shown(_ run: Run) throws -> Substring {
    run.output[try #require(run.output.range(of: "beta 0.9 -> 0.8")).lowerBound...]
  }
}
