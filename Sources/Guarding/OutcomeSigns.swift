import Basics
import TraceLogs

/// What tasks say of items in context: a difference within batches, so that an easy batch makes no item look good. Which
/// items a task got was seldom drawn by lot, so a small chance is asked for.
struct OutcomeSigns {
  private struct Tally {
    var (weighted, weights, variance) = (0.0, 0.0, 0.0)
    var (with, without) = (0, 0)
  }

  private var tallies: [ByteText: Tally] = [:]

  /// Fewer tasks with an item say nothing.
  private static let enough = 10

  /// Complexity: O(tasks and the items in their contexts).
  init(_ log: TraceLog, pulse: Pulse) throws {
    let byBatch = ByBatch(log.tasks.batch, count: log.batches.count)
    for batch in log.batches.indices {
      if batch % 64 == 0 { try pulse.beat("reading tasks", batch, log.batches.count) }
      add(byBatch.positions(of: batch).map { Int($0) }, of: log)
    }
  }

  private mutating func add(_ tasks: [Int], of log: TraceLog) {
    let outcomes = tasks.map { log.tasks.outcome[$0] }
    guard outcomes.count > 1 else { return }
    let sum = outcomes.reduce(0, +)
    let mean = sum / Double(outcomes.count)
    let spread = outcomes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(outcomes.count - 1)
    var own: [Int32: (n: Int, sum: Double)] = [:]
    for (task, outcome) in zip(tasks, outcomes) {
      let items = log.tasks.item[(task == 0 ? 0 : log.tasks.itemEnd[task - 1])..<log.tasks.itemEnd[task]]
      for item in Set(items) {
        let so = own[item] ?? (0, 0)
        own[item] = (so.n + 1, so.sum + outcome)
      }
    }
    for (item, use) in own {
      let others = outcomes.count - use.n
      guard others > 0 else { continue }
      let weight = Double(use.n * others) / Double(outcomes.count)
      let difference = use.sum / Double(use.n) - (sum - use.sum) / Double(others)
      var tally = tallies[ByteText(log.symbols[Int(item)])] ?? Tally()
      tally.weighted += weight * difference
      tally.weights += weight
      tally.variance += weight * weight * spread * (1 / Double(use.n) + 1 / Double(others))
      (tally.with, tally.without) = (tally.with + use.n, tally.without + others)
      tallies[ByteText(log.symbols[Int(item)])] = tally
    }
  }

  /// Of the item that a unit's proposals write. Complexity: O(proposals of the unit).
  func finding(_ unit: Int, items: [String]) -> GuardFinding? {
    var worst: GuardFinding?
    for item in items {
      guard let tally = tallies[ByteText(item)], tally.with >= OutcomeSigns.enough,
        tally.without >= OutcomeSigns.enough, tally.variance > 0
      else { continue }
      let z = tally.weighted / tally.variance.squareRoot()
      guard z < 0 else { continue }
      let p = min(1, NormalDistribution.probability(atMost: z) * Double(tallies.count))
      let finding = GuardFinding(
        unit, .outcomes, p: p,
        .tasks(difference: tally.weighted / tally.weights, with: tally.with, without: tally.without))
      if worst.map({ finding.strength > $0.strength }) ?? true { worst = finding }
    }
    return worst
  }
}
