import Accumulation
import GoldenSupport
import Testing

@Suite struct TextColumnTests {
  @Test func isAnArrayOfTexts() {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      var (texts, column) = ([String](), TextColumn())
      for _ in 0..<Int.random(in: 0...12, using: &random) { change(&texts, &column, &random) }
      #expect(column.count == texts.count, "seed \(random.seed)")
      #expect((0..<column.count).map { bytes(column[$0]) } == texts.map(bytes), "seed \(random.seed)")
      #expect(column.bytes == texts.flatMap(bytes), "seed \(random.seed)")
      #expect(column == TextColumn(texts), "seed \(random.seed)")
      for index in texts.indices {
        #expect(Array(column.bytes[column.range(index)]) == bytes(texts[index]), "seed \(random.seed)")
        #expect(column.withText(index) { Array($0) } == bytes(texts[index]), "seed \(random.seed)")
      }
    }
  }

  private func change(_ texts: inout [String], _ column: inout TextColumn, _ random: inout SeededGenerator) {
    let more = (0..<Int.random(in: 0...3, using: &random)).map { _ in text(&random) }
    switch Int.random(in: 0..<12, using: &random) {
    case 0:
      texts.removeAll()
      column.removeAll()
    case 1: column.reserve(texts: 100, bytes: 1000)
    case 2...4:
      texts += more
      column.append(contentsOf: TextColumn(more))
    case 5...7:
      let bounds = (0..<2).map { _ in Int.random(in: 0...more.count, using: &random) }.sorted()
      texts += more[bounds[0]..<bounds[1]]
      column.append(contentsOf: TextColumn(more), bounds[0]..<bounds[1])
    case 8:
      texts += texts
      column.append(contentsOf: column)
    default:
      for text in more {
        texts.append(text)
        if Bool.random(using: &random) {
          column.append(text)
        } else {
          bytes(text).withUnsafeBytes { column.append($0) }
        }
      }
    }
  }

  @Test func bytesThatAreNoTextAreShownAsReplacements() {
    var column = TextColumn()
    [UInt8](arrayLiteral: 0x61, 0xff, 0x62).withUnsafeBytes { column.append($0) }
    #expect(column[0] == "a\u{fffd}b")
    #expect(column.bytes == [0x61, 0xff, 0x62])
  }

  @Test func textsThatLookAlikeAreNotEqual() {
    #expect(TextColumn(["\u{e9}"]) != TextColumn(["e\u{301}"]))
    #expect(TextColumn(["ab", "c"]) != TextColumn(["a", "bc"]))
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  private func text(_ random: inout SeededGenerator) -> String {
    let pieces = ["", "a", "é", "e\u{301}", "中", "😀", "\0", "\u{301}", " "]
    return (0..<Int.random(in: 0...4, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
  }
}
