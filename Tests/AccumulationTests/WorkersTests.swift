import Accumulation
import GoldenSupport
import Testing

@Suite struct WorkersTests {
  /// Parts in any order and number, one after another, must give what one gives.
  @Test(arguments: [2, 3, 8], [Accumulator.ema(beta: 0.9), .median])
  func theNumberOfPartsChangesNothing(count: Int, accumulator: Accumulator) {
    var random = SeededGenerator.announced()
    let many = Workers(count: count, prepare: { _ in }) { part in (0..<count).reversed().forEach(part) }
    for _ in 0..<100 {
      let units = Int.random(in: 1...700, using: &random)
      let rows = (0..<Int.random(in: 0...900, using: &random)).map { row in
        (
          Int32.random(in: 0..<Int32(units), using: &random), Int32(row),
          Double.random(in: -9...9, using: &random)
        )
      }
      let (one, other) = (grouped(rows, units, .one), grouped(rows, units, many))
      #expect(one.batch == other.batch && one.delta == other.delta, "seed \(random.seed)")
      let slow = (0..<units).flatMap { unit in rows.filter { Int($0.0) == unit } }
      #expect(one.batch == slow.map(\.1) && one.delta == slow.map(\.2), "seed \(random.seed)")
      let (first, second) = (
        Evidence(one, unitCount: units, accumulator: accumulator),
        Evidence(other, unitCount: units, accumulator: accumulator, workers: many)
      )
      #expect(first.mhat == second.mhat && first.ranking == second.ranking, "seed \(random.seed)")
      #expect(first.n == second.n && first.share == second.share && first.last == second.last)
    }
  }

  private func grouped(_ rows: [(Int32, Int32, Double)], _ units: Int, _ workers: Workers) -> Observations {
    Observations(
      unitCount: units, unit: rows.map(\.0), batch: rows.map(\.1), delta: rows.map(\.2), workers: workers)
  }
}
