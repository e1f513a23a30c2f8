/// The observations of a unit that need not exist: the mean of all deltas of its operations in each batch. Its buffers
/// are used again.
package struct UnitInThought {
  package private(set) var batch: [Int32] = []
  package private(set) var delta: [Double] = []
  package private(set) var scorings: [Int32] = []
  /// Of all entries, and how many they are.
  package private(set) var level = EntryLevel()
  package private(set) var members = 0

  /// Per batch of the log; 0 wherever no entry is.
  private var sums: [Double] = []
  private var counts: [Int32] = []
  private var touched: [Int32] = []

  package init() {}

  /// Complexity: O(entries + observations · log observations) of the operations.
  package mutating func gather(_ members: some Sequence<Int32>, _ deltas: OperationDeltas) {
    begin(deltas.batchCount)
    for member in members { add(member, deltas, times: 1) }
    finish()
  }

  /// Units taken together. Complexity: O(observations · log observations).
  package mutating func gather(_ wholes: [UnitSums], _ batchCount: Int) {
    begin(batchCount)
    for whole in wholes { add(whole) }
    finish()
  }

  private mutating func add(_ whole: UnitSums) {
    for own in whole.batches {
      if counts[Int(own.batch)] == 0 { touched.append(own.batch) }
      sums[Int(own.batch)] += own.sum
      counts[Int(own.batch)] += own.count
    }
    members += whole.members
    level.add(whole.level)
  }

  /// A unit without some of its operations. Complexity: O(observations + entries of those).
  package mutating func gather(
    _ whole: UnitSums, without members: some Sequence<Int32>, _ deltas: OperationDeltas
  ) {
    begin(deltas.batchCount)
    add(whole)
    for member in members { add(member, deltas, times: -1) }
    finish(leavesDust: true)
  }

  private mutating func begin(_ batchCount: Int) {
    if sums.count < batchCount {
      sums = Array(repeating: 0, count: batchCount)
      counts = Array(repeating: 0, count: batchCount)
    }
    touched.removeAll(keepingCapacity: true)
    batch.removeAll(keepingCapacity: true)
    delta.removeAll(keepingCapacity: true)
    scorings.removeAll(keepingCapacity: true)
    (members, level) = (0, EntryLevel())
  }

  private mutating func add(_ member: Int32, _ deltas: OperationDeltas, times: Int32) {
    members += Int(times)
    deltas.forEachEntry(of: Int(member)) { entry in
      let batch = Int(entry.batch)
      if counts[batch] == 0 { touched.append(entry.batch) }
      sums[batch] += Double(times) * entry.sum
      counts[batch] += times * entry.count
      level.add(entry.mean, times: times)
    }
  }

  private mutating func finish(leavesDust: Bool = false) {
    touched.sort()
    for place in touched {
      let (sum, count) = (sums[Int(place)], counts[Int(place)])
      (sums[Int(place)], counts[Int(place)]) = (0, 0)
      guard count > 0 else { continue }
      batch.append(place)
      scorings.append(count)
      // What is left of a difference that should be 0 must not get a sign.
      delta.append(leavesDust && abs(sum) < 1e-9 ? 0 : sum / Double(count))
    }
  }

  /// For taking operations off again and again.
  package mutating func sums(_ members: some Sequence<Int32>, _ deltas: OperationDeltas) -> UnitSums {
    begin(deltas.batchCount)
    for member in members { add(member, deltas, times: 1) }
    touched.sort()
    let batches = touched.map { batch in
      let place = Int(batch)
      defer { (sums[place], counts[place]) = (0, 0) }
      return UnitSums.BatchSum(batch: batch, count: counts[place], sum: sums[place])
    }
    return UnitSums(batches: batches, level: level, members: self.members)
  }
}

/// What a unit was scored in each batch, added up.
package struct UnitSums: Sendable {
  fileprivate struct BatchSum: Sendable {
    let batch: Int32
    let count: Int32
    let sum: Double
  }

  /// Ascending.
  fileprivate let batches: [BatchSum]
  package let level: EntryLevel
  package let members: Int
}

/// How high some entries lie, an entry being what an operation was scored in a batch.
package struct EntryLevel: Sendable {
  package private(set) var count = 0.0
  package private(set) var sum = 0.0

  package init() {}

  package var mean: Double { count > 0 ? sum / count : 0 }

  package mutating func add(_ delta: Double, times: Int32 = 1) {
    count += Double(times)
    sum += Double(times) * delta
  }

  package mutating func add(_ other: EntryLevel) {
    count += other.count
    sum += other.sum
  }
}
