import Accumulation
import Files
import Testing
import Traces

@Suite struct PairFileTests {
  @Test func readsQuotesLineEndsAndMarks() throws {
    let file = try pairs("\u{feff}\"a, \"\"b\"\"\",c,1\r\n\r\n\"two\r\nlines\",d e,\"0\"\nx,y, 1 ")
    #expect(
      texts(file.first) == ["a, \"b\"", "two\r\nlines", "x"] && texts(file.second) == ["c", "d e", "y"])
    #expect(file.scores == [1, 0, 1] && file.header == nil && file.delimiter == .comma)
  }

  private static let delimited: [(String, PairDelimiter)] = [
    ("a,b,1\nc,d,0\n", PairDelimiter.comma), ("a, b;c;1\nd;e, f;0\n", .semicolon),
    ("Yes, sure, ok;no;1\n", .semicolon), ("a, b\tc;d\t1\n", .tab), ("\"a;b;1\",c,1", .comma), ("x", .comma),
  ]

  @Test(arguments: delimited)
  func detectsTheDelimiter(_ text: String, _ delimiter: PairDelimiter) throws {
    do {
      #expect(try pairs(text).delimiter == delimiter)
    } catch PairFault.problems(let problems, _) {
      #expect(problems.first?.expected.hasSuffix("by a \(delimiter)") == true)
    }
  }

  @Test func takesTheDelimiterThatIsGiven() throws {
    #expect(throws: PairFault.self) { try pairs("a,b,1\n", .tab) }
    #expect(texts(try pairs("a,a;b;1\n", .semicolon).first) == ["a,a"])
  }

  @Test func findsColumnsByName() throws {
    let file = try pairs("split,score,Sentence2,sentence1\ndev,4.5,b,a\n")
    #expect(texts(file.first) == ["a"] && texts(file.second) == ["b"] && file.scores == [4.5])
    #expect(try pairs("left,right,human\na,b,1\n").header == ["left", "right", "human"])
    #expect(try pairs("1,2,3\n").header == nil)
  }

  private static let faulty: [(String, Int, Int, String)] = [
    ("a,b,NaN", 1, 5, "NaN"), ("a,b,inf", 1, 5, "inf"), ("a,b,4.5x", 1, 5, "4.5x"),
    ("a,b,", 1, 5, "an empty field"),
    ("a,b,0x10", 1, 5, "0x10"), ("a,b,1e999", 1, 5, "1e999"), ("a,b,1\nc,d", 2, 1, "2 fields"),
    ("a,b,1\n\n,d,1", 3, 1, "an empty field"), ("a,b,1\n \t,d,1", 2, 1, "an empty field"),
    ("a,b,1\nx,\"y\nz", 2, 3, "\"y\nz"), ("\"a\"b,c,1", 1, 4, "b,c,1"), ("a\"b,c,1", 1, 2, "\"b,c,1"),
    ("a\rb,c,1", 1, 2, "byte 0x0D"), ("\u{feff}a,b,x1,2", 1, 1, "4 fields"),
    ("\"m\nn\",o,1\np,q,two", 3, 5, "two"),
  ]

  @Test(arguments: faulty)
  func saysWhatIsWrongAndWhere(_ text: String, _ line: Int, _ column: Int, _ seen: String) throws {
    let problem = try #require(try pairProblems(Array(text.utf8)).first)
    #expect(problem.line == line && problem.column == column && problem.seen == seen, "\(problem)")
    #expect(problem.file.hasSuffix("pairs.csv"))
  }

  @Test func saysWhereTextIsNoUTF8() throws {
    let problem = try #require(
      try pairProblems(Array("a,b,1\n\"x\ny\u{e9}".utf8) + [0xff] + Array("\",b,1\n".utf8)).first)
    #expect(problem.line == 3 && problem.column == 4 && problem.seen == "byte 0xFF")
  }

  @Test func showsTenProblemsAndCountsAll() throws {
    let text = String(repeating: "a,b\n", count: 25)
    #expect(throws: PairFault.self) { try pairs(text) }
    do { _ = try pairs(text) } catch PairFault.problems(let shown, let total) {
      #expect(shown.count == 10 && total == 25 && shown.last?.line == 10)
    }
  }

  @Test func refusesFilesWithoutPairs() throws {
    for text in ["sentence1,sentence2,score\n", "\n\n", "\u{feff}"] {
      #expect(throws: PairFault.self) { try pairs(text) }
    }
    #expect(throws: FileFault.self) { try pairs("") }
    #expect(throws: FileFault.self) { try readPairBytes(gzipPacked([])) }
  }

  @Test func readsPackedFiles() throws {
    let plain = Array("a,b,1\nc,d,0\n".utf8)
    for bytes in [plain, gzipPacked(plain), zstdPacked(plain)] {
      let file = try readPairBytes(bytes)
      #expect(file.scores == [1, 0] && file.sha256 == Digest.sha256(of: bytes))
    }
  }

  @Test func stopsWhenTold() throws {
    let file = try ScratchFile(Array("a,b,1\n".utf8), name: "pairs.csv")
    #expect(throws: Interrupted.self) {
      try readPairs(file.path, pulse: Pulse { _, _, _ in throw Interrupted() })
    }
  }
}

func readPairBytes(_ bytes: [UInt8], _ delimiter: PairDelimiter? = nil) throws -> PairFile {
  let file = try ScratchFile(bytes, name: "pairs.csv")
  return try readPairs(file.path, delimiter: delimiter)
}

func pairs(_ text: String, _ delimiter: PairDelimiter? = nil) throws -> PairFile {
  try readPairBytes(Array(text.utf8), delimiter)
}

func pairProblems(_ bytes: [UInt8]) throws -> [LogFault] {
  do {
    _ = try readPairBytes(bytes)
    return []
  } catch PairFault.problems(let problems, _) { return problems }
}

func texts(_ column: TextColumn) -> [String] { (0..<column.count).map { column[$0] } }
