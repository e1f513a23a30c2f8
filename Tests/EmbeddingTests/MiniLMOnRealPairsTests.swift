import Embedding
import Testing

/// What lexical is measured by, in `LexicalOnRealPairsTests`.
@Suite struct MiniLMOnRealPairsTests {
  /// 0.8672 by numpy with the same weights.
  @Test func ranksPairsAsPeopleDoAndTellsSameFromDifferent() throws {
    guard let pairs = try RealPairs.read(), let model = try MiniLMReference.model() else { return }
    let values = try MiniLM(model).embed(pairs.flatMap { [$0.first, $0.second] }, pulse: .silent).values
    let rows = stride(from: 0, to: values.count, by: 384).map { Array(values[$0..<($0 + 384)]) }
    let cosines = pairs.indices.map { cosine(rows[2 * $0], rows[2 * $0 + 1]) }
    let rho = spearman(cosines, pairs.map(\.score))
    #expect(abs(rho - 0.8672) <= 0.002, "saw \(rho)")
    let same = pairs.map { $0.score >= 4 }
    let best = (0...100).map { Double($0) / 100 }.max { f1(cosines, $0, same) < f1(cosines, $1, same) } ?? 0
    #expect(abs(best - MiniLMArithmetic.floats.defaultTau.value) <= 0.03 + 1e-9, "best at \(best)")
  }
}
