import Accumulation
import CKernels
import Embedding
import Files
import Foundation
import GoldenSupport
import Testing

@Suite struct MiniLMTests {
  @Test func vectorsAgreeWithNumpy() throws {
    guard let reference = try MiniLMReference.read(), let model = try MiniLMReference.model() else { return }
    let texts = Array(reference.texts.prefix(MiniLMReference.encoded))
    let seen = try MiniLM(model).embed(texts, pulse: .silent).values
    #expect(seen.count == reference.vectors.count)
    let worst = zip(seen, reference.vectors).map { abs($0 - $1) }.max() ?? 1
    // 1e-4 is what is asked for; single precision does much better.
    #expect(worst < 5e-6, "the largest difference is \(worst)")
  }

  /// Not a bit depends on the threads, on the texts beside a text, nor on the processor's instructions.
  @Test func vectorsAreTheSameHoweverTheyAreMade() throws {
    guard let reference = try MiniLMReference.read(), let model = try MiniLMReference.model() else { return }
    let texts = Array(reference.texts[20..<220])
    let expected = try MiniLM(model, threads: 1).embed(texts, pulse: .silent).values
    for threads in [2, 3, 8] {
      #expect(try MiniLM(model, threads: threads).embed(texts, pulse: .silent).values == expected)
    }
    let backwards = try MiniLM(model, threads: 2).embed(texts.reversed(), pulse: .silent).values
    #expect(rows(backwards).reversed() == rows(expected))
    for place in [0, 57, 199] {
      #expect(try MiniLM(model).embed([texts[place]], pulse: .silent).values == rows(expected)[place])
    }
    if maa_best_level() >= maa_level_avx2 {
      let level = Int32(maa_level_avx2)
      #expect(try MiniLM(model, threads: 2, level: level).embed(texts, pulse: .silent).values == expected)
    }
    let few = Array(texts.prefix(3))
    let portable = try MiniLM(model, threads: 2, level: Int32(maa_level_portable)).embed(few, pulse: .silent)
      .values
    #expect(portable == Array(expected.prefix(3 * 384)))
  }

  /// Each text once, none beyond what fits, and hardly a row empty; the work of few texts is for all threads.
  @Test func batchesAreFull() {
    var random = SeededGenerator.announced()
    for threads in [1, 2, 3, 8] {
      let lengths = (0..<2_000).map { _ in Int.random(in: 2...40, using: &random) } + [256, 256, 2]
      let batches = MiniLM.batches(of: lengths, threads: threads)
      let rows = batches.map { $0.reduce(0) { $0 + lengths[$1] } }
      #expect(batches.flatMap { $0 }.sorted() == Array(lengths.indices), "seed \(random.seed)")
      #expect(rows.allSatisfy { $0 <= 264 }, "seed \(random.seed)")
      let least = lengths.reduce(0, +)
      #expect(rows.count * (rows.max() ?? 0) * 98 < least * 100 + 264 * 98, "seed \(random.seed)")
    }
    #expect(MiniLM.batches(of: [], threads: 2).isEmpty)
    #expect(MiniLM.batches(of: [256], threads: 8) == [[0]])
    #expect(MiniLM.batches(of: [Int](repeating: 10, count: 16), threads: 2).map(\.count) == [8, 8])
    #expect(MiniLM.batches(of: [5, 5, 5], threads: 2) == [[0, 1, 2]])
  }

  @Test func filesThatAreEmptyOrNotThereAreSaid() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func fault() -> ModelFault? {
      do { _ = try MiniLM(folder: folder, .floats).embed(["a"], pulse: .silent) } catch {
        return error as? ModelFault
      }
      return nil
    }
    #expect(fault() == .missing(folder: folder, file: "model.safetensors"))
    let weights = "\(folder)/model.safetensors"
    #expect(FileManager.default.createFile(atPath: weights, contents: nil))
    #expect(fault() == .missing(folder: folder, file: "vocab.txt"))
    #expect(FileManager.default.createFile(atPath: "\(folder)/vocab.txt", contents: nil))
    #expect(fault() == .missing(folder: folder, file: "tokenizer.json"))
    #expect(FileManager.default.createFile(atPath: "\(folder)/tokenizer.json", contents: nil))
    #expect(fault() == .damaged(path: weights, reason: .tooShort))
  }

  /// It says how words become pieces: one that is cut off is of no model.
  @Test func aTokenizerThatIsMissingOrCutIsNoticed() throws {
    guard let whole = MiniLM.folder, fileExists("\(whole)/model.safetensors") else {
      return print("the model is not on this machine: its tokenizer was not cut")
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["model.safetensors", "vocab.txt"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/\(name)", withDestinationPath: "\(whole)/\(name)")
    }
    func fault() -> ModelFault? {
      do { _ = try MiniLM(folder: folder, .floats).embed(["a"], pulse: .silent) } catch {
        return error as? ModelFault
      }
      return nil
    }
    #expect(fault() == .missing(folder: folder, file: "tokenizer.json"))
    let tokenizer = try readWhole("\(whole)/tokenizer.json")
    try Data(tokenizer.dropLast(100)).write(to: URL(fileURLWithPath: "\(folder)/tokenizer.json"))
    #expect(fault() == .damaged(path: "\(folder)/tokenizer.json", reason: .otherHash))
    try Data(tokenizer).write(to: URL(fileURLWithPath: "\(folder)/tokenizer.json"))
    #expect(fault() == nil)
  }

  @Test func vectorsHaveUnitLength() throws {
    guard let model = try MiniLMReference.model() else { return }
    let texts = ["", "a", "Switch to the next container.", String(repeating: "word ", count: 1000)]
    for row in rows(try MiniLM(model).embed(texts, pulse: .silent).values) {
      #expect(abs(length(row) - 1) < 1e-6)
    }
    #expect(try MiniLM(model).embed([], pulse: .silent).values.isEmpty)
  }

  @Test func aBeatThatThrowsEndsIt() throws {
    guard let model = try MiniLMReference.model() else { return }
    let texts = (0..<400).map { "text number \($0)" }
    let pulse = Pulse { stage, done, _ in if stage == "embedding", done > 2 { throw Interrupted() } }
    #expect(throws: Interrupted.self) { try MiniLM(model, threads: 2).embed(texts, pulse: pulse) }
  }

  private func rows(_ values: [Float]) -> [[Float]] {
    stride(from: 0, to: values.count, by: 384).map { Array(values[$0..<($0 + 384)]) }
  }
}
