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
    var (above, below, shown) = ([0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0])
    for _ in 0..<worlds {
      let world = AuditWorld(&random, operations: operations, keys: keys, wordings: wordings)
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
    print(
      "audits: \(operations) operations, \(wordings) wordings each: of \(shown) the truth lay above in \(above), "
        + "below in \(below), seed \(random.seed)")
    // Audits of one world go together: of twelve worlds it happens that fewer than nine in ten hold, where of many 95 in 100 do.
    let least = worlds < 40 ? 0.83 : 0.9
    for index in shown.indices {
      let share = 1 - Double(above[index] + below[index]) / Double(shown[index])
      #expect(share >= least, "above \(above), below \(below) of \(shown), seed \(random.seed)")
    }
  }
}
