import Basics
import TraceLogs

/// What the batches of a log are like, as far as that bears on how much an observation says.
public struct BatchConditions: Sendable, Equatable {
  /// How far from the middle of their range the scores of a batch lie, squared: 0 in the middle, 1 at an end. Empty where
  /// no range is declared, where deltas are not of scores, and where all batches are alike.
  package let extremity: [Double]
  /// The tasks of each batch, as a multiple of the log's median; 1 where a batch does not say. Empty where all are alike.
  package let tasks: [Double]

  package init(extremity: [Double] = [], tasks: [Double] = []) {
    (self.extremity, self.tasks) = (extremity, tasks)
  }

  /// Nothing is known of any batch.
  public static let unknown = BatchConditions()

  /// Complexity: O(calls + batches).
  public init(_ log: TraceLog, _ rule: DeltaRule) {
    extremity = rule.signal == .continuous ? BatchConditions.extremities(log) : []
    tasks = BatchConditions.taskShares(log)
  }

  private static func extremities(_ log: TraceLog) -> [Double] {
    guard let range = log.scoreRange, range.upperBound > range.lowerBound else { return [] }
    let (middle, half) = (
      range.lowerBound / 2 + range.upperBound / 2, range.upperBound / 2 - range.lowerBound / 2
    )
    var (sum, count) = (log.batches.map { _ in 0.0 }, log.batches.map { _ in 0.0 })
    for call in 0..<log.calls.count {
      let batch = Int(log.calls.batch[call])
      sum[batch] += log.calls.baseline[call]
      count[batch] += 1
    }
    let all = zip(sum, count).map { sum, count -> Double in
      guard count > 0 else { return 0 }
      let distance = (sum / count - middle) / half
      return min(1, distance * distance)
    }
    let known = zip(all, count).filter { $0.1 > 0 }.map(\.0)
    guard let least = known.min(), let most = known.max(), most - least > leastSpread else { return [] }
    return all
  }

  /// Where batches differ by less, nothing can be told apart from what units are worth.
  private static let leastSpread = 0.1

  private static func taskShares(_ log: TraceLog) -> [Double] {
    var known = log.batches.compactMap { batch in batch.tasks.flatMap { $0 > 0 ? Double($0) : nil } }
    guard let least = known.min(), let most = known.max(), least < most, let middle = median(of: &known)
    else {
      return []
    }
    return log.batches.map { batch in batch.tasks.flatMap { $0 > 0 ? Double($0) / middle : nil } ?? 1 }
  }
}
