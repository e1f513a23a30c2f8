import Accumulation
import Testing

import Effects

/// Planted worlds: what estimators say is held against what is true. `Benchmarks/maa-bench Effects` has 200 seeds.
@Suite struct OutcomeWorldTests {
  private func confounded(_ seed: UInt64, holdout: Double = 0.1) -> OutcomeRun {
    var world = OutcomeWorld()
    (world.items, world.batches, world.tasks, world.confounding, world.holdout) = (10, 8, 150, 1, holdout)
    var run = OutcomeSimulation(world, seed: seed).run()
    while run.advance() {}
    return run
  }

  @Test func lotsCoverTheTruthAndNothingElseCertifies() {
    var (covered, asked, wrong, helpful, certified) = (0, 0, 0, 0, 0)
    for seed in 1...12 {
      let run = confounded(UInt64(seed))
      let effects = ItemEffects(EffectSums(TaskSheet(run.log)), EffectTerms())
      for effect in effects.effects {
        guard let item = Int(run.log.symbols[Int(effect.item)].dropFirst()).map({ $0 - 1 }),
          let interval = effect.interval
        else { continue }
        let truth = run.worth[item].sum / Double(max(1, run.worth[item].count))
        asked += 1
        covered += interval.low <= truth && truth <= interval.high ? 1 : 0
        if truth > 0 { (helpful, wrong) = (helpful + 1, wrong + ((effect.naive ?? 0) < 0 ? 1 : 0)) }
        let planted = run.simulation.items[item].effect
        certified +=
          effect.verdict == .helps && planted <= 0 || effect.verdict == .harms && planted >= 0 ? 1 : 0
      }
    }
    #expect(asked > 100 && Double(covered) / Double(asked) > 0.88)
    #expect(Double(wrong) / Double(helpful) > 1.0 / 3)
    #expect(certified == 0)
  }

  @Test func withoutLotsNothingIsCertified() {
    for seed in 1...6 {
      let run = confounded(UInt64(seed), holdout: 0)
      for estimator in [EffectEstimator.stratified, .adjusted, .paired] {
        let effects = ItemEffects(EffectSums(TaskSheet(run.log)), EffectTerms(estimator: estimator))
        #expect(effects.effects.allSatisfy { $0.verdict == .observed || $0.verdict == .assumes })
      }
    }
  }

  @Test func interactionsAreFound() throws {
    var world = OutcomeWorld()
    (world.items, world.batches, world.tasks, world.holdout) = (6, 10, 400, 0.5)
    (world.interactions, world.synergy, world.context, world.effect) = (1, 0.4, 6, 0.02)
    let simulation = OutcomeSimulation(world, seed: 4)
    let log = simulation.log()
    let found = ItemInteractions(TaskSheet(log)).pairs.filter(\.isFound)
    let pair = try #require(simulation.pairs.first)
    let names = Set([OutcomeSimulation.id(pair.first), OutcomeSimulation.id(pair.second)])
    let first = try #require(found.first)
    #expect(Set([log.symbols[Int(first.first)], log.symbols[Int(first.second)]]) == names)
    #expect(first.interval.low < 0.4 && first.interval.high > 0.3)
    // Where success is nearly sure, others have less to add: smaller interactions, which nobody planted.
    let size = abs(first.interval.estimate)
    #expect(found.allSatisfy { abs($0.interval.estimate) <= size })
  }

  @Test func aPlanIsKeptToTheLetter() throws {
    let run = confounded(2)
    let effects = ItemEffects(EffectSums(TaskSheet(run.log)), EffectTerms())
    var design = ExperimentDesign(effects)
    (design.maxLoss, design.protected) = (0.02, ["m1"])
    let made = try design.first()
    #expect(made.loss <= 0.02 && !made.plan.items.contains { $0.id == "m1" })
    #expect(made.plan.items.allSatisfy { $0.rate >= 0.5 && $0.rate <= 1 - HoldingRates.floor })
    design.maxLoss = nil
    #expect(try design.first().plan.items.contains { $0.rate == 0.5 })
    let next = try ExperimentDesign(effects).next(after: made.plan)
    #expect(next.plan.seed == made.plan.seed + 1 && next.plan.name == "experiment/2")
    #expect(next.plan.protected == ["m1"])
  }

  @Test func checkFindsWhatIsWrong() throws {
    let plan = ExperimentPlan(name: "e", seed: 5, items: [.init(id: "a", rate: 0.5)])
    var right = EffectCase(batches: 1)
    for task in 0..<60 {
      let has = plan.includes(plan.items[0], in: "t\(task)")
      right.task("t\(task)", batch: 0, 1, has ? ["a"] : [], held: has ? [] : ["a"], drawn: ["a": 0.5])
    }
    let good = try ExperimentCheck(plan, right.log, only: false)
    #expect(good.problems.isEmpty && good.mismatch.probability > 0.001)
    var wrong = right
    let has = plan.includes(plan.items[0], in: "x")
    wrong.task("x", batch: 0, 1, has ? [] : ["a"], held: has ? ["a"] : [], drawn: ["a": 0.4])
    let problems = try ExperimentCheck(plan, wrong.log, only: false).problems
    #expect(problems.count == 2)
    wrong.task("x", batch: 0, 1, has ? ["a"] : [], held: has ? [] : ["a"], drawn: ["a": 0.5])
    #expect(throws: ExperimentFault.assignedTwice(task: "x", item: "a")) {
      _ = try ExperimentCheck(plan, wrong.log, only: false)
    }
    #expect(throws: ExperimentFault.noTasks) { _ = try ExperimentCheck(plan, right.log, only: true) }
  }
}
