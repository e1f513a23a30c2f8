import Embedding
import Foundation
import GoldenSupport
import Testing

@Suite struct StaticEmbedderTests {
  /// Between lexical (0.716) and the encoder (0.867); 0.7967 by numpy over the same pieces.
  @Test func ranksPairsAsPeopleDoAndTellsSameFromDifferent() throws {
    guard let pairs = try RealPairs.read(), try MiniLMReference.model() != nil else { return }
    let embedder = StaticEmbedder(folder: try MiniLM.foundFolder())
    let values = try embedder.embed(pairs.flatMap { [$0.first, $0.second] }, pulse: .silent).values
    let rows = stride(from: 0, to: values.count, by: 384).map { Array(values[$0..<($0 + 384)]) }
    let cosines = pairs.indices.map { cosine(rows[2 * $0], rows[2 * $0 + 1]) }
    let rho = spearman(cosines, pairs.map(\.score))
    #expect(abs(rho - 0.7967) <= 0.0005, "saw \(rho)")
    let same = pairs.map { $0.score >= 4 }
    let best = (0...100).map { Double($0) / 100 }.max { f1(cosines, $0, same) < f1(cosines, $1, same) } ?? 0
    #expect(abs(best - embedder.defaultTau.value) <= 0.03 + 1e-9, "best at \(best)")
  }

  @Test func aVectorDependsOnNothingButItsText() throws {
    guard try MiniLMReference.model() != nil else { return }
    let folder = try MiniLM.foundFolder()
    let texts =
      (0..<2_000).map { "text number \($0) of some" } + ["", "[UNK]", "switch to the next container"]
    let expected = try StaticEmbedder(folder: folder, threads: 1).embed(texts, pulse: .silent).values
    #expect(try StaticEmbedder(folder: folder, threads: 3).embed(texts, pulse: .silent).values == expected)
    for place in [0, 1_999, 2_000] {
      let alone = try StaticEmbedder(folder: folder).embed([texts[place]], pulse: .silent).values
      #expect(alone == Array(expected[(place * 384)..<((place + 1) * 384)]))
      #expect(abs(alone.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    }
    #expect(try StaticEmbedder(folder: folder).embed([], pulse: .silent).values.isEmpty)
  }

  /// What an unlucky machine left there is made anew, and the same bytes come out.
  @Test func aTableThatIsNotWhatWasMadeIsMadeAnew() throws {
    guard try MiniLMReference.model() != nil else { return }
    let whole = try MiniLM.foundFolder()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["model.safetensors", "vocab.txt", "tokenizer.json"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/\(name)", withDestinationPath: "\(whole)/\(name)")
    }
    let table = "\(folder)/static-1.f32"
    #expect(FileManager.default.createFile(atPath: table, contents: Data("not a table".utf8)))
    let seen = try StaticEmbedder(folder: folder).embed(["heat the food"], pulse: .silent).values
    #expect(seen == (try StaticEmbedder(folder: whole).embed(["heat the food"], pulse: .silent).values))
    // Read back as it was written: it is what every machine makes.
    let written = try FileManager.default.attributesOfItem(atPath: table)[.modificationDate] as? Date
    _ = try StaticEmbedder(folder: folder).embed(["a"], pulse: .silent)
    let later = try FileManager.default.attributesOfItem(atPath: table)[.modificationDate] as? Date
    #expect(written == later)
  }
}
