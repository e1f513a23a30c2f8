import Accumulation
import Answers
import Embedding
import Foundation
import Phrasing
import Sessions
import Studies
import Testing

@Suite struct EmbedTests {
  private static let kitchen = "load datasets/kitchen.jsonl"

  /// The tests of the encoder say why where there are no weights.
  private static let hasModel = (try? MiniLM.foundFolder()) != nil

  @Test(.enabled(if: hasModel)) func anotherEmbedderBringsItsTau() throws {
    let bench = try Bench()
    try bench.run("\(Self.kitchen); set tau 0.5")
    let shown = try bench.shown("embed minilm")
    #expect(
      shown.contains("embedder lexical -> minilm") && shown.contains("tau 0.5 -> 0.78, the default of minilm")
    )
    #expect(bench.session.study.settings.tau == MiniLMArithmetic.floats.defaultTau)
    // Choosing what is chosen already leaves tau alone.
    try bench.run("set tau 0.6; embed minilm")
    #expect(bench.session.study.settings.tau == Cosine(tenThousandths: 6_000))
    #expect(try !bench.shown("embed lexical --tau 0.55").contains("default"))
    #expect(bench.session.study.settings.tau == Cosine(tenThousandths: 5_500))
  }

  /// Cosines of the two are not the same ones, so the choice is kept apart in all that names it.
  @Test(.enabled(if: hasModel)) func fastIsAnotherEmbedder() throws {
    let bench = try Bench()
    try bench.run("\(Self.kitchen); embed minilm")
    let shown = try bench.shown("embed minilm --fast")
    #expect(shown.contains("embedder minilm -> minilm --fast") && shown.contains("the default of minilm"))
    #expect(bench.session.study.settings.embedder == .minilm(.bytes))
    #expect(try bench.shown("embed").contains("embedder minilm --fast   tau 0.78"))
    try bench.run("set embedder lexical; set embedder 'minilm --fast'")
    #expect(bench.session.study.settings.embedder == .minilm(.bytes))
    try bench.run("embed minilm")
    #expect(bench.session.study.settings.embedder == .minilm(.floats))
  }

  @Test func flagsBelongToTheirEmbedder() throws {
    let bench = try Bench()
    #expect(bench.complaint("embed lexical --fast")?.message == "--fast belongs to embed minilm")
    #expect(bench.complaint("embed --fast")?.message == "--fast belongs to embed minilm")
    #expect(
      bench.complaint("embed http http://localhost --model a --fast")?.message
        == "--fast belongs to embed minilm")
    #expect(bench.complaint("embed minilm --model a")?.message == "--model belongs to embed http")
  }

  @Test(.enabled(if: hasModel)) func minilmSeesMeaning() throws {
    let bench = try Bench()
    let log = try temporary([
      "Heat the food in the microwave.", "Warm up the meal with the microwave oven.",
      "Clean the plate in the sink.",
    ])
    defer { try? FileManager.default.removeItem(atPath: log) }
    try bench.run("load \(log); embed minilm --tau 0.6")
    #expect(try bench.session.analysis.partition().unitCount == 2)
  }

  @Test func recordedVectorsDecide() throws {
    let bench = try Bench()
    let log = try temporary(["a", "b", "c"], vectors: ["[2,0]", "[100,1]", "[0,1e-30]"])
    defer { try? FileManager.default.removeItem(atPath: log) }
    try bench.run("load \(log); embed recorded")
    #expect(bench.session.study.settings.tau.value == 0.85)
    let vectors = try bench.session.analysis.vectors()
    #expect(
      vectors.cosine(0, 1).value > 0.9998 && vectors.cosine(0, 2) == .zero && vectors.cosine(2, 2).value == 1)
    #expect(try bench.session.analysis.partition().unitCount == 2)
  }

  @Test func aLogWithoutAllVectorsIsRefusedAndNothingChanges() throws {
    let bench = try Bench()
    let log = try temporary(["a", "b", "c"], vectors: ["[2,0]", nil, nil])
    defer { try? FileManager.default.removeItem(atPath: log) }
    try bench.run("load \(log)")
    let before = bench.session.study
    #expect(
      bench.complaint("embed recorded")?.message == "2 of 3 wordings have no vector in the log, p1 first")
    #expect(bench.session.study == before)
    let other = try Bench()
    try other.run(Self.kitchen)
    #expect(other.complaint("embed recorded")?.message == "the log records no vectors")
  }

  /// Chosen before a log that it cannot do was loaded: one gets away from it again.
  @Test func anEmbedderThatCannotCanBeLeft() throws {
    let bench = try Bench()
    try bench.run("embed recorded; \(Self.kitchen)")
    #expect(bench.complaint("merges")?.message == "the log records no vectors")
    try bench.run("embed lexical")
    #expect(try bench.session.analysis.partition().unitCount == 41)
  }

  @Test func missingWeightsSayWhatFetchesThem() {
    let missing = Wording.complaint(
      ModelFault.missing(folder: "/home/a/.cache/maa/models/x", file: "vocab.txt"))
    #expect(missing.details == ["looked in /home/a/.cache/maa/models/x"] && missing.exitCode == 1)
    #expect(missing.message == "the vocabulary of minilm (vocab.txt) is not on this machine")
    #expect(missing.hint?.contains("make model") == true)
    let damaged = Wording.complaint(ModelFault.damaged(path: "x", reason: .tooShort))
    #expect(damaged.message == "x is not the file that minilm needs: it ends too early")
  }

  private func temporary(_ contents: [String], vectors: [String?] = []) throws -> String {
    var lines = [#"{"kind":"header","format":"maa-trace","version":1}"#, #"{"kind":"batch","batch":1}"#]
    for (index, content) in contents.enumerated() {
      let vector = index < vectors.count ? vectors[index].map { #","vector":\#($0)"# } ?? "" : ""
      lines.append(
        #"{"kind":"proposal","batch":1,"id":"p\#(index)","type":"add","anchor":"tail","content":"\#(content)"\#(vector)}"#
      )
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).jsonl")
      .path
    try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }
}
