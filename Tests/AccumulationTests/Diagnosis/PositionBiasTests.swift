import Accumulation
import GoldenSupport
import Testing

@Suite struct PositionBiasTests {
  /// Each call shows five states in an order of its own, and the judge adds `slope` for each place: intervals hold it in 95 of
  /// a hundred logs, also where values of one call go up and down together.
  @Test(arguments: [0, 1.5, -4]) func plantedSlopesLieInTheInterval(_ slope: Double) throws {
    var random = Randomness(seed: 33)
    var inside = 0
    for _ in 0..<200 {
      let log = PositionBiasTests.log(calls: 60) { place in slope * Double(place) + 3 * random.normal() }
      let found = try #require(PositionBias(log))
      #expect(found.calls == 60)
      if found.slope.low <= slope && slope <= found.slope.high { inside += 1 }
    }
    // 190 expected; five deviations.
    #expect((174...200).contains(inside), "\(slope) \(inside)")
  }

  /// Least squares within calls, done here call by call.
  @Test func theSlopeIsThatOfLeastSquares() throws {
    var random = SeededGenerator.announced()
    let log = PositionBiasTests.log(calls: 7) { _ in Double.random(in: 0...100, using: &random) }
    let found = try #require(PositionBias(log))
    var (over, under) = (0.0, 0.0)
    for call in 0..<7 {
      var values = log.calls.entries(of: call).map { log.calls.value[$0] }
      values.insert(log.calls.baseline[call], at: Int(log.calls.place(of: call)))
      let mean = values.reduce(0, +) / 5
      for (place, value) in values.enumerated() {
        over += (Double(place) - 2) * (value - mean)
        under += (Double(place) - 2) * (Double(place) - 2)
      }
    }
    #expect(abs(found.slope.estimate - over / under) < 1e-9, "seed \(random.seed)")
  }

  @Test func oneCallSaysNothing() {
    #expect(PositionBias(PositionBiasTests.log(calls: 1) { Double($0) }) == nil)
    #expect(PositionBias(PositionBiasTests.log(calls: 0) { Double($0) }) == nil)
  }

  /// Four candidates and the baseline in a call; the baseline's place goes round.
  private static func log(calls count: Int, _ value: (Int) -> Double) -> TraceLog {
    var sample = ScoredLog(units: [0, 1, 2, 3])
    for call in 0..<count {
      var values = (0..<5).map(value)
      let place = call % 5
      let baseline = values.remove(at: place)
      sample.add(
        batch: 0, baseline: baseline, place: Int32(place), values.enumerated().map { ($0.offset, $0.element) }
      )
    }
    return sample.log
  }
}
