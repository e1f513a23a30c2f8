import Basics
import Identity
import Memory
import Optimizing
import Scoring
import Simulating
import TraceLogs

extension MaaBench {
  /// What it costs in worth of memory to score less: the whole pool in every batch against so many units where it matters, and
  /// as many drawn at random. Planted logs of each regime, operations told apart as planted, paired by log.
  static func plans(seeds: Int, scorings: Int) throws {
    print("regime      plan    scorings  gain at the end   against all            mean gain   against all")
    for regime in World.Regime.allCases {
      let logs = (1...max(2, seeds)).map { PlannedWorld(regime, seed: UInt64($0)) }
      let all = try logs.map { try PlanTrial($0, .all) }
      for (name, plan) in [("worth", Choosing.worth(scorings)), ("random", Choosing.random(scorings))] {
        let trials = try logs.map { try PlanTrial($0, plan) }
        print(line(regime.rawValue, name, trials, all))
      }
    }
  }

  private static func line(_ regime: String, _ name: String, _ trials: [PlanTrial], _ all: [PlanTrial])
    -> String
  {
    let share = Double(trials.reduce(0) { $0 + $1.scorings }) / Double(all.reduce(0) { $0 + $1.scorings })
    let end = paired(trials.map(\.gain), all.map(\.gain))
    let area = paired(trials.map(\.area), all.map(\.area))
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(1, width - text.count))
    }
    return padded(regime, 12) + padded(name, 8) + padded("\(Int((100 * share).rounded()))%", 10)
      + padded("\(tenths(mean(trials.map(\.gain)))) of \(tenths(mean(all.map(\.gain))))", 18)
      + padded(end, 23)
      + padded("\(tenths(mean(trials.map(\.area)))) of \(tenths(mean(all.map(\.area))))", 16) + area
  }

  /// The mean difference with its interval of 95%.
  private static func paired(_ some: [Double], _ others: [Double]) -> String {
    let differences = zip(some, others).map { $0 - $1 }
    let middle = mean(differences)
    let squares = differences.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    let count = Double(differences.count)
    let error = 1.96 * (squares / (count - 1) / count).squareRoot()
    return "\(tenths(middle)) (\(tenths(middle - error)) to \(tenths(middle + error)))"
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private static func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}

/// Who is scored in a batch.
private enum Choosing {
  case all
  case worth(Int)
  case random(Int)
}

/// A planted log in which everything is scored always, so that a plan may take what it wants of it.
private struct PlannedWorld {
  let log: TraceLog
  let operations: Operations
  let partition: Partition
  let effect: [Double]
  let conditions: BatchConditions
  /// Per batch the delta of each unit.
  let deltas: [[Int32: Double]]

  init(_ regime: World.Regime, seed: UInt64) {
    var world = World(regime)
    world.isComplete = true
    log = Simulation(world, seed: seed).log()
    var (numbers, ofProposal) = ([String: Int](), [Int](repeating: 0, count: log.proposals.count))
    for label in log.labels {
      let name = label.sameAs ?? ""
      let number = numbers[name] ?? numbers.count
      numbers[name] = number
      ofProposal[Int(label.proposal)] = number
    }
    let names = ofProposal.map {
      Fingerprint(words: [UInt64($0 + 1) &* 0x9E37_79B9_7F4A_7C15, 0, 0, UInt64($0)])
    }
    operations = Operations(log: log, fingerprints: names)
    let alone = (0..<Int32(operations.count)).map { $0 }
    partition = Partition(unitOf: alone, founder: alone, candidates: [])
    effect = Truth(log: log, operations: operations, partition: partition).effect.map { $0 ?? 0 }
    conditions = BatchConditions(log, DeltaRule())
    var deltas = [[Int32: Double]](repeating: [:], count: log.batches.count)
    let all = Observations(log: log, operations: operations, partition: partition, rule: DeltaRule())
    for unit in 0..<partition.unitCount {
      for index in all.range(of: unit) { deltas[Int(all.batch[index])][Int32(unit)] = all.delta[index] }
    }
    self.deltas = deltas
  }
}

/// One run under a plan.
private struct PlanTrial {
  private(set) var scorings = 0
  private(set) var gain = 0.0
  private(set) var area = 0.0

  init(_ world: PlannedWorld, _ plan: Choosing) throws {
    var scored: [(unit: Int32, batch: Int32, delta: Double)] = []
    var random = Randomness(seed: 77)
    let rules = PoolRules()
    for step in 0..<world.log.batches.count {
      let observations = PlanTrial.observations(scored, world)
      var replay = Replay(PlanTrial.material(observations, world), rules: rules)
      try replay.run(to: step)
      let before = replay
      replay.advance()
      let pool = replay.events.filter { Int($0.step) == step + 1 && $0.kind == .unscored }.map(\.unit)
      // A state that memory is in already has the baseline's worth, and nobody is asked for it.
      let free = pool.filter { PlanTrial.stands($0, before) }
      scored += free.map { ($0, Int32(step), 0) }
      for unit in PlanTrial.chosen(pool, plan, before, replay, observations, world, &random) {
        guard !free.contains(unit), let delta = world.deltas[step][unit] else { continue }
        scored.append((unit, Int32(step), delta))
        scorings += 1
      }
    }
    var replay = Replay(PlanTrial.material(PlanTrial.observations(scored, world), world), rules: rules)
    while !replay.isAtEnd {
      replay.advance()
      gain = PlanTrial.gain(replay, world)
      area += gain / Double(world.log.batches.count)
    }
  }

  private static func observations(
    _ scored: [(unit: Int32, batch: Int32, delta: Double)], _ world: PlannedWorld
  ) -> Observations {
    let sorted = scored.sorted { ($0.unit, $0.batch) < ($1.unit, $1.batch) }
    return Observations(
      unitCount: world.partition.unitCount, unit: sorted.map(\.unit), batch: sorted.map(\.batch),
      delta: sorted.map(\.delta))
  }

  private static func material(_ observations: Observations, _ world: PlannedWorld) -> ReplayMaterial {
    ReplayMaterial(
      log: world.log, operations: world.operations, partition: world.partition, observations: observations,
      estimates: estimates(
        observations, unitCount: world.partition.unitCount, accumulator: .ema(beta: 0.9)))
  }

  private static func chosen(
    _ pool: [Int32], _ plan: Choosing, _ before: Replay, _ now: Replay, _ observations: Observations,
    _ world: PlannedWorld, _ random: inout Randomness
  ) -> [Int32] {
    switch plan {
    case .all: return pool
    case .random(let most):
      var rest = pool.filter { !stands($0, before) }
      while rest.count > most { rest.remove(at: random.below(rest.count)) }
      return rest
    case .worth(let most):
      let posterior = Posterior(
        observations, unitCount: world.partition.unitCount, conditions: world.conditions)
      let members = pool.map { unit -> PlanMember in
        let known = posterior.mean[Int(unit)].flatMap { mean in
          posterior.deviation[Int(unit)].map { (mean: mean, deviation: $0) }
        }
        return PlanMember(
          unit: unit, count: before.observationCount(of: unit), mhat: before.mhat(of: unit), worth: known,
          stands: stands(unit, before))
      }
      let k = before.rules.budget(
        step: before.step + 1, of: now.material.plannedCount, bank: before.bank.count)
      return worthwhileUnits(
        members, most: most, selected: k, beta: 0.9, model: posterior.model, competes: true)
    }
  }

  /// Whether memory says already what the unit would say.
  private static func stands(_ unit: Int32, _ replay: Replay) -> Bool {
    replay.material.edits[Int(unit)].map { replay.bank.refusal(of: $0) == .stands } ?? false
  }

  /// The effects of what stands.
  private static func gain(_ replay: Replay, _ world: PlannedWorld) -> Double {
    let applied = Set(replay.events.filter { $0.kind == .applied }.map(\.unit)).sorted()
    return applied.reduce(0) { sum, unit in
      stands(unit, replay) ? sum + world.effect[Int(unit)] : sum
    }
  }
}
