/// One number per unit and batch: the mean of the unit's deltas in that batch. Observations of a unit stand
/// together, in the order of time.
public struct Observations: Sendable {
  public let batch: [Int32]
  public let delta: [Double]
  private let end: [Int]

  public var count: Int { delta.count }

  public func range(of unit: Int) -> Range<Int> {
    (unit == 0 ? 0 : end[unit - 1])..<end[unit]
  }

  /// Complexity: O(entries + units + batches).
  public init(log: TraceLog, operations: Operations, partition: Partition, signal: Signal) {
    var sums = BatchSums(unitCount: partition.unitCount)
    var unit: [Int32] = []
    var batch: [Int32] = []
    var delta: [Double] = []
    for (current, calls) in Observations.callsByBatch(log).enumerated() {
      for call in calls { sums.add(Int(call), log, operations, partition, signal) }
      sums.drain { touched, mean in
        unit.append(touched)
        batch.append(Int32(current))
        delta.append(mean)
      }
    }
    self.init(unitCount: partition.unitCount, unit: unit, batch: batch, delta: delta)
  }

  /// Brings observations in the order of time into the order of units, by counting: stable and linear.
  init(unitCount: Int, unit: [Int32], batch: [Int32], delta: [Double]) {
    var end = [Int](repeating: 0, count: unitCount)
    for unit in unit { end[Int(unit)] += 1 }
    var next = [Int](repeating: 0, count: unitCount)
    var total = 0
    for unit in 0..<unitCount {
      next[unit] = total
      total += end[unit]
      end[unit] = total
    }
    var sortedBatch = [Int32](repeating: 0, count: total)
    var sortedDelta = [Double](repeating: 0, count: total)
    for index in unit.indices {
      let place = next[Int(unit[index])]
      next[Int(unit[index])] += 1
      sortedBatch[place] = batch[index]
      sortedDelta[place] = delta[index]
    }
    self.end = end
    self.batch = sortedBatch
    self.delta = sortedDelta
  }

  /// A log may hold a call after calls of later batches (a pool scored afterwards); time is what counts.
  private static func callsByBatch(_ log: TraceLog) -> [[Int32]] {
    var calls = [[Int32]](repeating: [], count: log.batches.count)
    for call in 0..<log.calls.count { calls[Int(log.calls.batch[call])].append(Int32(call)) }
    return calls
  }
}

/// Sums of one batch, per unit. Kept over batches, so that a batch costs only what it touches.
private struct BatchSums {
  private var sum: [Double]
  private var count: [Int32]
  private var touched: [Int32] = []

  init(unitCount: Int) {
    sum = Array(repeating: 0, count: unitCount)
    count = Array(repeating: 0, count: unitCount)
  }

  mutating func add(
    _ call: Int, _ log: TraceLog, _ operations: Operations, _ partition: Partition, _ signal: Signal
  ) {
    let baseline = log.calls.baseline[call]
    for entry in log.calls.entries(of: call) {
      let operation = operations.ofProposal[Int(log.calls.proposal[entry])]
      let unit = Int(partition.unitOf[Int(operation)])
      if count[unit] == 0 { touched.append(Int32(unit)) }
      count[unit] += 1
      sum[unit] += signal.delta(value: log.calls.value[entry], baseline: baseline)
    }
  }

  mutating func drain(_ take: (Int32, Double) -> Void) {
    for unit in touched {
      take(unit, sum[Int(unit)] / Double(count[Int(unit)]))
      sum[Int(unit)] = 0
      count[Int(unit)] = 0
    }
    touched.removeAll(keepingCapacity: true)
  }
}
