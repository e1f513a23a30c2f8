import Accumulation
import Foundation
import GoldenSupport
import Testing

@Suite struct AuditIntervalsTests {
  /// Many keys of few operations: the truth lay above the intervals of F1 in one case out of ten where each key is one true
  /// operation. `MAA_AUDITS` is how many worlds there are; the shares that hold are printed.
  @Test(arguments: [(300, 60, 5), (300, 60, 3), (300, 60, 2), (600, 60, 2), (900, 60, 4)])
  func intervalsOfManySmallKeysHold(_ operations: Int, _ keys: Int, _ wordings: Int) throws {
    var random = SeededGenerator.announced()
    let worlds = ProcessInfo.processInfo.environment["MAA_AUDITS"].flatMap(Int.init) ?? 12
    var tally = AuditTally()
    for _ in 0..<worlds {
      try tally.add(AuditWorld(&random, operations: operations, keys: keys, wordings: wordings))
    }
    // Audits of one world go together: that fewer than nine in ten hold in a dozen may be chance. More worlds tell.
    if tally.leastShare < 0.9 {
      for _ in 0..<40 {
        try tally.add(AuditWorld(&random, operations: operations, keys: keys, wordings: wordings))
      }
    }
    print("audits: \(operations) operations, \(wordings) wordings each: \(tally), seed \(random.seed)")
    #expect(tally.leastShare >= 0.9, "\(tally), seed \(random.seed)")
  }
}

/// Where the truth lay, for each figure of an audit.
private struct AuditTally: CustomStringConvertible {
  private var above = [0, 0, 0, 0]
  private var below = [0, 0, 0, 0]
  private var shown = [0, 0, 0, 0]

  var description: String { "of \(shown) the truth lay above in \(above), below in \(below)" }

  var leastShare: Double {
    shown.indices.map { 1 - Double(above[$0] + below[$0]) / Double(shown[$0]) }.min() ?? 0
  }

  mutating func add(_ world: AuditWorld) throws {
    let truth = world.truth(world.partition)
    for seed in 0..<6 {
      let estimate = try world.audited(count: 150, seed: UInt64(seed), world.partition)
      for (index, figure) in AuditWorld.figures(estimate).enumerated() {
        guard let figure, let value = truth[index] else { continue }
        shown[index] += 1
        above[index] += value > figure.high + 1e-12 ? 1 : 0
        below[index] += value < figure.low - 1e-12 ? 1 : 0
      }
    }
  }
}
