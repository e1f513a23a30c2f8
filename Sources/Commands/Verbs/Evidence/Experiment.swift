import Analyses
import Answers
import Appraisals
import Effects
import Files
import Language
import Sessions
import Studies

enum ExperimentCommand: StudyCommand {
  enum Part: String, CaseIterable {
    case design, assign, check, next

    var flags: [String] {
      switch self {
      case .design: ["to", "budget", "protect", "max-loss", "seed", "name"]
      case .assign: ["task"]
      case .check: ["all", "limit"]
      case .next: ["to"]
      }
    }
  }

  static let manual = Manual(
    verb: "experiment", group: .evidence, effect: .look,
    summary: "plans who is held out of which task, assigns, checks, and goes on",
    words: [
      Positional("PART", .choice(Part.allCases.map(\.rawValue))),
      Positional("PLAN", .existingFile, optional: true),
    ],
    flags: [
      Flag("to", .newFile, "of design and next: the plan to write"),
      Flag("budget", .text, "of design: tasks=N, how many tasks the experiment may take"),
      Flag("protect", .text, "of design: items that are never held out, with commas between"),
      Flag(
        "max-loss", .number, "of design: what holding out may cost a task at most, in points of the outcome"),
      Flag("seed", .count, "of design: the seed of the lots (1)"),
      Flag("name", .text, "of design: what task records call it in arm (experiment)"),
      Flag("task", .text, "of assign: the task's name"),
      Flag("all", nil, "of check: tasks whatever they name in arm"),
      Flag("limit", .count, "of check: how many problems are shown; 20 is the default"),
    ],
    details: """
      design makes a plan of the present study: each item with the rate at which tasks have it. What an answer is worth for \
      each task spent stands first. Items with little to lose are held out half the time; --max-loss bounds what all holding \
      out may cost a task, if every item is as good as may well be. tasks is how many it is likely to take until a verdict.

      assign says who is held out of a task: an item is there if and only if the first 8 bytes of SHA-256 over the seed, the \
      task and the item, divided by 2^64, lie below its rate. Any program can compute that (docs/experiments.md has the \
      function and vectors); no log is needed. The task's record says held, propensity (by item, of being held out) and arm, \
      the plan's name.

      check holds a log against a plan: lots that came out otherwise, other probabilities, shares that are improbable \
      (mismatch), and leaks: an item held out whose text stands in another one that the task had.

      next makes the plan of the next round: what is certified leaves, what harms is dropped, rates follow what is known and \
      stay between \(HoldingRates.floor) and \(HoldingRates.most). Certificates stay valid, because each record has the \
      probability that its lot was drawn with.
      """,
    examples: [
      Example("experiment design --max-loss 0.05 --to out/plan.json", "what to hold out, and how often"),
      Example(
        "experiment assign out/plan.json --task kitchen-102", "who is held out of this task?",
        after: "load datasets/kitchen.jsonl; experiment design --to out/plan.json"),
      Example(
        "experiment check out/lots-plan.json --all", "did the log do as the plan says?",
        after:
          "simulate --outcomes --holdout 0.5 --to out/lots.jsonl; load out/lots.jsonl; experiment design --to out/lots-plan.json"
      ),
      Example(
        "experiment next out/round-plan.json --to out/plan-2.json", "the next round",
        after:
          "simulate --outcomes --holdout 0.5 --to out/lots.jsonl; load out/lots.jsonl; experiment design --to out/round-plan.json"
      ),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    let part: Part = try call.choice(call.words[0], for: "PART")
    let known = part.flags + ["wide"]
    if let flag = manual.allFlags.first(where: { call.has($0.name) && !known.contains($0.name) }) {
      throw StatementFault.flagNotFor(flag.name, "experiment \(part.rawValue)")
    }
    switch part {
    case .design: return try design(call, turn)
    case .assign: return try assign(call)
    case .check: return try check(call, turn)
    case .next: return try next(call, turn)
    }
  }

  private static func design(_ call: Call, _ turn: Turn) throws -> Answer {
    if call.words.count > 1 { throw StatementFault.extraWord(call.words[1], usage: manual.usage) }
    var design = ExperimentDesign(try turn.analysis.effects())
    design.budget = try call["budget"].map(budget)
    design.protected = call["protect"].map { $0.split(separator: ",").map(String.init) } ?? []
    design.maxLoss = try call.number(of: "max-loss", "above 0") { $0 > 0 }
    design.seed = try call.count(of: "seed") ?? 1
    design.name = call["name"] ?? "experiment"
    return try write(try design.first(), call, turn)
  }

  private static func budget(_ text: String) throws -> Int {
    let bad = StatementFault.badValue(name: "--budget", seen: text, expected: "tasks=N, such as tasks=500")
    guard text.utf8.starts(with: "tasks=".utf8), let count = Int(text.dropFirst(6)), count > 0 else {
      throw bad
    }
    return count
  }

  private static func next(_ call: Call, _ turn: Turn) throws -> Answer {
    let plan = try PlanFile.read(try path(call))
    let effects = try turn.analysis.effects(EffectTerms(alpha: plan.alpha))
    return try write(try ExperimentDesign(effects).next(after: plan), call, turn)
  }

  private static func write(_ made: ExperimentDesign.Made, _ call: Call, _ turn: Turn) throws -> Answer {
    guard let path = call["to"] else { throw StatementFault.missingWord("--to", usage: manual.usage) }
    try turn.study.refuseToReplaceInput(path)
    try makeParentFolder(of: path)
    try writeAtomically(Array(made.plan.text.utf8), to: path)
    return PlanView(made, path: path).answer()
  }

  private static func assign(_ call: Call) throws -> Answer {
    let plan = try PlanFile.read(try path(call))
    guard let task = call["task"] else { throw StatementFault.missingWord("--task", usage: manual.usage) }
    return AssignmentView(plan: plan, task: task).answer()
  }

  private static func check(_ call: Call, _ turn: Turn) throws -> Answer {
    let plan = try PlanFile.read(try path(call))
    let check = try ExperimentCheck(plan, try turn.analysis.trace(), only: !call.has("all"))
    return PlanCheckView(check, limit: try call.count(of: "limit") ?? 20).answer()
  }

  private static func path(_ call: Call) throws -> String {
    guard call.words.count > 1 else { throw StatementFault.missingWord("PLAN", usage: manual.usage) }
    return call.words[1]
  }
}
