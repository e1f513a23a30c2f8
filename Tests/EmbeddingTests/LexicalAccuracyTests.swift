import Embedding
import GoldenSupport
import Testing

@Suite struct LexicalAccuracyTests {
  /// Hashing into 1,024 dimensions blurs a cosine by a standard deviation of up to 0.031, so 0.12 is nearly four of
  /// them: among thousands of pairs some lie beyond by right. These pairs are always the same.
  @Test func hashedCosinesStayWithin12Hundredths() throws {
    let errors = try hashingErrors(SeededGenerator(seed: 2606), pairs: 1000)
    #expect(try #require(errors.max()) < 0.12)
  }

  @Test func hashedCosinesAreRightOnAverage() throws {
    let random = SeededGenerator.announced()
    let errors = try hashingErrors(random, pairs: 1000)
    #expect(errors.reduce(0, +) / 1000 < 0.03, "seed \(random.seed)")
    // Two words that fall on one dimension are much of a text of few; that is one pair in many thousands.
    #expect(errors.count { $0 >= 0.25 } <= 2, "seed \(random.seed)")
  }

  private func hashingErrors(_ generator: SeededGenerator, pairs: Int) throws -> [Double] {
    var random = generator
    return try (0..<pairs).map { _ in
      let (first, second) = (randomSentence(&random), randomSentence(&random))
      let both = try rows([first, second])
      return abs(cosine(both[0], both[1]) - SparseReference(first).cosine(SparseReference(second)))
    }
  }
}
