import Analyses
import Answers
import Basics
import Commands
import Files
import Language
import Query
import Runs
import Scripts
import Sessions
import Tables
import Views

/// Many runs, and what is made of them.
extension Program {
  func run(_ wishes: RunPlan.Wishes) throws -> Int32 {
    Interrupt.install(secondEndsProcess: true)
    let registry = Registry.all
    let whole = try RunPlan(wishes, registry.vocabulary)
    if let folder = arguments.line["--slurm"] { return try writeSlurm(whole, folder) }
    let plan = try arguments.line.count("--only", in: 1...1_000_000).map { try whole.only($0) } ?? whole
    let terms = try terms()
    if terms.folder == nil {
      for option in ["--resume", "--replace"] where arguments.line.has(option) {
        throw UsageFault.optionNeeds(option, other: "--out")
      }
      try plan.checkWritten(registry.vocabulary)
    }
    let jobs = try arguments.line.count("--jobs", in: 1...1024) ?? processorCount
    let outcomes = try watched(plan, jobs) { board in
      try RunQueue(
        plan, terms, registry, jobs: jobs, failsFast: arguments.line.has("--fail-fast"), board: board
      ).run()
    }
    return try tell(plan, outcomes)
  }

  /// Where the runs of the command line go is for the job to say.
  private func writeSlurm(_ plan: RunPlan, _ folder: String) throws -> Int32 {
    let own = ["--slurm", "--out", "--resume", "--replace", "--only", "--set"]
    let given = arguments.line.given.filter { !own.contains($0.option.name) }.flatMap { option, value in
      option.value == nil ? [option.name] : ["\(option.name)=\(value)"]
    }
    let values = arguments.line.all("--set").map { "--set=\($0)" }
    try makeFolder(folder)
    let job = SlurmJob(
      folder, program: programPath ?? "maa", workingFolder: workingFolder,
      arguments: arguments.line.words + values + given,
      count: plan.runs.count)
    for (name, text) in job.files { try write(text, "\(folder)/\(name)") }
    makeSink().show(
      Outcome(
        number: nil, statement: "run",
        answer: .said("\(folder)   \(counted(plan.runs.count, "task")) · sh \(folder)/submit.sh"),
        warnings: []))
    return ExitCode.done
  }

  /// On a terminal all runs on one screen, elsewhere a line for each.
  private func watched(_ plan: RunPlan, _ jobs: Int, _ work: (any RunBoard) throws -> [RunOutcome?]) throws
    -> [RunOutcome?]
  {
    guard Terminal.isTerminal(2), !Terminal.isDumb else { return try work(RunLines(total: plan.runs.count)) }
    let screen = RunScreen(total: plan.runs.count, jobs: jobs)
    defer { screen.clear() }
    return try work(screen)
  }

  private func terms() throws -> RunTerms {
    var options = arguments.options
    options.logs = LogShelf(keeps: 8)
    var terms = RunTerms(options)
    terms.bounds = try bounds()
    terms.folder = arguments.line["--out"].map { $0.hasSuffix("/") && $0 != "/" ? String($0.dropLast()) : $0 }
    (terms.resumes, terms.replaces) = (arguments.line.has("--resume"), arguments.line.has("--replace"))
    terms.figures =
      try figures() ?? ["proposals", "batches", "wordings", "units", "observations", "decisions"]
    return terms
  }

  private func figures() throws -> [String]? {
    guard let list = arguments.line["--figures"] else { return nil }
    let names = list.split(separator: ",").map(String.init)
    for name in names where arguments.line.subcommand == .run {
      let measure = name.split(separator: ":", maxSplits: 1).first.map(String.init) ?? name
      guard Measure.isKnown(measure, ofUnit: name.contains(":")) else {
        let known = Measure.ofStudy + Measure.ofUnit
        throw PlanFault.unknownFigure(name, suggestion: suggestion(for: measure, among: known))
      }
    }
    return names
  }

  func bounds() throws -> RunLimits.Bounds {
    var bounds = RunLimits.Bounds()
    bounds.run = try arguments.line.duration("--timeout")
    bounds.statement = try arguments.line.duration("--statement-timeout")
    bounds.memory = try arguments.line.size("--max-memory")
    return bounds
  }

  private func tell(_ plan: RunPlan, _ outcomes: [RunOutcome?]) throws -> Int32 {
    let summary = RunSummary(plan, outcomes)
    if let path = arguments.line["--junit"] { try write(JUnitReport.text(plan, outcomes), path) }
    if let path = arguments.line["--code-quality"] { try write(RunAnnotations.gitlab(outcomes), path) }
    if arguments.json { return say(summary.lines.map { $0 + "\n" }.joined()) + summary.exitCode }
    makeSink().show(Outcome(number: nil, statement: "run", answer: .table(summary.table), warnings: []))
    if arguments.line.has("--annotate") { _ = say(RunAnnotations.github(outcomes)) }
    return summary.exitCode
  }

  private func write(_ text: String, _ path: String) throws {
    try makeParentFolder(of: path)
    try writeAtomically(Array(text.utf8), to: path)
  }

  func collect(_ folder: String) throws -> Int32 {
    let table = try RunCollection(folder, figures: try figures()).table
    try show(table, "collect \(folder)")
    return ExitCode.done
  }

  /// Ends with 1 where they differ, as `diff` does.
  func diff(_ first: String, _ second: String) throws -> Int32 {
    Interrupt.install(secondEndsProcess: true)
    let stages = Stages(cache: arguments.options.vectorCache)
    var options = arguments.options
    options.logs = LogShelf(keeps: 8)
    let table = try RunComparison(first, second) { places in
      var options = options
      options.places = places
      return try Session(registry: .all, options: options, pulse: Interrupt.pulse, stages: stages)
    }.table()
    try show(table, "diff \(first) \(second)")
    return table.rows.isEmpty ? ExitCode.done : ExitCode.failed
  }

  /// On the screen, or in a file whose ending says the form.
  private func show(_ table: Table, _ statement: String) throws {
    guard let path = arguments.line["--to"] else {
      return makeSink().show(Outcome(number: nil, statement: statement, answer: .table(table), warnings: []))
    }
    if path.hasSuffix(".db") || path.hasSuffix(".sqlite") {
      try makeParentFolder(of: path)
      try writeAtomically(to: path) { try StudyDatabase.file(of: [WholeTable(table)], pulse: .silent, $0) }
    } else {
      try write(try TableForm(nil, for: path).render(table), path)
    }
    makeSink().show(
      Outcome(
        number: nil, statement: statement, answer: .said("\(path)   \(counted(table.rows.count, "row"))"),
        warnings: []))
  }
}
