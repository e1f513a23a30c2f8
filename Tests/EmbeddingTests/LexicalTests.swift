import Accumulation
import Embedding
import Files
import GoldenSupport
import Synchronization
import Testing

@Suite struct LexicalTests {
  /// FNV-1a over the bits of the whole row. Where one changes, `Lexical.fingerprint` has to change as well.
  @Test(
    arguments: [
      ("Look around before acting.", 0xa73e_3a0a_71cd_c5d2),
      ("switch container when no target is found", 0x0448_f28a_a021_ef2c),
      ("Prüfe zuerst den Kühlschrank, dann 2 Schränke!", 0x043e_a392_8608_8138),
      ("先检查冰箱。 まず冷蔵庫", 0xb521_5425_aabe_36ed),
      ("go go go 😀 go", 0x670f_b806_68e2_7597),
      ("", 0xb93a_0c83_ce3b_6325),
    ] as [(String, UInt64)])
  func isTheSameOnEveryMachine(text: String, checksum: UInt64) throws {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for value in try row(text) {
      for shift in stride(from: 0, to: 32, by: 8) {
        hash = (hash ^ UInt64(value.bitPattern >> UInt32(shift) & 0xff)) &* 0x100_0000_01b3
      }
    }
    #expect(hash == checksum, "saw 0x\(String(hash, radix: 16))")
    #expect(Lexical().fingerprint == "lexical-1")
  }

  @Test(arguments: [
    "a", "Open the fridge.", "中", "😀", "7", "a\u{301}", String(repeating: "word ", count: 9999),
  ])
  func aTextWithWordsHasUnitLength(text: String) throws {
    #expect(abs(length(try row(text)) - 1) < 1e-6)
  }

  @Test(arguments: ["", " ", "\n\t", "…—!?", "\0", "()[]{}", "\u{200d}\u{feff}", "\u{fe0f}", "\u{ad}"])
  func aTextWithoutWordsIsZero(text: String) throws {
    #expect(try row(text).allSatisfy { $0 == 0 })
  }

  @Test(arguments: [
    ("open the fridge", "OPEN, the... Fridge!"), ("open the fridge", "  open\tthe\n fridge "),
    ("kühlschrank öffnen", "KÜHLSCHRANK—ÖFFNEN"), ("привет мир", "Привет, МИР!"), ("don't", "DON’T"),
    ("冷蔵庫", "冷、蔵。庫"), ("i ❤ tea", "I ❤\u{fe0f} Tea"),
  ])
  func caseAndPunctuationDoNotMatter(first: String, second: String) throws {
    let both = try rows([first, second])
    #expect(both[0] == both[1])
  }

  @Test func whatIsWrittenDiffersInItsRow() throws {
    let texts = [
      "open the fridge", "close the fridge", "fridge the open", "open the fridge fridge", "中", "国",
    ]
    let all = try rows(texts)
    for first in texts.indices {
      for second in 0..<first { #expect(all[first] != all[second], "\(texts[first]) and \(texts[second])") }
    }
  }

  @Test func equalTextsHaveCosineOne() throws {
    var random = SeededGenerator.announced()
    let sentences = (0..<100).map { _ in randomSentence(&random) }
    for (row, again) in zip(try rows(sentences), try rows(sentences)) {
      #expect(row == again && Cosine(cosine(row, again)).value == 1, "seed \(random.seed)")
    }
  }

  @Test func aRowDependsOnItsTextAlone() throws {
    var random = SeededGenerator.announced()
    let sentences = (0..<600).map { _ in randomSentence(&random) }
    let order = Array(sentences.indices).shuffled(using: &random)
    let (all, shuffled) = (try rows(sentences), try rows(order.map { sentences[$0] }))
    for (place, index) in order.enumerated() { #expect(shuffled[place] == all[index], "seed \(random.seed)") }
    #expect(try row(sentences[7]) == all[7], "seed \(random.seed)")
  }

  @Test func rowsDoNotDependOnWhoMakesThem() throws {
    var random = SeededGenerator.announced()
    let sentences = (0..<5_000).map { $0 % 97 == 0 ? " \t" : randomSentence(&random) }
    let alone = try Lexical().embed(sentences, pulse: .silent)
    for threads in [2, 3, 8] {
      let shared = try Lexical(workers: .threads(threads)).embed(sentences, pulse: .silent)
      #expect(shared.values == alone.values, "\(threads) threads, seed \(random.seed)")
    }
  }

  @Test func noTextsGiveNoRows() throws {
    #expect(try Lexical().embed([], pulse: .silent).count == 0)
  }

  @Test(arguments: [
    "a\0b", "\u{301}", "\u{301}\u{301} \u{20dd}", String(repeating: "\u{301}", count: 5000),
    String(repeating: "x", count: 1 << 20), String(repeating: "x ", count: 1 << 17),
    "👩‍👩‍👧‍👦👍🏽🇩🇪", "漢字かなカナ", "שלום עולם \u{202e}abc\u{202c}", "مرحبا بالعالم", "\u{fffd}\u{fffe}\u{10ffff}\u{e000}",
    "İıſßẞǅŉ", "ﬁ ½ Ⅷ ²", "𝒳𝟘", "กรุงเทพ", "한국어",
  ])
  func anyTextHasARow(text: String) throws {
    let row = try row(text)
    #expect(row.count == Lexical().dimension && row.allSatisfy(\.isFinite))
    let length = length(row)
    #expect(length == 0 || abs(length - 1) < 1e-6)
  }

  @Test func stopsWhenABeatThrows() {
    let beats = Mutex(0)
    let pulse = Pulse { stage, done, total in
      #expect(stage == "embedding" && done < total && total == 5000)
      if beats.withLock({
        $0 += 1; return $0
      }) == 3 {
        throw Interrupted()
      }
    }
    let texts = [String](repeating: "open the fridge", count: 5000)
    #expect(throws: Interrupted.self) { try Lexical().embed(texts, pulse: pulse) }
    #expect(beats.withLock { $0 } == 3)
  }

  @Test func beatsMoreOftenWhereTextsAreLong() throws {
    let beats = Mutex(0)
    let texts = [String](repeating: String(repeating: "fridge ", count: 20_000), count: 10)
    _ = try Lexical().embed(texts, pulse: Pulse { _, _, _ in beats.withLock { $0 += 1 } })
    #expect(beats.withLock { $0 } == 10)
  }
}
