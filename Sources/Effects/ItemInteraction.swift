import Basics
import TraceLogs

/// Two items that bring more together, or less, than they do apart.
public struct ItemInteraction: Sendable, Equatable {
  public let first: Int32
  public let second: Int32
  /// Effect of the first where the second is there, less its effect where the second is not; for one look, 95 %.
  public let interval: Interval
  /// Tasks for which both were drawn.
  public let tasks: Int
  /// How improbable so large a difference is where there is none.
  public let probability: Double
  /// Found, so that a share alpha of what is found is false on average.
  public var isFound = false
}

/// Pairs of items by lots. A task for which both were drawn counts with the product of both weights: the mean of that is the
/// interaction, whatever else the task had. Rates of false discovery are held for any dependence between pairs (Benjamini
/// and Yekutieli 2001), for one look: nothing here is anytime-valid.
/// Complexity: O(draws² of each task), and O(pairs log pairs).
public struct ItemInteractions: Sendable {
  /// By how sure one may be, then by strength.
  public private(set) var pairs: [ItemInteraction] = []
  /// Pairs that were drawn together too seldom.
  public private(set) var tooFew = 0

  /// Tasks in each of the four arms, at least.
  public static let enough = 5

  private struct Sums {
    var counts = SIMD4<Double>.zero
    var sum = 0.0
    var squares = 0.0
  }

  public init(_ sheet: TaskSheet, alpha: Double = 0.05) {
    var places: [Int: Int] = [:]
    var (keys, sums) = ([Int](), [Sums]())
    var reader = DrawReader(symbols: sheet.log.symbols.count)
    for place in 0..<sheet.count where sheet.isFirst[place] {
      let draws = sheet.draws(at: place, &reader)
      let rest = sheet.outcome[place] - sheet.expected[place]
      for (index, one) in draws.enumerated() {
        for other in draws[..<index] {
          let key = Int(min(one.item, other.item)) << 32 | Int(max(one.item, other.item))
          let known = places[key] ?? sums.count
          if known == sums.count {
            places[key] = known
            keys.append(key)
            sums.append(Sums())
          }
          let value = rest * one.weight * other.weight
          sums[known].counts[(one.weight > 0 ? 1 : 0) + (other.weight > 0 ? 2 : 0)] += 1
          sums[known].sum += value
          sums[known].squares += value * value
        }
      }
    }
    for (key, sums) in zip(keys, sums) { add(key, sums, sheet.scale.width) }
    find(alpha)
  }

  private mutating func add(_ key: Int, _ sums: Sums, _ width: Double) {
    guard sums.counts.min() >= Double(ItemInteractions.enough) else { return tooFew += 1 }
    let count = sums.counts.sum()
    let mean = sums.sum / count
    let error = ((sums.squares / count - mean * mean) / count).squareRoot()
    guard error > 0 else { return tooFew += 1 }
    let half = 1.959_963_984_540_054 * error
    pairs.append(
      ItemInteraction(
        first: Int32(truncatingIfNeeded: key >> 32), second: Int32(truncatingIfNeeded: key & 0xffff_ffff),
        interval: Interval(estimate: mean * width, low: (mean - half) * width, high: (mean + half) * width),
        tasks: Int(count), probability: 2 * (1 - NormalDistribution.probability(atMost: abs(mean) / error))))
  }

  private mutating func find(_ alpha: Double) {
    pairs.sort { left, right in
      if left.probability != right.probability { return left.probability < right.probability }
      let (a, b) = (abs(left.interval.estimate), abs(right.interval.estimate))
      return a != b ? a > b : (left.first, left.second) < (right.first, right.second)
    }
    let harmonic = pairs.indices.reduce(0.0) { $0 + 1 / Double($1 + 1) }
    let last = pairs.indices.last { rank in
      pairs[rank].probability <= alpha * Double(rank + 1) / (Double(pairs.count) * harmonic)
    }
    guard let last else { return }
    for rank in 0...last { pairs[rank].isFound = true }
    pairs[...last].sort { abs($0.interval.estimate) > abs($1.interval.estimate) }
  }
}

extension TaskSheet {
  /// The task's draws with their weights.
  fileprivate func draws(at place: Int, _ reader: inout DrawReader) -> [(item: Int32, weight: Double)] {
    var draws: [(item: Int32, weight: Double)] = []
    reader.forEach(of: task(at: place), in: log.tasks) { item, isHeld, propensity in
      draws.append((item, isHeld ? -1 / propensity : 1 / (1 - propensity)))
    }
    return draws
  }
}
