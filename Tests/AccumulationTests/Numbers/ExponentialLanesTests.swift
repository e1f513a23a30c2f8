import Accumulation
import Testing

@Suite struct ExponentialLanesTests {
  @Test func eightAtOnceAreEachByItself() {
    var random = Randomness(seed: 7)
    let edges = [0, -0.0, 1_000, -1_000, .infinity, -.infinity, .nan, 709.7, -745.1, -700, 700]
    for turn in 0..<20_000 {
      var lanes = SIMD8<Double>()
      for lane in lanes.indices { lanes[lane] = (random.uniform() - 0.5) * [1, 60, 1_399, 1_600][turn % 4] }
      if turn % 5 == 0 { lanes[turn % 8] = edges[turn / 5 % edges.count] }
      let all = exponential(lanes)
      #expect(lanes.indices.allSatisfy { exponential(lanes[$0]).bitPattern == all[$0].bitPattern })
    }
  }
}
