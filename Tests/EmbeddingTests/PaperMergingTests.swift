import Embedding
import Identity
import Testing

/// The cases of merging that the paper (arXiv 2606.20475, 4.6.2 and B.5) quotes, under this encoder. Its own cosines, under
/// Qwen3-Embedding-4B, are 0.91, 0.86, 0.87, 0.87 and 0.54.
@Suite struct PaperMergingTests {
  private static let container =
    "If the target is not found in the current container after examination, immediately switch to the next most likely container."

  static let cases: [(first: String, second: String, cosine: Double)] = [
    (container, "if target not found, try next container", 0.7416),
    (container, "switch to next container when examine fails", 0.6826),
    (container, "switch container when no target in current", 0.6018),
    (
      "Before answering, restate the target quantity and its unit",
      "Before providing the answer, restate the target quantity and its unit", 0.9544
    ),
    (
      "Heat tasks should check microwave before oven", "For cleaning tasks, inspect sink area first", 0.1679
    ),
  ]

  @Test func cosinesAreThoseOfTheTexts() throws {
    guard let model = try MiniLMReference.model() else { return }
    let texts = PaperMergingTests.cases.flatMap { [$0.first, $0.second] }
    let vectors = try MiniLM(model).embed(texts, pulse: .silent)
    for (place, expected) in PaperMergingTests.cases.enumerated() {
      let seen = vectors.cosine(2 * place, 2 * place + 1)
      #expect(seen == Cosine(expected.cosine), "\(expected.first) saw \(seen)")
    }
  }

  /// What the paper keeps apart stays apart under this encoder's tau, and "restate the quantity" is one; of the three ways
  /// to say "switch container" none reaches it, so that a person has to say `same`: they lie in the window that `merges`
  /// lists.
  @Test func defaultTauMergesWhatTheEncoderSees() {
    let tau = MiniLMArithmetic.floats.defaultTau.value
    #expect(PaperMergingTests.cases.map { $0.cosine >= tau } == [false, false, false, true, false])
    #expect(PaperMergingTests.cases.prefix(3).allSatisfy { $0.cosine > tau - 0.2 })
  }
}
