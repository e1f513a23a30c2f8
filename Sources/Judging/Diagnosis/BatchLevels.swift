import TraceLogs

/// How high values lie in each batch: baselines and candidates. A batch of easy tasks lifts both.
public struct BatchLevels: Sendable, Equatable {
  public struct Level: Sendable, Equatable {
    public let calls: Int
    public let baseline: Double
    /// The lowest and the highest baseline of the batch.
    public let low: Double
    public let high: Double
    /// How many values the candidates have, and their mean.
    public let values: Int
    public let candidate: Double?
  }

  /// Per batch of the log, in the order of time; nil without a call.
  public let levels: [Level?]
  /// Which share of the variance of candidates' values lies between batches (the correlation ratio, Pearson 1905):
  /// what `absolute` takes for worth. Nil where values do not vary.
  public let betweenShare: Double?

  /// Complexity: O(entries).
  public init(_ log: TraceLog) {
    var sums = Array(repeating: Sum(), count: log.batches.count)
    for call in 0..<log.calls.count {
      let values = log.calls.value[log.calls.entries(of: call)]
      sums[Int(log.calls.batch[call])].add(baseline: log.calls.baseline[call], values)
    }
    levels = sums.map(\.level)
    betweenShare = BatchLevels.betweenShare(sums)
  }

  private static func betweenShare(_ sums: [Sum]) -> Double? {
    let count = sums.reduce(0) { $0 + $1.values }
    guard count > 0 else { return nil }
    let mean = sums.reduce(0) { $0 + $1.sum } / Double(count)
    let between = sums.reduce(0) { total, sum in
      guard let candidate = sum.candidate else { return total }
      return total + Double(sum.values) * (candidate - mean) * (candidate - mean)
    }
    let whole = between + sums.reduce(0) { $0 + $1.squares }
    return whole > 0 && whole.isFinite ? between / whole : nil
  }

  private struct Sum {
    var calls = 0
    var baselines = 0.0
    var (low, high) = (Double.infinity, -Double.infinity)
    var values = 0
    var candidate: Double?
    /// Of the distances from the batch's own mean, squared (Welford 1962).
    var squares = 0.0

    var sum: Double { (candidate ?? 0) * Double(values) }

    mutating func add(baseline: Double, _ values: ArraySlice<Double>) {
      calls += 1
      baselines += baseline
      (low, high) = (min(low, baseline), max(high, baseline))
      for value in values {
        self.values += 1
        let mean = candidate ?? 0
        let next = mean + (value - mean) / Double(self.values)
        squares += (value - mean) * (value - next)
        candidate = next
      }
    }

    var level: Level? {
      calls == 0
        ? nil
        : Level(
          calls: calls, baseline: baselines / Double(calls), low: low, high: high, values: values,
          candidate: candidate)
    }
  }
}
