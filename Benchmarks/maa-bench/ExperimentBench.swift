import Basics
import Effects
import Files
import Simulating
import TraceLogs

extension MaaBench {
  /// How many tasks it takes until nine tenths of the decisive items are decided: holding out one in ten throughout, and
  /// `experiment next` after every batch.
  static func experiments(worlds: Int, maxLoss: Double) {
    let parts = Workers.threads.map { part in
      Workers.threads.share(part, of: worlds).map { seed -> (uniform: ExperimentRun, next: ExperimentRun) in
        let uniform = ExperimentRun(seed: UInt64(seed + 1), maxLoss: nil)
        return (uniform, ExperimentRun(seed: UInt64(seed + 1), maxLoss: maxLoss))
      }
    }
    let runs = Array(parts.joined())
    func line(_ name: String, _ values: [Double]) {
      guard let interval = Interval.mean(values) else { return }
      print("\(name) \(interval.estimate) \(interval.low) \(interval.high) n \(values.count)")
    }
    print("max_loss \(maxLoss)")
    line("tasks_uniform", runs.map { Double($0.uniform.tasks) })
    line("tasks_next", runs.map { Double($0.next.tasks) })
    line("tasks_ratio", runs.map { Double($0.next.tasks) / Double($0.uniform.tasks) })
    line("loss_per_task_uniform", runs.map(\.uniform.lossPerTask))
    line("loss_per_task_next", runs.map(\.next.lossPerTask))
    print("greatest_loss_per_task_next \(runs.map(\.next.worstLoss).max() ?? 0)")
    line("loss_in_all_uniform", runs.map(\.uniform.lost))
    line("loss_in_all_next", runs.map(\.next.lost))
    print("unfinished_uniform \(runs.count { !$0.uniform.isDone }) next \(runs.count { !$0.next.isDone })")
    print(
      "false_certificates_uniform \(runs.count { $0.uniform.isFalse }) next \(runs.count { $0.next.isFalse })"
    )
  }
}

/// One experiment from the first task to the verdicts.
private struct ExperimentRun {
  var tasks = 0
  var lost = 0.0
  /// The largest mean loss of a batch.
  var worstLoss = 0.0
  var isDone = false
  var isFalse = false

  var lossPerTask: Double { lost / Double(max(1, tasks)) }

  /// What is worth deciding: effects of four points in a hundred or more.
  private static let decisive = 0.04

  /// Without a bound on loss, one in ten is held out throughout.
  init(seed: UInt64, maxLoss: Double?) {
    var world = OutcomeWorld()
    (world.batches, world.tasks, world.effect, world.confounding, world.difficulty) = (
      600, 250, 0.12, 0.5, 0.2
    )
    world.holdout = 0.1
    var run = OutcomeSimulation(world, seed: seed).run()
    var (sums, plan): (EffectSums?, ExperimentPlan?) = (nil, nil)
    while !isDone, advance(&run) {
      let sheet = sums.flatMap { TaskSheet(run.log, continuing: $0.sheet) } ?? TaskSheet(run.log)
      let next = sums.flatMap { $0.continued(sheet, workers: .one) } ?? EffectSums(sheet)
      sums = next
      let effects = ItemEffects(next, EffectTerms())
      look(effects, run)
      guard let maxLoss, !isDone else { continue }
      plan = ExperimentRun.next(effects, plan, maxLoss)
      if let plan { ExperimentRun.follow(plan, &run) }
    }
  }

  private mutating func advance(_ run: inout OutcomeRun) -> Bool {
    let (before, count) = (run.lost, run.log.tasks.count)
    guard run.advance() else { return false }
    tasks = run.log.tasks.count
    lost = run.lost
    worstLoss = max(worstLoss, (lost - before) / Double(tasks - count))
    return true
  }

  private mutating func look(_ effects: ItemEffects, _ run: OutcomeRun) {
    var (decided, decisive) = (0, 0)
    for effect in effects.effects {
      let truth = run.simulation.items[(Int(run.log.symbols[Int(effect.item)].dropFirst()) ?? 1) - 1].effect
      if effect.verdict == .helps && truth <= 0 || effect.verdict == .harms && truth >= 0 { isFalse = true }
      guard abs(truth) >= ExperimentRun.decisive else { continue }
      decisive += 1
      decided += effect.verdict == (truth > 0 ? .helps : .harms) ? 1 : 0
    }
    isDone = Double(decided) >= 0.9 * Double(decisive)
  }

  private static func next(_ effects: ItemEffects, _ plan: ExperimentPlan?, _ maxLoss: Double)
    -> ExperimentPlan?
  {
    var design = ExperimentDesign(effects)
    design.maxLoss = maxLoss
    if let plan { return (try? design.next(after: plan))?.plan ?? plan }
    return (try? design.first())?.plan
  }

  private static func follow(_ plan: ExperimentPlan, _ run: inout OutcomeRun) {
    run.lotSeed = plan.seed
    for item in run.holdout.indices {
      let id = OutcomeSimulation.id(item)
      if plan.dropped.contains(id) {
        run.holdout[item] = 1
      } else {
        run.holdout[item] = plan.items.first { $0.id == id }.map { 1 - $0.rate } ?? 0
      }
    }
  }
}
