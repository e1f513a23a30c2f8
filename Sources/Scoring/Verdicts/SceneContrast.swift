import Basics

/// The intervals of one unit's scenes, in the order in which it met them.
///
/// The j-th has the level alpha / (j · (j + 1)), so that all of them hold together with probability 1 - alpha, whatever
/// scenes are still to come.
public struct SceneInterval: Sendable, Equatable {
  public let scene: Int32
  public let n: Int
  public let interval: Interval
}

enum SceneContrast {
  /// Whether a unit helps in one scene and, where its mean is shown to be lower, is not shown to help in another; or
  /// the same with harm.
  static func isShown(by scenes: [SceneInterval]) -> Bool {
    let intervals = scenes.map(\.interval)
    return isShown(intervals)
      || isShown(intervals.map { Interval(estimate: -$0.estimate, low: -$0.high, high: -$0.low) })
  }

  private static func isShown(_ intervals: [Interval]) -> Bool {
    let helping = intervals.filter { $0.low > 0 }
    guard let best = helping.max(by: { $0.low < $1.low }) else { return false }
    return intervals.contains { $0.low <= 0 && $0.high < best.low }
  }

  static func alpha(_ alpha: Double, ofScene place: Int) -> Double { alpha / Double(place * (place + 1)) }
}
