import Accumulation
import Foundation
import Testing

import Effects

/// The lot is the function that docs/experiments.md has, with the vectors that stand there and in the Python package.
@Suite struct LotTests {
  static let vectors:
    [(seed: Int, task: String, item: String, rate: Double, digits: String, included: Bool)] = [
      (1, "kitchen-102", "m1", 0.9, "cb2f1894ffa601e2", true),
      (1, "kitchen-102", "m7", 0.9, "224a75cf97d21cab", true),
      (7, "alf-3", "b1p0", 0.5, "6964bbd03653c573", true),
      (0, "", "m1", 0.25, "be853ba333bcd2c1", false),
      (42, "Küche 5", "m2", 0.5, "754b6cc29b984b8a", true),
      (123_456_789, "t1-1", "m1", 0.8, "63500efe08bcad6b", true),
    ]

  @Test func theDocsHaveTheVectors() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../docs/experiments.md").standardized
    let docs = try String(contentsOf: file, encoding: .utf8)
    for vector in LotTests.vectors {
      let task = vector.task.isEmpty ? "(empty)" : "`\(vector.task)`"
      let answer = vector.included ? "yes" : "no"
      let row =
        "| \(vector.seed) | \(task) | `\(vector.item)` | \(vector.rate) | `\(vector.digits)` | \(answer) |"
      #expect(docs.contains(row))
    }
  }

  @Test func agreesWithTheVectors() {
    for vector in LotTests.vectors {
      let number = Lot.number(seed: vector.seed, task: vector.task, item: vector.item)
      #expect(String(number, radix: 16) == vector.digits)
      #expect(Lot.includes(number, rate: vector.rate) == vector.included)
    }
  }

  /// FIPS 180-4's own examples, and lengths around the edges of a block.
  @Test func hashesAsTheStandardSays() {
    #expect(
      hexadecimalDigest(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(hexadecimalDigest(of: "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      hexadecimalDigest(of: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      hexadecimalDigest(of: String(repeating: "a", count: 64))
        == "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb")
  }

  @Test func edgesOfRates() {
    #expect(Lot.includes(.max, rate: 1) && !Lot.includes(0, rate: 0))
    #expect(Lot.includes(0, rate: .leastNonzeroMagnitude) && !Lot.includes(1 << 63, rate: 0.5))
    #expect(Lot.includes((1 << 63) - 1, rate: 0.5) && !Lot.includes(.max, rate: 1 - 0x1p-53))
  }

  /// A few; `maa-bench lots` draws ten million.
  @Test func ratesAreMetAndItemsAreIndependent() {
    var counts = [0, 0, 0, 0]
    for task in 0..<4_000 {
      let one = Lot.includes(seed: 3, task: "t\(task)", item: "a", rate: 0.5)
      let other = Lot.includes(seed: 3, task: "t\(task)", item: "b", rate: 0.5)
      counts[(one ? 1 : 0) + (other ? 2 : 0)] += 1
    }
    let chiSquare = counts.reduce(0.0) { $0 + (Double($1) - 1_000) * (Double($1) - 1_000) / 1_000 }
    #expect(chiSquareTail(chiSquare, degrees: 3) > 0.001)
  }

  @Test func tailOfChiSquare() {
    #expect(abs(chiSquareTail(16.266, degrees: 3) - 0.001) < 0.0003)
    #expect(abs(chiSquareTail(18.307, degrees: 10) - 0.05) < 0.002)
  }
}
