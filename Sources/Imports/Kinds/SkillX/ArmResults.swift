import JSON

/// Outcomes of the same tasks under several arms, run after run.
struct ArmResults {
  private struct Run: Hashable {
    let benchmark: String
    let number: Int
  }

  private struct Met: Hashable {
    let task: String
    let run: Int
  }

  private struct Result {
    let task: String
    let arm: String
    let outcome: Double
  }

  private var runs: [Run: [Result]] = [:]
  private var benchmarks: [String] = []
  /// Results that say how many skills stood in the context, and do not name them.
  private(set) var counted = 0

  mutating func takeLines(
    _ file: SourceFile, _ source: ImportSource, _ request: ImportRequest, _ draft: inout LogDraft
  ) throws {
    var (found, met, highest) = (self, Set<Met>(), [String: Int]())
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
      if !met.insert(Met(task: task, run: run)).inserted { run = (highest[task] ?? run) + 1 }
      met.insert(Met(task: task, run: run))
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
    if !benchmarks.contains(benchmark) { benchmarks.append(benchmark) }
    runs[Run(benchmark: benchmark, number: run), default: []].append(
      Result(task: task, arm: arm, outcome: outcome))
  }

  func tell(_ draft: inout LogDraft) {
    for benchmark in benchmarks {
      for run in runs.keys.filter({ $0.benchmark == benchmark }).sorted(by: { $0.number < $1.number }) {
        let results = runs[run] ?? []
        let name = benchmark.isEmpty ? "run \(run.number)" : "\(benchmark) run \(run.number)"
        draft.batch(label: name, tasks: Set(results.map(\.task)).count)
        for result in results {
          draft.task(
            result.task, outcome: result.outcome, scene: benchmark.isEmpty ? nil : benchmark, arm: result.arm)
        }
      }
    }
  }
}
