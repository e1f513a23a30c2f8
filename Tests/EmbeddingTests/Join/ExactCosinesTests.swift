import Accumulation
import Embedding
import GoldenSupport
import Testing

@Suite struct ExactCosinesTests {
  /// Several at a time give the bits of one at a time, with every kernel, of appended rows as well.
  @Test func agreeWithThoseOfVectors() {
    var random = SeededGenerator.announced()
    for dimension in [1, 2, 15, 16, 17, 48, 63, 384, 1024] {
      var vectors = rows(40, dimension, &random)
      if dimension % 2 == 1 { vectors = vectors.appending(rows(7, dimension, &random)) }
      let all = (0..<Int32(vectors.count)).map { $0 }
      for screen in Screen.available {
        var exact = ExactCosines(vectors, screen)
        for count in [0, 1, 2, 4, 7, 8, 9, 31] {
          let others = all.shuffled(using: &random).prefix(count)
          let row = Int32.random(in: 0..<Int32(vectors.count), using: &random)
          let oracle = others.map { vectors.cosine(Int($0), Int(row)) }
          #expect(
            exact.of(row, with: others) == oracle, "\(dimension), kind \(screen.kind), seed \(random.seed)")
        }
      }
    }
  }

  private func rows(_ count: Int, _ dimension: Int, _ random: inout SeededGenerator) -> Vectors {
    let values = (0..<(count * dimension)).map { _ in Float.random(in: -0.2...0.2, using: &random) }
    return Vectors(dimension: dimension, values: values)
  }
}
