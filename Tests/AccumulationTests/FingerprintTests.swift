import Accumulation
import GoldenSupport
import Testing

@Suite struct FingerprintTests {
  @Test func writesItsDigitsMostSignificantFirst() {
    let fingerprint = Fingerprint(words: [
      0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210, 0, 0x0000_0000_0000_000f,
    ])
    let all = "0123456789abcdeffedcba98765432100000000000000000000000000000000f"
    for digits in 0...64 { #expect(fingerprint.hex(digits) == String(all.prefix(digits))) }
  }

  @Test func hasSixtyFourDigitsAndNoMore() {
    #expect(fingerprint(1).hex(65).utf8.count == 64)
    #expect(fingerprint(1).hex(.max).utf8.count == 64)
    #expect(fingerprint(1).hex(-1) == "")
    #expect(fingerprint(1).hex(.min) == "")
  }

  @Test func isOrderedAsItsDigits() {
    var random = SeededGenerator.announced()
    for _ in 0..<2000 {
      let (left, right) = (random.fingerprint(), random.fingerprint())
      #expect((left < right) == (left.hex(64) < right.hex(64)), "seed \(random.seed)")
      #expect((left == right) == (left.hex(64) == right.hex(64)), "seed \(random.seed)")
    }
  }
}

@Suite struct OperationNameTests {
  @Test(arguments: ["w:00000000", "w:1f3a90c2", "w:1f3a90c2d", "w:" + String(repeating: "f", count: 64)])
  func isReadAndWritten(text: String) {
    #expect(OperationName(text)?.description == text)
  }

  @Test(arguments: [
    "", "w:", "1f3a90c2", "w:1f3a90c", "w:1F3A90C2", "w:1f3a90cg", "w:1f3a90c2 ", " w:1f3a90c2",
    "OP:1f3a90c2", "op 1f3a90c2", "w::1f3a90c2", "w:１f3a90c2", "w:\u{301}1f3a90c2", "w:1f3a90c2\u{301}",
    "w:1f3a90c2\0", "w:" + String(repeating: "f", count: 65),
  ])
  func isNothingElse(text: String) {
    #expect(OperationName(text) == nil)
  }

  @Test func isOrderedAsItsDigits() throws {
    let names = try ["w:00000001", "w:000000010", "w:0000000a", "w:f0000000"].map {
      try #require(OperationName($0))
    }
    #expect(names.reversed().sorted() == names)
  }
}

extension SeededGenerator {
  /// From a space so small that digits are often shared, up to all of them.
  mutating func fingerprint() -> Fingerprint {
    var words = SIMD4<UInt64>.zero
    for index in 0..<4 { words[index] = [0, 1, 1 << 32, 1 << 63, .max].randomElement(using: &self) ?? 0 }
    return Fingerprint(words: words)
  }
}
