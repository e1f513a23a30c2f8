import CKernels
import Embedding
import Foundation
import Testing

/// The encoder that multiplies bytes, against the one of floats and against people.
@Suite struct MiniLMBytesTests {
  private static let width = 384

  /// 0.8672, as the one of floats, and the same tau tells same from different best.
  @Test func ranksPairsAsPeopleDoAndTellsSameFromDifferent() throws {
    guard let pairs = try RealPairs.read(), let floats = try MiniLMReference.model(),
      let bytes = try MiniLMReference.model(.bytes)
    else { return }
    let (plain, seen) = (try cosines(pairs, floats), try cosines(pairs, bytes))
    let rho = spearman(seen, pairs.map(\.score))
    #expect(abs(rho - 0.8672) <= 0.0005, "saw \(rho)")
    let differences = zip(seen, plain).map { $0 - $1 }
    let mean = differences.reduce(0, +) / Double(pairs.count)
    let spread = (differences.reduce(0) { $0 + $1 * $1 } / Double(pairs.count)).squareRoot()
    #expect(spread < 0.005 && abs(mean) < 0.001, "spread \(spread), mean \(mean)")
    #expect((differences.map(abs).max() ?? 1) < 0.025)
    let same = pairs.map { $0.score >= 4 }
    let best = (0...100).map { Double($0) / 100 }.max { f1(seen, $0, same) < f1(seen, $1, same) } ?? 0
    #expect(abs(best - MiniLM(bytes).defaultTau.value) <= 0.03 + 1e-9, "best at \(best)")
  }

  /// Not a bit depends on the threads, on the texts beside a text, nor on the processor's instructions.
  @Test func vectorsAreTheSameHoweverTheyAreMade() throws {
    guard let reference = try MiniLMReference.read(), let model = try MiniLMReference.model(.bytes) else {
      return
    }
    let texts = Array(reference.texts[20..<120])
    let expected = try MiniLM(model, threads: 1).embed(texts, pulse: .silent).values
    for threads in [2, 3, 8] {
      #expect(try MiniLM(model, threads: threads).embed(texts, pulse: .silent).values == expected)
    }
    for place in [0, 57, 99] {
      let alone = try MiniLM(model).embed([texts[place]], pulse: .silent).values
      #expect(alone == Array(expected[(place * Self.width)..<((place + 1) * Self.width)]))
    }
    let few = Array(texts.prefix(3))
    for level in 0...maa_best_level() {
      let seen = try MiniLM(model, level: level).embed(few, pulse: .silent).values
      #expect(seen == Array(expected.prefix(3 * Self.width)), "level \(level)")
    }
  }

  @Test func vectorsOfTheTwoKindsAreNeverTakenForEachOther() throws {
    let kinds = MiniLMArithmetic.allCases.map { MiniLM(folder: "/nowhere", $0) }
    #expect(Set(kinds.map(\.fingerprint)).count == kinds.count)
    #expect(Set(kinds.compactMap(\.cacheFingerprint)).count == kinds.count)
  }

  private func cosines(_ pairs: [RealPairs.Pair], _ model: MiniLMModel) throws -> [Double] {
    let values = try MiniLM(model).embed(pairs.flatMap { [$0.first, $0.second] }, pulse: .silent).values
    let rows = stride(from: 0, to: values.count, by: Self.width).map { Array(values[$0..<($0 + Self.width)]) }
    return pairs.indices.map { cosine(rows[2 * $0], rows[2 * $0 + 1]) }
  }
}
