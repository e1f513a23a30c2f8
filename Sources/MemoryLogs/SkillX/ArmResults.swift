import Importing
import JSON

/// Outcomes of the same tasks under several arms, run after run.
struct ArmResults {
  private struct ArmRun: Hashable {
    let benchmark: String
    let number: Int
  }

  private struct TaskMet: Hashable {
    let task: String
    let run: Int
  }

  private struct Result {
    let task: String
    let arm: String
    let outcome: Double
  }

  private var runs: [ArmRun: [Result]] = [:]
  /// In the order in which they are met.
  private var benchmarks: [String: Int] = [:]
  /// Results that say how many skills stood in the context, and do not name them.
  private(set) var counted = 0

  mutating func takeLines(
    _ file: SourceFile, _ source: ImportSource, _ request: ImportRequest, _ draft: inout LogDraft
  ) throws {
    var (found, met, highest) = (self, Set<TaskMet>(), [String: Int]())
    try source.records(file, request, &draft) { number, line, draft in
      let task = try line.member("task_id").demandWord()
      guard let outcome = line.first("after_score", "score", "reward")?.outcome else {
        return draft.account.leftOut("a result without a score", example: task, at: "\(file.name):\(number)")
      }
      let skills =
        line["selected_skill_count"]?.whole ?? line["experiment_metadata_summary"]?["skills_count"]?.whole
        ?? 0
      found.counted += skills > 0 ? 1 : 0
      var run = line.first("run_id", "trial")?.whole ?? 0
      if !met.insert(TaskMet(task: task, run: run)).inserted { run = (highest[task] ?? run) + 1 }
      met.insert(TaskMet(task: task, run: run))
      highest[task] = max(highest[task] ?? run, run)
      found.add(task, outcome, run, file, named: line["experiment_name"]?.text)
    }
    self = found
  }

  mutating func takeSimulations(_ root: JSONValue, _ file: SourceFile) throws {
    for simulation in try root.member("simulations").demandList() {
      let outcome = try simulation.member("reward_info").member("reward").demandOutcome()
      add(
        try simulation.member("task_id").demandWord(), outcome, simulation["trial"]?.whole ?? 0, file,
        named: nil)
    }
  }

  /// The last folder above a file is its arm, the one above that the benchmark; without folders, names say it.
  private mutating func add(_ task: String, _ outcome: Double, _ run: Int, _ file: SourceFile, named: String?)
  {
    let folders = file.folder.split(separator: "/").map(String.init)
    let base = String(file.base.prefix { $0 != "." })
    let benchmark = folders.dropLast().joined(separator: "/")
    let arm = folders.last ?? named ?? base
    if benchmarks[benchmark] == nil { benchmarks[benchmark] = benchmarks.count }
    runs[ArmRun(benchmark: benchmark, number: run), default: []].append(
      Result(task: task, arm: arm, outcome: outcome))
  }

  func tell(_ draft: inout LogDraft) {
    let order = runs.keys.sorted {
      (benchmarks[$0.benchmark] ?? 0, $0.number) < (benchmarks[$1.benchmark] ?? 0, $1.number)
    }
    for run in order {
      let (benchmark, results) = (run.benchmark, runs[run] ?? [])
      let name = benchmark.isEmpty ? "run \(run.number)" : "\(benchmark) run \(run.number)"
      draft.batch(label: name, tasks: Set(results.map(\.task)).count)
      for result in results {
        draft.task(
          result.task, outcome: result.outcome, scene: benchmark.isEmpty ? nil : benchmark, arm: result.arm)
      }
    }
  }
}
