import Answers
import Appraisals
import Basics
import Files
import Language
import Sessions
import Simulating
import Studies
import TraceLogs
import Traces
import Views

enum SimulateCommand: StudyCommand {
  static let manual = Manual(
    verb: "simulate", group: .input, effect: .look,
    summary: "writes a trace log with planted truth",
    flags: [
      Flag("to", .newFile, "the log to write", required: true),
      Flag("seed", .count, "another seed gives another log (1)"),
      Flag(
        "regime", .choice(World.Regime.allCases.map(\.rawValue)),
        "where the defaults come from (calm)"),
      Flag(
        "attack", .choice(Attack.allCases.map(\.rawValue)),
        "plants operations that do harm; --share says how many"),
      Flag("complete", nil, "scores every operation so far, in each wording, in every batch"),
      Flag("outcomes", nil, "another kind of world: tasks whose outcomes items change"),
    ] + World.parameters.map(flag) + outcomeParameters.map(flag),
    details: """
      The log's labels say of each proposal which operation it is (same_as), what it is truly worth (effect, in points, \
      over scenes) and its class: stable, harmful, spurious or scene-specific. quality reads them, the method does not. \
      Whatever the shares leave over is stable.

      A regime is a set of defaults: drifting (difficulty swings and rises, scores are compressed near their ends), weak \
      (accuracy 0.615), scenes (half of the operations depend on the scene). Flags go before it; \
      the default of each, where no regime says otherwise, stands in parentheses. docs/simulation.md has \
      the formulas. The same seed and flags give the same bytes on every machine.

      --attack plants operations for guard to find: trigger helps in all scenes but one and harms there, graft is an item \
      with one clause changed, injection instructs the reader, votes is praised by one voter and never scored, burst \
      seems to bring much in one batch. Their class is attack-trigger and so on; docs/simulation.md says how they are made.

      --outcomes writes tasks instead of scores: items are retrieved for tasks that are hard or easy (confounding), some \
      are held out by lot (holdout), some work only together (interactions), traffic drifts, and a judge may value items \
      beside (judge). Its defaults: \(outcomeDefaults). The labels have each item's effect on the probability of success.

      The study stays as it is; load reads the log. The file is replaced as a whole or not at all.
      """,
    examples: [
      Example(
        "simulate --seed 7 --operations 200 --batches 40 --to out/world.jsonl", "a calm world", after: ""),
      Example(
        "simulate --regime weak --complete --to out/weak.jsonl", "a weak scorer, and a score for everything",
        after: ""),
      Example(
        "simulate --regime drifting --missing 0.1 --repeats 2 --to out/drift.jsonl",
        "each call is scored twice",
        after: ""),
      Example(
        "simulate --batches 15 --attack graft --share 0.05 --to out/graft.jsonl",
        "a world in which somebody does harm",
        after: ""),
      Example(
        "simulate --outcomes --confounding 1 --holdout 0.1 --to out/outcomes.jsonl",
        "tasks with lots, in a world where the plain difference misleads", after: ""),
    ])

  /// Those that the other kind of world does not have by the same name.
  private static let outcomeParameters = OutcomeWorld.parameters.filter { parameter in
    !World.parameters.contains { $0.name == parameter.name }
  }

  private static let outcomeDefaults = OutcomeWorld.parameters.map {
    "\($0.name) \($0.text(in: OutcomeWorld()))"
  }
  .joined(separator: ", ")

  private static func flag(_ parameter: OutcomeParameter) -> Flag {
    let summary = "of --outcomes: \(parameter.summary) (\(parameter.text(in: OutcomeWorld())))"
    switch parameter.value {
    case .count: return Flag(parameter.name, .count, summary)
    case .number: return Flag(parameter.name, .number, summary)
    }
  }

  private static func flag(_ parameter: WorldParameter) -> Flag {
    let summary = "\(parameter.summary) (\(parameter.text(in: World())))"
    switch parameter.value {
    case .count: return Flag(parameter.name, .count, summary)
    case .number: return Flag(parameter.name, .number, summary)
    }
  }

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    guard let path = call["to"] else { throw StatementFault.missingWord("--to", usage: manual.usage) }
    try turn.study.refuseToReplaceInput(path)
    if [".gz", ".zst"].contains(where: path.hasSuffix) {
      throw ViewFault.unknownFormat(path: path, known: [".jsonl"])
    }
    if call.has("outcomes") { return try outcomes(call, to: path, turn) }
    if let flag = outcomeParameters.first(where: { call.has($0.name) }) {
      throw StatementFault.needsFlag(flag.name, other: "outcomes")
    }
    let simulation = try Simulation(
      try world(call), seed: UInt64(try call.count(of: "seed") ?? 1), pulse: turn.pulse)
    try makeParentFolder(of: path)
    var tally = SimulationTally()
    try writeAtomically(to: path) { write in
      try writeTrace(simulation, pulse: turn.pulse, watching: { tally.add($0) }, to: write)
    }
    return PlantedView(simulation: simulation, tally: tally, path: path).answer()
  }

  private static func outcomes(_ call: Call, to path: String, _ turn: Turn) throws -> Answer {
    let others = World.parameters.map(\.name) + ["regime", "complete"]
    let own = OutcomeWorld.parameters.map(\.name)
    if let flag = others.first(where: { call.has($0) && !own.contains($0) }) {
      throw StatementFault.flagNotFor(flag, "simulate --outcomes")
    }
    var world = OutcomeWorld()
    for parameter in OutcomeWorld.parameters {
      guard let text = call[parameter.name] else { continue }
      try world.set(parameter, to: text, named: "--\(parameter.name)")
    }
    if let fault = world.fault { throw fault.ofStatement(prefix: "--") }
    var run = OutcomeSimulation(world, seed: UInt64(try call.count(of: "seed") ?? 1)).run()
    while run.advance() { try turn.pulse.beat("simulating", run.log.batches.count, world.batches) }
    try makeParentFolder(of: path)
    try writeAtomically(to: path) { write in try writeTrace(run.log, to: write) }
    return PlantedOutcomesView(run, path: path).answer()
  }

  private static func world(_ call: Call) throws -> World {
    let regime: World.Regime = try call["regime"].map { try call.choice($0, for: "--regime") } ?? .calm
    var world = World(regime)
    world.isComplete = call.has("complete")
    world.attack = try call["attack"].map { try call.choice($0, for: "--attack") }
    for parameter in World.parameters {
      guard let text = call[parameter.name] else { continue }
      try world.set(parameter, to: text, named: "--\(parameter.name)")
    }
    if let fault = world.fault { throw fault.ofStatement(prefix: "--") }
    return world
  }
}
