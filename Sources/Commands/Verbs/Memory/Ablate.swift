import Answers
import Appraisals
import Files
import Language
import Memory
import Sessions
import Simulating
import Studies

enum AblateCommand: StudyCommand {
  static let manual = Manual(
    verb: "ablate", group: .memory, effect: .look,
    summary: "runs the policies on many simulated logs and shows what memory was truly worth",
    words: [
      Positional("REGIME", .choice(World.Regime.allCases.map(\.rawValue)), optional: true),
      Positional("PARAMETER=VALUE", .text, optional: true, repeats: true),
    ],
    form: "[REGIME] [PARAMETER=VALUE…]",
    flags: [
      Flag("seeds", .count, "how many logs, each of its own seed; 10 is the default"),
      Flag("seed", .count, "the first seed; 1 is the default"),
      Flag(
        "posterior", nil,
        "with the policy posterior, which takes as long as all others"),
    ],
    details: """
      Each log is what simulate --complete writes for its seed: every operation proposed so far is scored in every batch, \
      so no policy lacks an answer. Operations are told apart as planted, so no difference comes from merging. The settings \
      are the study's; no log has to be loaded. Parameters are those of simulate.

      gain is the true effect of memory at the end, area its mean over the batches, harmful how many harmful operations \
      stand at the end, regret how far the area is under that of oracle, which knows the truth. Each stands with half \
      the width of its 95% interval over the logs. The second table compares pairs of policies log by log, in the order \
      that table 6 of arXiv 2606.20475 has: it holds, is reversed, or is open where the interval includes 0. The last lines say what both tables mean.
      """,
    examples: [
      Example("ablate --seeds 2 operations=20 batches=8", "a small calm world, twice", after: ""),
      Example(
        "ablate weak accuracy=0.58 operations=20 batches=8 --seeds 2", "a scorer near a coin", after: ""),
    ])

  static func run(_ call: Call, _ turn: inout Turn) throws -> Answer {
    var world = try call.world()
    world.isComplete = true
    let count = try call.count(of: "seeds") ?? 10
    guard (2...10_000).contains(count) else {
      throw StatementFault.badValue(
        name: "--seeds", seen: "\(count)", expected: "a whole number from 2 to 10000")
    }
    let first = UInt64(try call.count(of: "seed") ?? 1)
    let settings = turn.study.settings
    let kinds = call.has("posterior") ? PolicyKind.honest : PolicyKind.honest.filter { $0 != .posterior }
    let conditions = Ablation.Conditions(
      rule: settings.deltaRule, accumulator: settings.accumulator, beta: settings.beta, rules: settings.pool)
    let ablation = try turn.apart("planting") { [world] pulse in
      try Ablation(
        kinds, seeds: (0..<UInt64(count)).map { first &+ $0 }, settings: conditions, workers: .threads,
        pulse: pulse,
        log: { try Simulation(world, seed: $0, pulse: pulse).log(pulse: pulse) })
    }
    let line =
      "\(counted(count, "log")) of \(counted(world.operations, "operation"))"
      + " in \(counted(world.batches, "batch", "batches")), seeds \(first) to \(first &+ UInt64(count - 1))"
    return Answer(
      [.said(line), .table(AblationView.table(ablation)), .table(AblationView.order(ablation))]
        + AblationView.words(ablation).map { .said($0) })
  }
}

extension Call {
  /// A regime, and parameters that differ from it.
  fileprivate func world() throws -> World {
    var world = World()
    for (place, word) in words.enumerated() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2 {
        try set(parts[0], to: parts[1], in: &world)
      } else if place == 0 {
        world = World(try choice(word, for: "REGIME"))
      } else {
        throw StatementFault.badValue(
          name: "PARAMETER=VALUE", seen: word, expected: "a name and a value, such as accuracy=0.6")
      }
    }
    if let fault = world.fault { throw fault.ofStatement(prefix: "") }
    return world
  }

  private func set(_ name: String, to text: String, in world: inout World) throws {
    guard let parameter = World.parameters.first(where: { $0.name == name }) else {
      let names = World.parameters.map(\.name)
      throw StatementFault.badChoice(
        name: "PARAMETER", seen: name, choices: names, suggestion: suggestion(for: name, among: names))
    }
    try world.set(parameter, to: text, named: name)
  }
}
