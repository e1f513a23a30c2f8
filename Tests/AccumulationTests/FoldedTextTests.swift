import Accumulation
import GoldenSupport
import Testing

@Suite struct FoldedTextTests {
  /// Texts of ASCII take a way of their own; it must end where the general one does.
  @Test func foldsAsTheUnicodeTableSays() {
    var random = SeededGenerator.announced()
    for _ in 0..<3_000 {
      let scalars = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        Unicode.Scalar(UInt8.random(in: Bool.random(using: &random) ? 9...32 : 0...127, using: &random))
      }
      let text = String(String.UnicodeScalarView(scalars))
      let folded = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(foldedText(text).utf8.elementsEqual(folded.utf8), "seed \(random.seed): \(scalars)")
    }
    #expect(foldedText(" a\u{00A0}\u{2003}é \r\n") == "a é")
  }
}
