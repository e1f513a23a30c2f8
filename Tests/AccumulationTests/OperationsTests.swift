import Accumulation
import GoldenSupport
import Testing

@Suite struct OperationsTests {
  @Test func proposalsWithOneFingerprintAreOneOperation() {
    let order = [7, 3, 7, 5, 3, 7]
    let operations = sampleOperations(order.map { SampleProposal(operation: $0) })
    #expect(operations.count == 3)
    #expect(operations.ofProposal == [0, 1, 0, 2, 1, 0])
    #expect(operations.firstProposal == [0, 1, 3])
    #expect(operations.fingerprints.array == [7, 3, 5].map(spreadFingerprint))
  }

  @Test func keysAreTypeAndAnchor() {
    let keys: [(OperationType, Int)] = [
      (.add, 0), (.modify, 0), (.add, 1), (.modify, 1), (.add, 0), (.modify, 1), (.modify, -1), (.add, -1),
    ]
    let operations = sampleOperations(
      keys.enumerated().map { SampleProposal(operation: $0, type: $1.0, anchor: $1.1) })
    #expect(operations.key == [0, 1, 2, 3, 0, 3, 4, 5])
    #expect(operations.keyCount == 6)
  }

  @Test func aLogWithoutProposalsHasNone() throws {
    let none = operations([])
    #expect(none.count == 0 && none.keyCount == 0)
    #expect(none.matches(try #require(OperationName("w:00000000"))).isEmpty)
  }

  @Test(arguments: [
    (0, "w:12345678"), (8, "w:123456780"), (15, "w:123456780000000" + "0"), (16, "w:12345678000000000"),
    (63, "w:12345678" + String(repeating: "0", count: 56)),
  ])
  func aNameIsAsLongAsItMustBe(shared: Int, expected: String) {
    let first = fingerprint(0x1234_5678_0000_0000)
    let all = operations([first, sharing(shared, with: first)])
    #expect(all.name(of: 0).description == expected)
  }

  @Test func namesAreShortestAndFindTheirOperation() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let all = operations(randomFingerprints(&random))
      for operation in 0..<all.count {
        let name = all.name(of: operation)
        #expect(all.matches(name) == [operation], "seed \(random.seed)")
        guard name.digits.utf8.count > 8 else { continue }
        let shorter = try #require(OperationName("w:\(name.digits.dropLast())"))
        #expect(all.matches(shorter).count > 1, "seed \(random.seed)")
      }
    }
  }

  @Test func matchesAreThoseThatBeginAlike() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let all = operations(randomFingerprints(&random))
      let digits = Int.random(in: 8...64, using: &random)
      let name = try #require(OperationName("w:\(random.fingerprint().hex(digits))"))
      let expected = all.fingerprints.indices
        .filter { all.fingerprints[$0].hex(64).hasPrefix(name.digits) }
        .sorted { all.fingerprints[$0].hex(64) < all.fingerprints[$1].hex(64) }
      #expect(all.matches(name) == expected, "seed \(random.seed)")
    }
  }

  @Test func aNameIsForeverWhereNothingCollides() {
    let few = operations((0..<3).map(spreadFingerprint))
    let many = operations((0..<3000).reversed().map(spreadFingerprint))
    for operation in 0..<3 { #expect(few.name(of: operation) == many.name(of: 2999 - operation)) }
  }

  /// A fingerprint that has the first `digits` digits of `other`, and another digit after them.
  private func sharing(_ digits: Int, with other: Fingerprint) -> Fingerprint {
    var words = other.words
    words[digits / 16] ^= 1 << UInt64(60 - 4 * (digits % 16))
    return Fingerprint(words: words)
  }

  private func randomFingerprints(_ random: inout SeededGenerator) -> [Fingerprint] {
    let distinct = Set((0..<Int.random(in: 0...30, using: &random)).map { _ in random.fingerprint() })
    return distinct.sorted().shuffled(using: &random)
  }
}
