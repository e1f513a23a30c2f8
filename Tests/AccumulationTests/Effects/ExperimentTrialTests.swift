import Accumulation
import Testing
import TrialSupport

import Effects

/// What an experiment costs and what it finds, in worlds whose truth is known. `maa-bench experiments 30 0.1` has thirty of the full
/// size.
@Suite struct ExperimentTrialTests {
  /// A few worlds: enough to see that answers are bought where they are worth most.
  @Test func whatIsWorthAskingIsAskedFirst() {
    var world = OutcomeWorld()
    (world.items, world.batches, world.tasks) = (12, 600, 250)
    (world.effect, world.confounding, world.difficulty) = (0.12, 0.5, 0.2)
    let (planted, maxLoss) = (world, 0.08)
    let trials = [1, 3, 5, 10].map { seed in
      (
        uniform: ExperimentTrial(planted, seed: seed, maxLoss: nil),
        next: ExperimentTrial(planted, seed: seed, maxLoss: maxLoss)
      )
    }
    let (uniform, next) = trials.reduce((0, 0)) { ($0.0 + $1.uniform.tasks, $0.1 + $1.next.tasks) }
    print("tasks with one in ten held out \(uniform), with experiment next \(next)")
    #expect(trials.allSatisfy { $0.uniform.isDone && $0.next.isDone })
    #expect(Double(next) <= 0.6 * Double(uniform))
    #expect(trials.allSatisfy { $0.next.worstLoss <= maxLoss })
    #expect(trials.allSatisfy { !$0.next.isFalse })
  }

  /// Items that are retrieved for hard tasks look harmful where no lots were drawn. What is thought of them must allow for that.
  @Test func whatWasOnlyObservedIsNotTrusted() throws {
    var (covered, asked, misled) = (0, 0, 0)
    for seed in 1...8 {
      var world = OutcomeWorld()
      (world.items, world.batches, world.tasks, world.confounding) = (12, 8, 300, 1)
      var run = OutcomeSimulation(world, seed: UInt64(seed)).run()
      while run.advance() {}
      let effects = ItemEffects(EffectSums(TaskSheet(run.log)), EffectTerms())
      var design = ExperimentDesign(effects)
      design.maxLoss = 0.03
      let made = try design.first()
      var loss = 0.0
      for reason in made.reasons {
        let effect = try #require(effects.effect(of: reason.outlook.item))
        let worth = run.worth[run.index(effect)]
        let truth = worth.sum / Double(max(1, worth.count))
        asked += 1
        covered += abs(truth - reason.outlook.mean) <= 1.96 * reason.outlook.deviation ? 1 : 0
        misled += truth > 0.02 && (effect.interval?.high ?? 0) < 0 ? 1 : 0
        loss += reason.outlook.use * reason.held * max(0, truth)
      }
      #expect(loss <= 0.03 && made.loss <= 0.03)
    }
    print("\(covered) of \(asked) within what is thought, \(misled) help and look harmful")
    #expect(misled > 5)
    #expect(Double(covered) >= 0.8 * Double(asked))
  }
}
