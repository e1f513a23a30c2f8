import Accumulation
import GoldenSupport
import Testing

import Effects

/// Each estimator against the same figure reckoned in another way.
@Suite struct EstimatorTests {
  /// Mantel and Haenszel by hand: two scenes, in which the plain difference has the other sign.
  @Test func stratifiedSeesThroughScenes() throws {
    var tasks = EffectCase(batches: 1)
    // hard: 1 of 8 with, 0 of 2 without; easy: 2 of 2 with, 7 of 8 without.
    for index in 0..<8 { tasks.task("h\(index)", batch: 0, index == 0 ? 1 : 0, ["a", "z"], scene: "hard") }
    for index in 0..<2 { tasks.task("i\(index)", batch: 0, 0, ["z"], scene: "hard") }
    for index in 0..<2 { tasks.task("e\(index)", batch: 0, 1, ["a", "z"], scene: "easy") }
    for index in 0..<8 { tasks.task("f\(index)", batch: 0, index == 0 ? 0 : 1, ["z"], scene: "easy") }
    let effect = try #require(tasks.effect("a"))
    #expect(effect.estimator == .stratified && effect.verdict == .observed)
    #expect(abs((effect.interval?.estimate ?? 0) - 0.125) < 1e-12)
    #expect(abs((effect.naive ?? 0) - (0.3 - 0.7)) < 1e-12)
    #expect(effect.limits == [.neverHeld])
    let always = try #require(tasks.effect("z"))
    #expect(always.estimator == nil && always.limits == [.neverWithout, .neverHeld])
  }

  /// Weighted outcomes by hand, with an expectation of a half for the first task.
  @Test func lotsAreWeighted() throws {
    var tasks = EffectCase(batches: 1)
    for index in 0..<400 {
      let isHeld = index % 4 == 0
      tasks.task(
        "t\(index)", batch: 0, isHeld ? 0 : 1, isHeld ? [] : ["a"], held: isHeld ? ["a"] : [],
        drawn: ["a": 0.25])
    }
    let effect = try #require(tasks.effect("a"))
    #expect(effect.estimator == .randomized && effect.with == 300 && effect.without == 100)
    // Without expectations the estimate is that of Horvitz and Thompson, 300 · 1/0.75 / 400, but for the weights of draws with
    // other bounds.
    let plain = try #require(effect.plain)
    #expect(abs(plain.estimate - 1) < 0.05)
    let sure = try #require(effect.sure)
    #expect(sure.low < 1 && sure.high <= 1 && sure.low > 0)
    #expect(effect.verdict == .helps)
  }

  /// A lot that is drawn again for one name comes out the same, and counts once.
  @Test func namesThatComeAgainCountOnce() throws {
    var tasks = EffectCase(batches: 2)
    for index in 0..<20 {
      let isHeld = index % 2 == 0
      for batch in 0..<2 {
        tasks.task(
          "t\(index)", batch: batch, isHeld ? 0 : 1, isHeld ? [] : ["a"], held: isHeld ? ["a"] : [],
          drawn: ["a": 0.5])
      }
    }
    let found = tasks.effects()
    #expect(found.sums.repeated == 20)
    #expect(found.effects.first.map { $0.with + $0.without } == 20)
  }

  /// The regression with a dummy for each group, solved by elimination.
  @Test func pairedIsTheRegressionWithDummies() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<20 {
      var tasks = EffectCase(batches: 3)
      let items = ["a", "b", "c"]
      for name in 0..<30 {
        for batch in 0..<3 {
          let context = items.filter { _ in Bool.random(using: &random) }
          tasks.task("t\(name)", batch: batch, Double.random(in: 0...1, using: &random), context)
        }
      }
      let effects = tasks.effects(EffectTerms(estimator: .paired, window: 3))
      let slow = dummyRegression(tasks.log, items: items.map { tasks.known($0) })
      for (item, value) in zip(items, slow) {
        let fast = try #require(effects.effect(of: tasks.known(item))?.interval?.estimate)
        #expect(abs(fast - value) < 1e-8)
      }
    }
  }

  /// Two items that always come together cannot be told apart; a third can.
  @Test func collinearItemsAreNotToldApart() throws {
    var tasks = EffectCase(batches: 2)
    for name in 0..<12 {
      tasks.task("t\(name)", batch: 0, 0, [])
      tasks.task("t\(name)", batch: 1, 1, name < 6 ? ["a", "b"] : ["a", "b", "c"])
      tasks.task("t\(name)", batch: 1, 0.5, ["c"])
    }
    let effects = tasks.effects(EffectTerms(estimator: .paired))
    for item in ["a", "b"] {
      let effect = try #require(effects.effect(of: tasks.known(item)))
      #expect(effect.interval == nil && effect.limits.contains(.notToldApart))
    }
    #expect(effects.effect(of: tasks.known("c"))?.interval != nil)
  }

  @Test func pairsRestOnAnAssumption() throws {
    var tasks = EffectCase(batches: 2)
    for name in 0..<10 {
      tasks.task("t\(name)", batch: 0, 0, [])
      tasks.task("t\(name)", batch: 1, name < 8 ? 1 : 0, ["a"])
    }
    let effect = try #require(tasks.effect("a"))
    #expect(effect.estimator == .paired && effect.verdict == .assumes)
    #expect(abs((effect.interval?.estimate ?? 0) - 0.8) < 1e-9)
  }

  @Test func relevanceMakesFifths() {
    // Relevant tasks have the item and are hard; within a fifth it brings a tenth.
    let tasks = (0..<100).map { index -> (relevance: Double, outcome: Double, hasItem: Bool) in
      let (fifth, hasItem) = (Double(index / 20), index % 2 == 0)
      let outcome: Double = 1 - fifth / 5 + (hasItem ? 0.1 : 0)
      return (fifth, outcome, hasItem)
    }
    let sums = Stratified.byRelevance(tasks)
    #expect(abs(sums.weighted / sums.weight - 0.1) < 1e-9)
  }

  /// The numbers do not depend on who works on them, nor on whether the log came at once.
  @Test func sumsAreTheSameHoweverTheyAreMade() throws {
    var world = OutcomeWorld()
    (world.batches, world.tasks, world.holdout, world.confounding) = (12, 1_500, 0.2, 1)
    var run = OutcomeSimulation(world, seed: 3).run()
    var sums: EffectSums?
    while run.advance() {
      let whole = TaskSheet(run.log)
      let sheet = sums.flatMap { TaskSheet(run.log, continuing: $0.sheet) } ?? whole
      #expect(sheet.expected == whole.expected && sheet.isFirst == whole.isFirst)
      sums = sums.flatMap { $0.continued(sheet, workers: .one) } ?? EffectSums(sheet)
    }
    let (grown, whole) = (try #require(sums), EffectSums(TaskSheet(run.log), workers: halves))
    #expect(grown.items == whole.items)
    #expect(grown.items.allSatisfy { grown.stratum(of: $0) == whole.stratum(of: $0) })
    #expect(grown.items.allSatisfy { grown.lots(of: $0) == whole.lots(of: $0) })
    #expect(ItemEffects(grown, EffectTerms()).effects == ItemEffects(whole, EffectTerms()).effects)
  }

  private let halves = Workers(count: 3, prepare: { _ in }) { part in for number in 0..<3 { part(number) } }

  private func dummyRegression(_ log: TraceLog, items: [Int32]) -> [Double] {
    var names: [String] = []
    for task in 0..<log.tasks.count where !names.contains(log.tasks.name[task]) {
      names.append(log.tasks.name[task])
    }
    let size = items.count + names.count
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: size + 1), count: size)
    for task in 0..<log.tasks.count {
      let context = Set(log.tasks.item[log.tasks.context(of: task)])
      var row =
        items.map { context.contains($0) ? 1.0 : 0 } + names.map { $0 == log.tasks.name[task] ? 1.0 : 0 }
      row.append(log.tasks.outcome[task])
      for one in 0..<size { for other in 0...size { matrix[one][other] += row[one] * row[other] } }
    }
    for pivot in 0..<size {
      for row in 0..<size where row != pivot {
        let factor = matrix[row][pivot] / matrix[pivot][pivot]
        for column in pivot...size { matrix[row][column] -= factor * matrix[pivot][column] }
      }
    }
    return items.indices.map { matrix[$0][size] / matrix[$0][$0] }
  }
}
