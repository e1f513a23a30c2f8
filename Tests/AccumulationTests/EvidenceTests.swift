import Accumulation
import GoldenSupport
import Testing

@Suite struct EvidenceTests {
  @Test func accumulatesPerUnit() {
    var random = SeededGenerator.announced()
    for _ in 0..<400 {
      let scored = ScoredLog(&random)
      let (observations, units) = (scored.observations(DeltaRule()), scored.partition.unitCount)
      let evidence = Evidence(observations, unitCount: units, accumulator: .ema(beta: 0.9))
      for unit in 0..<units {
        let deltas = Array(observations.delta[observations.range(of: unit)])
        #expect(Int(evidence.n[unit]) == deltas.count, "seed \(random.seed)")
        #expect(evidence.last[unit] == deltas.last, "seed \(random.seed)")
        let share = deltas.isEmpty ? nil : Double(deltas.filter { $0 > 0 }.count) / Double(deltas.count)
        #expect(evidence.share[unit] == share, "seed \(random.seed)")
        let path = trajectory(of: unit, in: observations, accumulator: .ema(beta: 0.9))
        #expect(path.count == deltas.count && path.last == evidence.mhat[unit], "seed \(random.seed)")
        #expect(path.first == deltas.first, "seed \(random.seed)")
      }
    }
  }

  @Test func ranksByMhatThenByAppearance() {
    let evidence = evidence(of: [[1], [], [3], [1], [-2], [], [3]])
    #expect(evidence.ranking == [2, 6, 0, 3, 4, 1, 5])
    #expect(evidence.rank == [3, 0, 1, 4, 5, 0, 2])
  }

  @Test func aUnitWithoutObservationsHasNoFigures() {
    let evidence = evidence(of: [[], [0]])
    #expect(evidence.n == [0, 1])
    #expect(evidence.mhat == [nil, 0] && evidence.last == [nil, 0] && evidence.share == [nil, 0])
    #expect(evidence.ranking == [1, 0] && evidence.rank == [0, 1])
  }

  @Test func aZeroOfEitherSignRanksAlike() {
    #expect(evidence(of: [[-0.0], [0.0], [-0.0]]).ranking == [0, 1, 2])
  }

  @Test func nothingIsRankedWithoutUnits() {
    let evidence = evidence(of: [])
    #expect(evidence.n.isEmpty && evidence.ranking.isEmpty && evidence.rank.isEmpty)
  }

  @Test func nCountsTheUnitsOwnObservations() {
    let late = evidence(of: [[nil, nil, 4, nil, 8], [4, 8]], batches: 5)
    #expect(late.n == [2, 2])
    #expect(late.mhat[0] == late.mhat[1])
  }

  @Test func theRankingIsEveryUnitOnce() {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let series = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        (0..<Int.random(in: 0...2, using: &random)).map { _ in Double(Int.random(in: -2...2, using: &random))
        }
      }
      let evidence = evidence(of: series)
      #expect(evidence.ranking.sorted() == series.indices.map(Int32.init), "seed \(random.seed)")
      for (place, unit) in evidence.ranking.enumerated() {
        let expected = evidence.mhat[Int(unit)] == nil ? 0 : place + 1
        #expect(Int(evidence.rank[Int(unit)]) == expected, "seed \(random.seed)")
      }
      for (left, right) in zip(evidence.ranking, evidence.ranking.dropFirst()) {
        #expect(stands(left, before: right, evidence.mhat), "seed \(random.seed)")
      }
    }
  }

  private func stands(_ left: Int32, before right: Int32, _ mhat: [Double?]) -> Bool {
    let (a, b) = (mhat[Int(left)] ?? -.infinity, mhat[Int(right)] ?? -.infinity)
    return a > b || (a == b && left < right)
  }

  /// One unit per series, one delta per batch; nil where a batch holds none.
  private func evidence(of series: [[Double?]], batches: Int = 3) -> Evidence {
    var scored = ScoredLog(units: series.indices.map(Int32.init), batches: batches)
    for batch in 0..<batches {
      let values = series.enumerated().compactMap { unit, deltas in
        deltas.indices.contains(batch) ? deltas[batch].map { (unit, $0) } : nil
      }
      scored.add(batch: batch, baseline: 0, values)
    }
    return Evidence(scored.observations(DeltaRule()), unitCount: series.count, accumulator: .ema(beta: 0.9))
  }
}
