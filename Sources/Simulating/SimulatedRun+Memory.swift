import Memory

/// An operation in the pool of the recorded run, with the mean of its deltas so far.
struct PooledOperation: Sendable {
  let operation: Int32
  var sum = 0.0
  var count: Int32 = 0

  var mean: Double { count > 0 ? sum / Double(count) : 0 }
}

/// The recorded run: simple, and knowing which proposals are one operation. It is there so that the log has a memory
/// that changes, not to be good.
extension SimulatedRun {
  /// Takes the batch's deltas in, applies the best, and prunes the pool. What was applied.
  mutating func learn(from scores: Scores, _ proposed: [Int32]) -> [ProposalName] {
    for operation in proposed where !operations.isPooled[Int(operation)] {
      operations.isPooled[Int(operation)] = true
      pool.append(PooledOperation(operation: operation))
    }
    observe(scores)
    pool.sort { $0.mean != $1.mean ? $0.mean > $1.mean : $0.operation < $1.operation }
    let applied = applyBest()
    prune()
    return applied
  }

  private mutating func observe(_ scores: Scores) {
    // Looked up, never walked through: its order is not the same twice.
    let places = Dictionary(uniqueKeysWithValues: pool.enumerated().map { ($1.operation, $0) })
    for (index, operation) in scores.operations.enumerated() where scores.counts[index] > 0 {
      guard operations.isPooled[Int(operation)], let place = places[operation] else { continue }
      pool[place].sum += scores.sums[index] / Double(scores.counts[index])
      pool[place].count += 1
    }
  }

  /// Selects the best with a positive mean, as many as the method's budget allows, and applies those that were not
  /// applied before.
  private mutating func applyBest() -> [ProposalName] {
    let budget = PoolRules().budget(step: batch + 1, of: world.batches, bank: memory.count)
    var applied: [ProposalName] = []
    var rewritten: Set<Int32> = []
    for member in pool.prefix(budget) where member.mean > 0 {
      let operation = member.operation
      guard !operations.isApplied[Int(operation)], operations.isLive(operation, in: memory) else { continue }
      let isEdit = operations.type[Int(operation)] != .add
      if isEdit, !rewritten.insert(operations.anchor[Int(operation)]).inserted { continue }
      apply(operation)
      applied.append(operations.latest(operation))
    }
    return applied
  }

  private mutating func apply(_ operation: Int32) {
    operations.isApplied[Int(operation)] = true
    let worth = planted(Int(operation)).meanEffect(scenes)
    switch operations.type[Int(operation)] {
    case .add: memory.insert(.added(operations.latest(operation)), worth: worth)
    case .modify: memory.rewrite(operations.anchor[Int(operation)], worth: worth)
    case .delete: memory.delete(operations.anchor[Int(operation)], worth: worth)
    }
  }

  private mutating func prune() {
    var kept: [PooledOperation] = []
    for member in pool {
      let stays = kept.count < world.pool && operations.isLive(member.operation, in: memory)
      if stays { kept.append(member) } else { operations.isPooled[Int(member.operation)] = false }
    }
    pool = kept
  }

  /// The level of an ordinary batch, brought nearer to an end of the range by what memory is worth.
  func evaluation() -> Double {
    let room = memory.worth > 0 ? World.range.upperBound - world.level : world.level
    return rounded(world.level + room * memory.worth / (abs(memory.worth) + 100))
  }
}
