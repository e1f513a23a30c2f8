import Basics
import Identity
import Scoring
import TraceLogs

/// What the outcomes of tasks say of each unit, where no truth is known.
///
/// An edit that the recorded run applied stands from the next batch until another edit of its item is applied. In
/// each of those batches the mean outcome of the tasks with the item in context is held against that of the tasks
/// without it: inside the batch, so that an easy batch makes no item look good. Batches are weighted as Mantel and
/// Haenszel (1959) do, by n₁n₀/(n₁+n₀). Which items a task got was not drawn by lot, so this is a hint, not a truth.
public struct TaskContrast: Sendable {
  /// The difference per unit; nil where fewer than `enough` tasks stand on either side.
  public let effect: [Double?]

  public static let enough = 5

  /// Complexity: O(applied · (batches it stands in + tasks with items there)).
  public init(log: TraceLog, operations: Operations, partition: Partition, pulse: Pulse = .silent) throws {
    let uses = ItemUses(log)
    var tallies = [ContrastTally](repeating: ContrastTally(), count: partition.unitCount)
    for (index, span) in AppliedSpan.all(in: log).enumerated() {
      if index % 256 == 0 { try pulse.beat("comparing tasks", index, log.applied.count) }
      let unit = Int(partition.unitOf[Int(operations.ofProposal[Int(span.proposal)])])
      for use in uses.of(span.item) where span.batches.contains(use.batch) {
        tallies[unit].add(use, among: uses.all[use.batch])
      }
    }
    effect = tallies.map(\.difference)
  }
}

/// What tasks with an item say, held against the others of their batches.
struct ContrastTally {
  private var weighted = 0.0
  private var weights = 0.0
  private(set) var with = 0
  private(set) var without = 0

  mutating func add(_ use: ItemUses.Use, among all: (count: Int, sum: Double)) {
    let others = all.count - use.count
    guard others > 0 else { return }
    let weight = Double(use.count) * Double(others) / Double(all.count)
    weighted += weight * (use.sum / Double(use.count) - (all.sum - use.sum) / Double(others))
    weights += weight
    with += use.count
    without += others
  }

  var difference: Double? {
    guard min(with, without) >= TaskContrast.enough else { return nil }
    let difference = weighted / weights
    return difference.isFinite ? difference : nil
  }
}

/// How the tasks went in which an item stood in context, batch by batch.
struct ItemUses {
  struct Use {
    let batch: Int
    var count: Int
    var sum: Double
  }

  private(set) var all: [(count: Int, sum: Double)]
  private var byItem: [ByteText: [Use]] = [:]

  init(_ log: TraceLog) {
    all = Array(repeating: (0, 0), count: log.batches.count)
    let byBatch = ByBatch(log.tasks.batch, count: log.batches.count)
    for batch in log.batches.indices {
      for task in byBatch.positions(of: batch) {
        let (task, outcome) = (Int(task), log.tasks.outcome[Int(task)])
        all[batch].count += 1
        all[batch].sum += outcome
        let items = log.tasks.item[(task == 0 ? 0 : log.tasks.itemEnd[task - 1])..<log.tasks.itemEnd[task]]
        // A task that names an item twice had it once.
        for item in Set(items) { add(batch, outcome, ByteText(log.symbols[Int(item)])) }
      }
    }
  }

  func of(_ item: ByteText) -> [Use] { byItem[item] ?? [] }

  private mutating func add(_ batch: Int, _ outcome: Double, _ item: ByteText) {
    byItem[item, default: []].add(batch, outcome)
  }
}

extension [ItemUses.Use] {
  /// Tasks come batch by batch.
  fileprivate mutating func add(_ batch: Int, _ outcome: Double) {
    if last?.batch != batch { append(ItemUses.Use(batch: batch, count: 0, sum: 0)) }
    self[count - 1].count += 1
    self[count - 1].sum += outcome
  }
}
