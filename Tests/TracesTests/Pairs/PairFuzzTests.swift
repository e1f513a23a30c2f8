import Files
import Testing
import Traces

/// Whatever the bytes: no crash, and the same pairs as a slow reader finds.
@Suite struct PairFuzzTests {
  @Test(arguments: 1...8) func agreesWithTheSlowReader(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    var (taken, refused) = (0, 0)
    for round in 0..<400 {
      let text = randomText(&random)
      let delimiter = PairDelimiter.allCases[Int(seed) % 3]
      let expected = slowPairs(text, [",", ";", "\t"][Int(seed) % 3])
      let found = try? pairs(text, delimiter)
      #expect((found == nil) == (expected == nil), "seed \(seed), round \(round): \(text.debugDescription)")
      guard let found, let expected else {
        refused += 1
        continue
      }
      taken += 1
      #expect(texts(found.first) == expected.map { $0[0] } && texts(found.second) == expected.map { $0[1] })
      #expect(found.scores == expected.compactMap { Double($0[2]) }, "seed \(seed), round \(round)")
    }
    // Texts of both kinds were tried.
    #expect(taken > 40 && refused > 40, "\(taken) taken, \(refused) refused")
  }

  @Test(arguments: 1...4) func survivesAnyBytes(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let plain = Array("sentence1,sentence2,score\n\"a \"\"b\"\"\",c é,4.5\r\nd,\"e\nf\",0\n".utf8)
    for original in [plain, gzipPacked(plain), zstdPacked(plain)] {
      for _ in 0..<300 {
        var bytes = original
        for _ in 0..<Int.random(in: 1...5, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        do {
          let file = try readPairBytes(bytes)
          #expect(file.first.count == file.count && file.second.count == file.count && file.count > 0)
        } catch is PairFault {} catch is FileFault {}
      }
    }
  }

  /// Records of three fields each, some of them broken afterwards.
  private func randomText(_ random: inout SplitMix) -> String {
    let delimiters = [",", ";", "\t"]
    let delimiter = delimiters.randomElement(using: &random) ?? ","
    let words = ["a", "b c", "x,y", "p;q", "\"", "\n", "é", "\r\n", "{\"k\":1}", "\u{1b}[31m", "0", "tab\t"]
    var text = Bool.random(using: &random) ? "" : "\u{feff}"
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let fields = (0..<2).map { _ in
        (0..<Int.random(in: 1...3, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
          .joined()
      }
      let score = ["0", "1", "4.5", "-2e3"].randomElement(using: &random) ?? "0"
      text += (fields.map(quoted) + [score]).joined(separator: delimiter)
      text += ["\n", "\r\n", "\n\n"].randomElement(using: &random) ?? "\n"
    }
    guard Int.random(in: 0..<3, using: &random) == 0 else { return text }
    var scalars = Array(text.unicodeScalars)
    let place = Int.random(in: 0..<scalars.count, using: &random)
    scalars[place] = ["\"", ",", "\r", "\n", "z", ";"].randomElement(using: &random) ?? "z"
    return String(String.UnicodeScalarView(scalars))
  }

  private func quoted(_ text: String) -> String {
    var doubled = ""
    for scalar in text.unicodeScalars { doubled += scalar == "\"" ? "\"\"" : String(scalar) }
    return "\"\(doubled)\""
  }

  /// Pairs without column names; nil where anything is wrong.
  private func slowPairs(_ text: String, _ delimiter: Unicode.Scalar) -> [[String]]? {
    guard var records = slowRecords(text, delimiter) else { return nil }
    if let first = records.first, first.count == 3,
      first[2].unicodeScalars.first?.properties.isAlphabetic == true
    {
      records.removeFirst()
    }
    let isRight = records.allSatisfy { fields in
      fields.count == 3 && isSomething(fields[0]) && isSomething(fields[1])
        && Double(fields[2].unicodeScalars.filter { $0 != " " }.map(String.init).joined()) != nil
    }
    return isRight && !records.isEmpty ? records : nil
  }

  private func isSomething(_ text: String) -> Bool { text.unicodeScalars.contains { $0.value > 32 } }
}
