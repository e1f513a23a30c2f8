import Accumulation
import GoldenSupport
import Testing

@Suite struct CosineCalibrationTests {
  @Test func countsWhatLiesBetweenItsEnds() {
    let cosines = [-10_000, -1, 0, 499, 500, 9_499, 9_500, 10_000].map { Cosine(tenThousandths: $0) }
    let pairs = LabelledPairs(cosines: cosines, scores: [0, 0, 1, 0, 1, 1, 1, 1], sameFrom: 0.5)
    let bins = CosineCalibration(pairs).bins
    #expect(bins.map(\.low.tenThousandths) == [-10_000, -500, 0, 500, 9_000, 9_500])
    #expect(bins.map(\.high.tenThousandths) == [-9_500, 0, 500, 1_000, 9_500, 10_000])
    #expect(bins.map(\.count) == [1, 1, 2, 1, 1, 2])
    #expect(bins.map(\.same) == [0, 0, 1, 1, 1, 2])
    #expect(bins[2].share == Interval.share(1, of: 2))
    #expect(abs(bins[2].middle - 0.025) < 1e-12)
  }

  @Test func agreesWithCountingOneByOne() {
    var random = SeededGenerator.announced()
    for _ in 0..<50 {
      let count = Int.random(in: 0...200, using: &random)
      let width = [100, 250, 500, 1_000, 2_000].randomElement(using: &random) ?? 500
      let cosines = (0..<count).map { _ in
        Cosine(tenThousandths: Int32.random(in: -100...100, using: &random) * 100)
      }
      let scores = cosines.map { _ in Double(Int.random(in: 0...1, using: &random)) }
      let pairs = LabelledPairs(cosines: cosines, scores: scores, sameFrom: 0.5)
      let bins = CosineCalibration(pairs, width: Cosine(tenThousandths: Int32(width))).bins
      #expect(bins.reduce(0) { $0 + $1.count } == count)
      for bin in bins {
        let inside = cosines.indices.filter {
          cosines[$0] >= bin.low && (cosines[$0] < bin.high || bin.high.tenThousandths == 10_000)
        }
        #expect(bin.count == inside.count && bin.count > 0, "seed \(random.seed)")
        #expect(bin.same == inside.count { scores[$0] == 1 }, "seed \(random.seed)")
      }
    }
  }
}
