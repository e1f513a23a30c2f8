import Basics
import Effects
import Files
import Simulating
import TraceLogs

extension MaaBench {
  /// Confounded worlds: how often intervals hold the truth, and how often something is certified that is not so, though one
  /// looks after every batch.
  static func effects(seeds: Int) {
    let parts = Workers.threads.map { part in
      Workers.threads.share(part, of: seeds).map { ConfoundedWorld(seed: UInt64($0 + 1)) }
    }
    let worlds = Array(parts.joined())
    func line(_ name: String, _ values: [Double]) {
      print("\(name) \(values.reduce(0, +) / Double(max(1, values.count))) n \(values.count)")
    }
    line("naive_wrong_sign_of_helpful", worlds.flatMap(\.naiveIsWrong).map { $0 ? 1 : 0 })
    line("worlds_with_false_certificate", worlds.map { $0.isFalselyCertified ? 1 : 0 })
    line("certified_of_decisive", worlds.flatMap(\.isCertified).map { $0 ? 1 : 0 })
    line("certified_without_lots", worlds.map { Double($0.certifiedWithoutLots) })
    for name in ["randomized", "plain", "stratified", "adjusted"] {
      line("\(name)_coverage", worlds.flatMap { $0.errors[name] ?? [] }.map { $0.isCovered ? 1 : 0 })
      line("\(name)_bias", worlds.flatMap { $0.errors[name] ?? [] }.map(\.error))
      line("\(name)_bias_by_leaning", worlds.flatMap { $0.errors[name] ?? [] }.map { $0.error * $0.leaning })
    }
    line("sure_coverage", worlds.flatMap(\.isSurelyCovered).map { $0 ? 1 : 0 })
  }

  /// Draws so many lots, and holds rates and pairs of items against what they should be.
  static func lots(count: Int) {
    let (tasks, rates) = (count / 10, (0..<10).map { 0.05 + 0.1 * Double($0) })
    let parts = Workers.threads.map { part -> (counts: [Int], pairs: [[Int]]) in
      var (counts, pairs) = ([Int](repeating: 0, count: 10), [[Int]](repeating: [0, 0, 0, 0], count: 9))
      for task in Workers.threads.share(part, of: tasks) {
        var before = false
        for item in 0..<10 {
          let has = Lot.includes(seed: 1, task: "task-\(task)", item: "m\(item)", rate: rates[item])
          counts[item] += has ? 1 : 0
          if item > 0 { pairs[item - 1][(before ? 1 : 0) + (has ? 2 : 0)] += 1 }
          before = has
        }
      }
      return (counts, pairs)
    }
    var (rateSum, pairSum) = (0.0, 0.0)
    for item in 0..<10 {
      let (expected, seen) = (Double(tasks) * rates[item], Double(parts.reduce(0) { $0 + $1.counts[item] }))
      let chiSquare = (seen - expected) * (seen - expected) / (expected * (1 - rates[item]))
      rateSum += chiSquare
      print("rate \(rates[item]) seen \(seen / Double(tasks)) chi_square \(chiSquare)")
    }
    for item in 1..<10 {
      let seen = (0..<4).map { cell in Double(parts.reduce(0) { $0 + $1.pairs[item - 1][cell] }) }
      let (first, second) = (seen[1] + seen[3], seen[2] + seen[3])
      let all = Double(tasks)
      let difference = seen[3] * all - first * second
      pairSum += difference * difference / (first * (all - first) * second * (all - second)) * all
    }
    print("rates chi_square \(rateSum) degrees 10 p \(chiSquareTail(rateSum, degrees: 10))")
    print("pairs chi_square \(pairSum) degrees 9 p \(chiSquareTail(pairSum, degrees: 9))")
  }

  /// Tasks with so many items each, without lots, with one rate for all, and with a rate for each item: the first look, and that
  /// after one batch of 10,000 tasks more.
  static func effectTimes(tasks: Int, items: Int, threads: Int, runs: Int) {
    let workers = threads > 1 ? Workers.threads(threads) : Workers.one
    for lots in [WideLots.none, .oneRate, .ratesByItem] {
      let log = wideLog(tasks: tasks, items: items, lots)
      let longer = wideLog(tasks: tasks + 10_000, items: items, lots)
      for _ in 0..<max(1, runs) {
        let start = ContinuousClock.now
        let sums = EffectSums(TaskSheet(log), workers: workers)
        let effects = ItemEffects(sums, EffectTerms())
        let first = start.duration(to: .now) / .seconds(1)
        let again = ContinuousClock.now
        let sheet = TaskSheet(longer, continuing: sums.sheet)
        let more = sheet.flatMap { sums.continued($0, workers: workers) }
        let next = again.duration(to: .now) / .seconds(1)
        let shown = more.map { ItemEffects($0, EffectTerms()).effects.count }
        let whole = again.duration(to: .now) / .seconds(1)
        print(
          "lots \(lots) first \(first) next_batch \(next) with_effects \(whole) items \(effects.effects.count) \(shown ?? 0)"
        )
      }
    }
  }

  private enum WideLots { case none, oneRate, ratesByItem }

  private static func wideLog(tasks: Int, items: Int, _ lots: WideLots) -> TraceLog {
    var (log, random) = (TraceLog(), Randomness(seed: 5))
    log.sources = [LogSource(name: "wide")]
    let batches = max(1, tasks / 10_000)
    log.batches = (0..<batches + 2).map { Batch(source: 0, number: $0) }
    for item in 0..<1_000 { log.symbols.append("m\(item)") }
    for scene in 0..<4 { log.symbols.append("scene \(scene)") }
    for task in 0..<tasks {
      log.tasks.batch.append(Int32(truncatingIfNeeded: task / 10_000))
      log.tasks.name.append("task-\(task)")
      log.tasks.outcome.append(random.happens(0.5) ? 1 : 0)
      log.tasks.scene.append(Int32(1_000 + random.below(4)))
      for _ in 0..<items { log.tasks.item.append(Int32(random.below(1_000))) }
      log.tasks.itemEnd.append(log.tasks.item.count)
      if lots != .none { drawLots(lots, items, &log.tasks, &random) }
    }
    return log
  }

  /// Three items are held out.
  private static func drawLots(
    _ lots: WideLots, _ items: Int, _ tasks: inout Tasks, _ random: inout Randomness
  ) {
    for _ in 0..<3 { tasks.held.item.append(Int32(random.below(1_000))) }
    tasks.held.end.append(tasks.held.item.count)
    guard lots == .ratesByItem else { return tasks.propensity.append(0.1) }
    for item in tasks.item.suffix(items) + tasks.held.item.suffix(3) {
      tasks.propensities.item.append(item)
      tasks.propensities.value.append([0.05, 0.1, 0.5][Int(item) % 3])
    }
    tasks.propensities.end.append(tasks.propensities.item.count)
  }
}

/// One world in which items are retrieved for tasks that are hard, or easy, looked at after every batch.
private struct ConfoundedWorld {
  struct ItemError {
    let error: Double
    let isCovered: Bool
    /// 1 for items of hard tasks.
    let leaning: Double
  }

  var naiveIsWrong: [Bool] = []
  var isCertified: [Bool] = []
  var isFalselyCertified = false
  var certifiedWithoutLots = 0
  var errors: [String: [ItemError]] = [:]
  var isSurelyCovered: [Bool] = []

  init(seed: UInt64) {
    var world = OutcomeWorld()
    (world.confounding, world.holdout, world.drift) = (1, 0.1, 0.1)
    var run = OutcomeSimulation(world, seed: seed).run()
    var sums: EffectSums?
    var effects: ItemEffects?
    while run.advance() {
      let sheet = sums.flatMap { TaskSheet(run.log, continuing: $0.sheet) } ?? TaskSheet(run.log)
      let next = sums.flatMap { $0.continued(sheet, workers: .one) } ?? EffectSums(sheet)
      let found = ItemEffects(next, EffectTerms())
      for effect in found.effects where isFalse(effect, run) { isFalselyCertified = true }
      (sums, effects) = (next, found)
    }
    guard let sums, let effects else { return }
    note(effects, run)
    for estimator in [EffectEstimator.stratified, .adjusted] {
      let other = ItemEffects(sums, EffectTerms(estimator: estimator))
      note(other, estimator.rawValue, run)
    }
    lookWithoutLots(world, seed)
  }

  private func item(_ effect: ItemEffect, _ run: OutcomeRun) -> Int {
    (Int(run.log.symbols[Int(effect.item)].dropFirst()) ?? 1) - 1
  }

  private func isFalse(_ effect: ItemEffect, _ run: OutcomeRun) -> Bool {
    let truth = run.simulation.items[item(effect, run)].effect
    return effect.verdict == .helps && truth <= 0 || effect.verdict == .harms && truth >= 0
  }

  private mutating func note(_ effects: ItemEffects, _ run: OutcomeRun) {
    note(effects, "randomized", run)
    for effect in effects.effects {
      let truth = self.truth(effect, run)
      if truth > 0, let naive = effect.naive { naiveIsWrong.append(naive < 0) }
      if abs(truth) > 0.04 { isCertified.append(effect.verdict == .helps || effect.verdict == .harms) }
      if let sure = effect.sure { isSurelyCovered.append(sure.low <= truth && truth <= sure.high) }
      if let plain = effect.plain { add(plain, "plain", effect, run) }
    }
  }

  private mutating func note(_ effects: ItemEffects, _ name: String, _ run: OutcomeRun) {
    for effect in effects.effects where effect.estimator?.rawValue == name {
      if let interval = effect.interval { add(interval, name, effect, run) }
    }
  }

  private mutating func add(_ interval: Interval, _ name: String, _ effect: ItemEffect, _ run: OutcomeRun) {
    let truth = truth(effect, run)
    errors[name, default: []].append(
      ItemError(
        error: interval.estimate - truth, isCovered: interval.low <= truth && truth <= interval.high,
        leaning: run.simulation.items[item(effect, run)].isForHardTasks ? 1 : -1))
  }

  /// The mean of what the item did, over the very tasks that it was meant for.
  private func truth(_ effect: ItemEffect, _ run: OutcomeRun) -> Double {
    let worth = run.worth[item(effect, run)]
    return worth.sum / Double(max(1, worth.count))
  }

  private mutating func lookWithoutLots(_ world: OutcomeWorld, _ seed: UInt64) {
    var world = world
    world.holdout = 0
    let sums = EffectSums(TaskSheet(OutcomeSimulation(world, seed: seed).log()))
    for estimator in [nil, EffectEstimator.stratified, .adjusted] {
      let effects = ItemEffects(sums, EffectTerms(estimator: estimator)).effects
      certifiedWithoutLots += effects.count { $0.verdict == .helps || $0.verdict == .harms }
    }
  }
}
