import Basics
import Identity
import Scoring
import TraceLogs

/// What operations are looked at by.
package struct GuardMaterial: Sendable {
  let log: TraceLog
  let operations: Operations
  let partition: Partition
  let observations: Observations
  let scenes: BatchScenes
  /// How far observations of one unit usually lie from each other: a standard deviation that outliers do not move.
  let noise: Double

  package init(
    log: TraceLog, operations: Operations, partition: Partition, observations: Observations,
    scenes: BatchScenes
  ) {
    (self.log, self.operations, self.partition) = (log, operations, partition)
    (self.observations, self.scenes) = (observations, scenes)
    noise = GuardMaterial.noise(observations, partition.unitCount)
  }

  /// From the median distance between neighbours in time, which for normal noise is 0.954 standard deviations
  /// (0.6745 times the root of two). Neighbours, because worth may move.
  private static func noise(_ observations: Observations, _ units: Int) -> Double {
    var distances: [Double] = []
    for unit in 0..<units {
      let range = observations.range(of: unit)
      for place in range.dropFirst() {
        distances.append(abs(observations.delta[place] - observations.delta[place - 1]))
      }
    }
    guard distances.count >= 8 else { return 0 }
    distances.sort()
    return distances[distances.count / 2] / 0.954
  }

  func mean(of unit: Int) -> Double? {
    let range = observations.range(of: unit)
    guard !range.isEmpty else { return nil }
    return range.reduce(0) { $0 + observations.delta[$1] } / Double(range.count)
  }

  func content(of operation: Int32) -> String {
    log.proposals.content[Int(operations.firstProposal[Int(operation)])]
  }

  /// The units that scores speak for by more than chance, and clearly.
  func isTrusted(_ unit: Int) -> Bool {
    let n = observations.range(of: unit).count
    guard n >= 3, noise > 0, let mean = mean(of: unit) else { return false }
    return mean * Double(n).squareRoot() >= 2.5 * noise
  }

  /// How often chance alone gives a difference as large as this between means of so many observations.
  func p(of difference: Double, _ n: Int, _ others: Int) -> Double {
    guard noise > 0, n > 0, others > 0 else { return 1 }
    let z = difference / (noise * (1 / Double(n) + 1 / Double(others)).squareRoot())
    return NormalDistribution.probability(atMost: -z)
  }
}

extension GuardFinding {
  /// Half for one in a thousand, all for one in a million.
  static func strength(_ p: Double) -> Double {
    guard p > 0 else { return 1 }
    return max(0, min(1, -naturalLogarithm(p) / (6 * naturalLogarithm(10))))
  }
}
