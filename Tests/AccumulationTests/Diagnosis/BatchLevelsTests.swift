import Accumulation
import GoldenSupport
import Testing

@Suite struct BatchLevelsTests {
  private struct PlainCall {
    var batch: Int
    var baseline: Double
    var values: [Double]
  }

  private func log(_ calls: [PlainCall], batches: Int) -> TraceLog {
    var log = TraceLog()
    log.sources = [LogSource(name: "t")]
    log.batches = (0..<batches).map { Batch(source: 0, number: $0 + 1) }
    for (number, call) in calls.enumerated() {
      log.calls.batch.append(Int32(call.batch))
      log.calls.number.append(Int32(number))
      log.calls.baseline.append(call.baseline)
      log.calls.proposal += call.values.map { _ in 0 }
      log.calls.value += call.values
      log.calls.end.append(log.calls.value.count)
    }
    return log
  }

  @Test func agreesWithPlainSums() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<50 {
      let batches = Int.random(in: 1...6, using: &random)
      let calls = (0..<Int.random(in: 0...20, using: &random)).map { _ in
        PlainCall(
          batch: Int.random(in: 0..<batches, using: &random), baseline: .random(in: 0...100, using: &random),
          values: (0..<Int.random(in: 0...4, using: &random)).map { _ in .random(in: 0...100, using: &random)
          })
      }
      let found = BatchLevels(log(calls, batches: batches))
      for batch in 0..<batches {
        let own = calls.filter { $0.batch == batch }
        let values = own.flatMap(\.values)
        #expect(found.levels[batch]?.calls == (own.isEmpty ? nil : own.count))
        guard let level = found.levels[batch] else { continue }
        #expect(abs(level.baseline - mean(own.map(\.baseline))) < 1e-9)
        #expect(level.low == own.map(\.baseline).min() && level.high == own.map(\.baseline).max())
        #expect(level.values == values.count && (level.candidate == nil) == values.isEmpty)
        #expect(abs((level.candidate ?? 0) - mean(values)) < 1e-9)
      }
      let all = calls.flatMap(\.values)
      let whole = all.reduce(0) { $0 + ($1 - mean(all)) * ($1 - mean(all)) }
      let between = (0..<batches).reduce(0.0) { sum, batch in
        let own = calls.filter { $0.batch == batch }.flatMap(\.values)
        return sum + Double(own.count) * (mean(own) - mean(all)) * (mean(own) - mean(all))
      }
      if whole > 1e-9 {
        let share = try #require(found.betweenShare, "seed \(random.seed)")
        #expect(abs(share - between / whole) < 1e-9, "seed \(random.seed)")
      }
    }
  }

  @Test func saysNothingOfWhatDoesNotVary() {
    #expect(BatchLevels(log([], batches: 2)).betweenShare == nil)
    let same = [
      PlainCall(batch: 0, baseline: 1, values: [3, 3]), PlainCall(batch: 1, baseline: 2, values: [3]),
    ]
    #expect(BatchLevels(log(same, batches: 2)).betweenShare == nil)
    let apart = [
      PlainCall(batch: 0, baseline: 1, values: [3, 3]), PlainCall(batch: 1, baseline: 2, values: [5]),
    ]
    #expect(BatchLevels(log(apart, batches: 2)).betweenShare == 1)
  }

  private func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}
