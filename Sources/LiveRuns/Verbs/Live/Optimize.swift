import Answers
import Files
import Language
import Optimizing
import Sessions
import Studies

enum OptimizeCommand: StudyCommand {
  static let manual = Manual(
    verb: "optimize", group: .live, effect: .study,
    summary: "runs the method with a model: propose, score, apply, batch by batch, into a log",
    flags: [
      Flag("tasks", .existingFile, "tasks with traces, a line of JSON each"),
      Flag("to", .newFile, "the log of the run"),
      Flag(
        "memory", .existingFile, "the memory to begin with: a log, or what import reads; none is the default"),
      Flag("epochs", .count, "how often each task is met (1)"),
      Flag("batch", .count, "tasks in a batch (8)"),
      Flag("seed", .count, "another seed gives another order and other questions (1)"),
      Flag(
        "scorer", .choice(["judge", "reference", "program"]), "where the worth of a memory comes from (judge)"
      ),
      Flag("program", .text, "of the scorer program: the command that measures"),
      Flag("program-timeout", .number, "how many seconds it may take for a task (120)"),
      Flag("plan", .choice(["all", "worth"]), "score the whole pool, or where it matters (all)"),
      Flag("scorings", .count, "of the plan worth: how many units are scored in a batch"),
      Flag("select", .count, "how many items an agent sees for a task; all is the default"),
      Flag("repeats", .count, "how often each is scored in a batch (1)"),
      Flag("group", .count, "how many candidates a judge sees in a call at most (8)"),
      Flag("patience", .count, "ends after so many epochs without a better validation"),
      Flag("epsilon", .number, "what counts as better (0)"),
      Flag("prompts", .text, "a folder of prompts; prompts --to copies the usual ones"),
      Flag("cassette", .text, "where questions and answers are kept; beside the log is the default"),
      Flag("stop-after", .count, "ends this statement after so many batches of the run"),
      Flag("resume", nil, "goes on with the run of that log, or with the open one"),
    ] + LiveFlags.spending,
    showsTable: true,
    details: """
      A task is {"id": …, "question": …, "trace": …} with "outcome", "scene", "split" (train, val or test; train unless \
      said), and "answer" with "match" (exact, number, contains or json) where answers are held against a reference. The log \
      grows record by record and is synced at each phase's end; other commands read it, follow from another shell.

      judge: a model says from 0 to 100 how good each state of memory is; states are shown in an order drawn by the \
      seed, and diagnose shows whether their place matters. reference: the model does the tasks, the share that is right \
      counts. program: a command reads {"v":1,"task":…,"memory":[…],"seed":…} lines and answers \
      {"task":…,"outcome":…} lines; --allow-programs lets it run. Tasks of the split val validate at the beginning and \
      at each epoch's end; a judge validates nothing.

      Every answer is kept on the cassette before it is used. A run that was stopped, however, goes on with --resume and \
      asks nothing again; a recorded session runs from its cassette without a network and gives the same bytes. \
      Between statements review, same, different, set, pin and forbid change how it goes on. docs/live.md has all of it.
      """,
    examples: [
      Example(
        "\(LiveExamples.run) --stop-after 2", "two batches, from a cassette", after: LiveExamples.named),
      Example(
        "optimize --resume --stop-after 4", "two more",
        after: "\(LiveExamples.begun); step --live; step --live"),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let settings = try call.has("tasks") ? settings(call, turn) : opened(call, turn)
    var run = LiveRun(settings, call, turn)
    return try run.perform(.batches(try call.count(of: "stop-after")), &turn)
  }

  /// The open run, which goes on as it was begun.
  private static func opened(_ call: Call, _ turn: Turn) throws -> RunSettings {
    guard let settings = turn.study.run else { throw OptimizingFault.noRun }
    let known = LiveFlags.spending.map(\.name) + ["stop-after", "resume", "wide"]
    if let flag = manual.flags.first(where: { call.has($0.name) && !known.contains($0.name) }) {
      throw StatementFault.needsFlag(flag.name, other: "tasks")
    }
    return settings
  }

  private static func settings(_ call: Call, _ turn: Turn) throws -> RunSettings {
    guard let tasks = call["tasks"], let log = call["to"] else {
      throw StatementFault.missingWord("--to", usage: manual.usage)
    }
    let begins = turn.study.run == nil
    if begins, turn.study.log != nil { throw OptimizingFault.studyNotEmpty }
    let isRecorded = call.has("bytes")
    if begins, !isRecorded {
      let stands = try isRegularFile(log) && !readWhole(log).isEmpty
      if stands, !call.has("resume") { throw OptimizingFault.logStands(path: log) }
      if !stands, call.has("resume") { throw OptimizingFault.nothingToResume(path: log) }
    }
    var settings = RunSettings(
      tasks: tasks, log: log, cassette: turn.options.places.read(call["cassette"] ?? usualCassette(log)))
    try fill(&settings, call)
    return settings
  }

  private static func usualCassette(_ log: String) -> String {
    (log.hasSuffix(".jsonl") ? String(log.dropLast(6)) : log) + ".cassette.jsonl"
  }

  private static func fill(_ settings: inout RunSettings, _ call: Call) throws {
    settings.memory = call["memory"]
    settings.prompts = call["prompts"]
    settings.epochs = try positive(call, "epochs") ?? settings.epochs
    settings.batch = try positive(call, "batch") ?? settings.batch
    settings.seed = try call.count(of: "seed") ?? settings.seed
    settings.repeats = try positive(call, "repeats") ?? settings.repeats
    settings.group = try positive(call, "group") ?? settings.group
    settings.patience = try positive(call, "patience")
    settings.epsilon = try call.number(of: "epsilon", "from 0") { $0 >= 0 } ?? 0
    settings.programSeconds = try call.number(of: "program-timeout", "above 0") { $0 > 0 } ?? 120
    settings.select = try positive(call, "select").map { .likest($0) } ?? .all
    settings.scorer = try scorer(call)
    settings.plan = try plan(call)
  }

  private static func positive(_ call: Call, _ flag: String) throws -> Int? {
    guard let count = try call.count(of: flag) else { return nil }
    guard (1...1_000_000).contains(count) else {
      throw StatementFault.badValue(name: "--\(flag)", seen: "\(count)", expected: "a whole number from 1")
    }
    return count
  }

  private static func scorer(_ call: Call) throws -> RunSettings.Scorer {
    let name = call["scorer"] ?? (call.has("program") ? "program" : "judge")
    if name != "program", call.has("program") {
      throw StatementFault.flagNotFor("program", "--scorer \(name)")
    }
    switch name {
    case "judge": return .judge
    case "reference": return .reference
    case "program":
      guard let command = call["program"] else {
        throw StatementFault.missingWord("--program", usage: "optimize --scorer program --program COMMAND")
      }
      return .program(command)
    default:
      throw StatementFault.badChoice(
        name: "--scorer", seen: name, choices: ["judge", "reference", "program"], suggestion: nil)
    }
  }

  private static func plan(_ call: Call) throws -> RunSettings.Plan {
    let count = try positive(call, "scorings")
    switch call["plan"] ?? "all" {
    case "all":
      if count != nil { throw StatementFault.flagNotFor("scorings", "--plan all") }
      return .all
    case "worth":
      guard let count else {
        throw StatementFault.missingWord("--scorings", usage: "optimize --plan worth --scorings N")
      }
      return .worth(count)
    case let other:
      throw StatementFault.badChoice(name: "--plan", seen: other, choices: ["all", "worth"], suggestion: nil)
    }
  }
}
