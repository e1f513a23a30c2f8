import GoldenSupport
import Testing

import Accumulation

@Suite struct WordDifferenceTests {
  private func text(_ difference: WordDifference) -> String {
    difference.pieces.map { piece in
      switch piece.side {
      case .both: piece.text
      case .first: "[-\(piece.text)-]"
      case .second: "{+\(piece.text)+}"
      }
    }.joined()
  }

  @Test(arguments: [
    ("check the oven first", "check the microwave first", "check the [-oven-]{+microwave+} first"),
    ("Wait 5 minutes.", "wait 10 minutes.", "Wait [-5-]{+10+} minutes."),
    ("open it", "do not open it", "{+do not +}open it"),
    ("same", "same", "same"),
    ("", "new", "{+new+}"),
    ("gone", "", "[-gone-]"),
    ("", "", ""),
    ("a  b", "a b", "a[-  -]{+ +}b"),
    ("don't stop", "do stop", "[-don't-]{+do+} stop"),
  ])
  func marksWhatDiffers(first: String, second: String, marked: String) {
    #expect(text(WordDifference(first, second)) == marked)
  }

  @Test func orderIsADifference() {
    let difference = WordDifference("the oven before the microwave", "the microwave before the oven")
    #expect(difference.pieces.contains { $0.side == .first })
    #expect(difference.pieces.contains { $0.side == .second })
  }

  @Test func piecesMakeUpBothTexts() {
    var random = SeededGenerator.announced()
    let words = ["go", "Go", "to", "the", "fridge", " ", "  ", "\n", ",", ".", "é", "日本", "🙂", "don't"]
    for _ in 0..<2_000 {
      let (a, b) = (sentence(words, &random), sentence(words, &random))
      let pieces = WordDifference(a, b).pieces
      #expect(pieces.filter { $0.side != .second }.map(\.text).joined() == a, "seed \(random.seed)")
      let second = pieces.filter { $0.side != .first }.map(\.text).joined()
      #expect(second.lowercased() == b.lowercased(), "seed \(random.seed)")
      #expect(WordDifference(a, a).pieces.allSatisfy { $0.side == .both })
      let sides = pieces.map(\.side)
      #expect(zip(sides, sides.dropFirst()).allSatisfy { $0 != $1 }, "pieces of one side stand apart")
    }
  }

  private func sentence(_ words: [String], _ random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...12, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
      .joined()
  }

  @Test func longTextsAreTakenToo() {
    let long = String(repeating: "word other ", count: 3_000)
    let other = String(repeating: "next thing ", count: 3_000)
    let pieces = WordDifference("start " + long + "end", "start " + other + "end").pieces
    #expect(pieces.first?.text.hasPrefix("start") == true && pieces.last?.text.hasSuffix("end") == true)
  }
}
