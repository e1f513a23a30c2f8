import Basics
import Effects
import Simulating
import TraceLogs

/// One experiment in a planted world, from the first task until nine tenths of the decisive items are decided, with a look after
/// every batch.
package struct ExperimentTrial {
  package private(set) var tasks = 0
  package private(set) var lost = 0.0
  /// The largest mean loss of a batch.
  package private(set) var worstLoss = 0.0
  package private(set) var isDone = false
  /// Whether anything was ever certified that is not so.
  package private(set) var isFalse = false

  package var lossPerTask: Double { lost / Double(max(1, tasks)) }

  /// What is worth deciding: effects of four points in a hundred or more.
  private static let decisive = 0.04

  /// Without a bound on loss, one in ten is held out throughout; with one, `experiment next` goes on after every batch.
  package init(_ world: OutcomeWorld, seed: UInt64, maxLoss: Double?) {
    var world = world
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
      plan = ExperimentTrial.next(effects, plan, maxLoss)
      if let plan { ExperimentTrial.follow(plan, &run) }
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
      let truth = run.planted(effect).effect
      if effect.verdict == .helps && truth <= 0 || effect.verdict == .harms && truth >= 0 { isFalse = true }
      guard abs(truth) >= ExperimentTrial.decisive else { continue }
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

extension OutcomeRun {
  /// Which of the world's items an effect is of.
  package func index(_ effect: ItemEffect) -> Int {
    (Int(log.symbols[Int(effect.item)].dropFirst()) ?? 1) - 1
  }

  package func planted(_ effect: ItemEffect) -> PlantedItem { simulation.items[index(effect)] }
}
