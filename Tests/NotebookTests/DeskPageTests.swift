import Accumulation
import Characters
import GoldenSupport
import Sessions
import Testing

/// What a candidate looks like.
@Suite struct DeskPageTests {
  @Test(arguments: [100, 60, 34])
  func pagesOfTheKitchen(_ width: Int) throws {
    let source = ScriptedAnswers([.skip, .skip, .skip])
    let bench = try Bench()
    bench.session.answers = source
    try bench.run("load datasets/kitchen.jsonl; review --kind near; review --kind merged --limit 2")
    try bench.run("review --across-anchors --limit 1")
    let shown = source.pages.map { $0.text(width: width, styled: false) }.joined(separator: "\n")
    #expect(differenceFromGolden(shown, "review-pages-\(width).txt") == nil)
  }

  @Test func blindAndStyledPages() throws {
    let source = ScriptedAnswers()
    let bench = try Bench()
    bench.session.answers = source
    try bench.run("load datasets/kitchen.jsonl; review --blind --limit 1; review --limit 1")
    let blind = source.pages[0].text(width: 100, styled: false)
    for hidden in ["cosine", "m̂", "U28", "· near", "different", "mind:"] {
      #expect(!blind.contains(hidden), "\(hidden)")
    }
    let shown = blind + "\n" + source.pages[1].text(width: 100, styled: true)
    #expect(
      differenceFromGolden(shown.replacing("\u{1b}", with: "\\e"), "review-pages-blind-and-styled.txt") == nil
    )
  }

  /// Both texts come back whole from their runs, whatever they hold.
  @Test func runsAreTheTexts() {
    var random = SeededGenerator.announced()
    let words = [
      "oven", "Oven", "İstanbul", "ΟΔΟΣ", "fi", " ", "  ", "\n", "冷蔵庫", "👩‍👩‍👧", "e\u{301}", "don't", "7", "-",
      "ß",
    ]
    for _ in 0..<2_000 {
      let texts = (0..<2).map { _ in
        (0..<Int.random(in: 0...9, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
          .joined()
      }
      let (first, second) = DeskPage.runs(texts[0], texts[1])
      #expect(first.map(\.text).joined() == texts[0])
      #expect(second.map(\.text).joined() == texts[1], "\(texts)")
    }
  }

  /// No line is wider than the window, and nothing of a log reaches the terminal but as text.
  @Test func linesFitAndAreHarmless() throws {
    var random = SeededGenerator.announced()
    let words = [
      "oven", "冷蔵庫を見る", "👩‍👩‍👧", "\u{1b}[31mred", "e\u{301}\u{301}", String(repeating: "x", count: 70), "don't",
      "7",
    ]
    var seen = 0
    for round in 0..<60 {
      let texts = (0..<2).map { _ in
        (0..<Int.random(in: 1...40, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
          .joined(separator: " ")
      }
      let source = ScriptedAnswers()
      let bench = try Bench()
      bench.session.answers = source
      let scratch = try Scratch()
      let lines = texts.enumerated().map { index, text in
        let content = text.replacing("\u{1b}", with: "\\u001b")
        return
          #"{"kind":"proposal","batch":1,"id":"p\#(index)","type":"add","anchor":"\#(index == 0 ? "head" : "tail")","content":"\#(content)"}"#
      }
      let log = try scratch.write(
        "l.jsonl", (["{\"kind\":\"batch\",\"batch\":1}"] + lines).joined(separator: "\n"))
      try bench.run("load \(log); set tau 0; review --across-anchors")
      guard let page = source.pages.first else { continue }
      seen += 1
      for width in [12, 20, 31, 60, 100] {
        for line in page.text(width: width, styled: false).split(separator: "\n") {
          #expect(displayWidth(String(line)) <= width, "round \(round): \(line)")
          #expect(!line.contains("\u{1b}"))
        }
      }
    }
    #expect(seen > 30, "pairs too different to be asked about")
  }

  @Test func longTextsAreShortenedAwayFromTheDifference() throws {
    let source = ScriptedAnswers()
    let bench = try Bench()
    bench.session.answers = source
    let scratch = try Scratch()
    let common = (1...900).map { "word\($0)" }.joined(separator: " ")
    let lines = [("left", "head"), ("right", "tail")].map {
      #"{"kind":"proposal","batch":1,"id":"\#($0.0)","type":"add","anchor":"\#($0.1)","content":"\#(common) \#($0.0) \#(common)"}"#
    }
    let log = try scratch.write(
      "l.jsonl", (["{\"kind\":\"batch\",\"batch\":1}"] + lines).joined(separator: "\n"))
    try bench.run("load \(log); review --across-anchors")
    let text = try #require(source.pages.first).text(width: 80, styled: false)
    #expect(text.contains("[-left-]") && text.contains("{+right+}") && text.contains("rows alike"))
    #expect(text.split(separator: "\n").count < 30)
  }
}
