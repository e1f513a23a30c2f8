import Accumulation
import Files
import Testing
import Traces

/// Every kind of problem: where it is, what was seen, what was expected.
@Suite struct TraceFaultTests {
  static let start = """
    {"kind":"batch","batch":1}
    {"kind":"item","id":"m1","content":"look"}
    {"kind":"proposal","batch":1,"id":"p1","type":"modify","anchor":"m1","content":"a"}
    {"kind":"proposal","batch":1,"id":"p2","type":"add","content":"b","vector":[1,2]}
    {"kind":"scores","batch":1,"call":3,"baseline":1,"u":{"p1":2}}
    {"kind":"label","id":"p1"}

    """

  /// A bad line, the text that the column must point at, what is seen (nil: that text), part of what is expected.
  struct Case: CustomTestStringConvertible {
    var line: String
    var at: String
    var seen: String?
    var expected: String
    var testDescription: String { line }

    init(_ line: String, at: String, seen: String? = nil, expected: String) {
      self.line = line
      self.at = at
      self.seen = seen
      self.expected = expected
    }
  }

  static let cases: [Case] =
    draws + [
      Case("hello", at: "hello", expected: "a JSON object"),
      Case("[1,2]", at: "[1,2]", expected: "a JSON object"),
      Case("42", at: "42", expected: "a JSON object"),
      Case(#"{"kind" "batch"}"#, at: #""batch""#, seen: #"""#, expected: #"":" after the field name"#),
      Case(#"{"kind":"batch","batch":1} x"#, at: "x", expected: "the end of the line"),
      Case(#"{"kind":"batch","batch":7,}"#, at: "}", expected: "a field name in quotes"),
      Case(#"{"kind":"eval","epoch":1,"split":"v","score":NaN}"#, at: "NaN", expected: "a finite number"),
      Case(
        #"{"kind":"eval","epoch":1,"split":"v","score":-Infinity}"#, at: "-Inf", seen: "-Infinity",
        expected: "finite"),
      Case(#"{"kind":"eval","epoch":1,"split":"v","score":1e999}"#, at: "1e999", expected: "a finite number"),
      Case(
        #"{"kind":"eval","epoch":1,"split":"v","score":012}"#, at: "012",
        expected: "a number as JSON writes it"
      ),
      Case(#"{"kind":"eval","epoch":1,"split":"v","score":nul}"#, at: "nul", expected: "a JSON value"),
      Case(#"{"kind":"eval","epoch":1,"split":"\q","score":1}"#, at: #"\q"#, expected: "an escape"),
      Case(
        #"{"kind":"eval","epoch":1,"split":"\ud800","score":1}"#, at: #"\ud8"#, seen: #"\ud800"#,
        expected: "surrogate"),
      Case("{\"kind\":\"eval\",\"split\":\"a\tb\"}", at: "\t", expected: "an escaped control character"),
      Case(#"{"a":"#, at: "", seen: "the end of the line", expected: "a JSON value"),
      Case(#"{"id":1}"#, at: "{", seen: #"{"id":1}"#, expected: #"a field "kind""#),
      Case(#"{"kind":7}"#, at: "7", expected: "a string"),
      Case(#"{"kind":"batch","batch":"1"}"#, at: #""1""#, expected: "a whole number"),
      Case(#"{"kind":"batch","batch":1.5}"#, at: "1.5", expected: "a whole number"),
      Case(#"{"kind":"batch"}"#, at: "{", seen: #"{"kind":"batch"}"#, expected: #"a field "batch""#),
      Case(#"{"kind":"batch","batch":1}"#, at: "1", expected: "a batch number that is new"),
      Case(
        #"{"kind":"batch","batch":2,"batch":3}"#, at: #""batch":3"#, seen: #""batch""#,
        expected: "at most once"
      ),
      Case(#"{"kind":"item","id":"m1","content":"x"}"#, at: #""m1""#, expected: "an item id that is new"),
      Case(
        #"{"kind":"item","id":"","content":"x"}"#, at: #""","#, seen: #""""#,
        expected: "an id that is not empty"),
      Case(
        #"{"kind":"header","format":"maa-trace","version":1}"#, at: "{",
        seen: #"{"kind":"header","format":"maa-trace","v…"#, expected: "first record"),
      Case(
        #"{"kind":"proposal","batch":1,"id":"p1","type":"add","content":"b"}"#, at: #""p1""#,
        expected: "a proposal id that is new"),
      Case(
        #"{"kind":"proposal","batch":9,"id":"p3","type":"add","content":"b"}"#, at: "9",
        expected: "a batch that is announced"),
      Case(
        #"{"kind":"proposal","batch":1,"id":"p3","type":"move","content":"b"}"#, at: #""move""#,
        expected: #""delete""#),
      Case(
        #"{"kind":"proposal","batch":1,"id":"p3","type":"modify","content":"b"}"#, at: "{",
        seen: #"{"kind":"proposal","batch":1,"id":"p3","…"#, expected: #"a field "anchor""#),
      Case(
        #"{"kind":"proposal","batch":1,"id":"p3","type":"modify","anchor":"m9","content":"b"}"#, at: #""m9""#,
        expected: "the id of an item"),
      Case(
        #"{"kind":"proposal","batch":1,"id":"p3","type":"modify","anchor":"p1","content":"b"}"#, at: #""p1""#,
        expected: "the id of an item"),
      Case(
        #"{"kind":"proposal","batch":1,"id":"p3","type":"add","anchor":"m1","content":"b"}"#, at: #""m1""#,
        expected: #""after:""#),
      Case(
        #"{"kind":"proposal","batch":1,"id":"p3","type":"add","anchor":"after:x","content":"b"}"#,
        at: #""after:x""#, expected: #""after:""#),
      Case(
        #"{"kind":"proposal","batch":1,"id":"p3","type":"add","content":"b","vector":[1,2,3]}"#, at: "[1",
        seen: "3 numbers", expected: "2 numbers"),
      Case(
        #"{"kind":"proposal","batch":1,"id":"p3","type":"add","content":"b","vector":[1,1e39]}"#, at: "1e39",
        expected: "32 bits"),
      Case(
        #"{"kind":"proposal","batch":1,"id":"p3","type":"add","content":"b","vector":[]}"#, at: "[]",
        expected: "a vector"),
      Case(
        #"{"kind":"scores","batch":1,"call":3,"baseline":1,"u":{"p1":2}}"#, at: "3",
        expected: "a call number that is new"),
      Case(
        #"{"kind":"scores","batch":1,"call":9999999999,"baseline":1,"u":{}}"#, at: "99999",
        seen: "9999999999",
        expected: "32 bits"),
      Case(
        #"{"kind":"scores","batch":1,"call":4,"baseline":1,"u":{"x":3}}"#, at: #""x""#,
        expected: "a proposal that stands earlier"),
      Case(
        #"{"kind":"scores","batch":1,"call":4,"baseline":1,"u":{"p1":2,"p1":3}}"#, at: #""p1":3"#,
        seen: #""p1""#, expected: "at most once"),
      Case(
        #"{"kind":"scores","batch":1,"call":4,"baseline":1,"u":{"p1":null}}"#, at: "null",
        expected: "a finite number"),
      Case(
        #"{"kind":"scores","batch":1,"call":4,"baseline":1,"u":[1]}"#, at: "[1]",
        expected: "an object of scores"),
      Case(
        #"{"kind":"applied","batch":1,"id":"zz"}"#, at: #""zz""#, expected: "a proposal that stands earlier"),
      Case(#"{"kind":"label","id":"p1"}"#, at: #""p1""#, expected: "at most one label"),
      Case(#"{"kind":"eval","epoch":9,"split":"v","score":1}"#, at: "9", expected: "the epoch of a batch"),
      Case(
        #"{"kind":"task","batch":1,"task":"t","outcome":"yes"}"#, at: #""yes""#, expected: "a finite number"),
      Case(
        #"{"kind":"task","batch":1,"task":"t","outcome":1,"items":["m1",2]}"#, at: "2]", seen: "2",
        expected: "a string"),
    ]

  @Test(arguments: cases) func tells(_ item: Case) throws {
    let text = TraceFaultTests.start + item.line + "\n" + #"{"kind":"applied","batch":1,"id":"p1"}"# + "\n"
    let faults = try problems(text)
    #expect(faults.count == 1)
    let fault = try #require(faults.first)
    let place = item.at.isEmpty ? item.line.endIndex : try #require(item.line.range(of: item.at)?.lowerBound)
    #expect(fault.line == 7)
    #expect(fault.column == item.line.utf8.distance(from: item.line.startIndex, to: place) + 1)
    #expect(fault.seen == item.seen ?? item.at)
    #expect(fault.expected.contains(item.expected), "\(fault.expected)")

    // Leniently the line is left out, and nothing of it stays behind.
    let lenient = try read(text, ReadOptions(lenient: true))
    let without = try read(TraceFaultTests.start + #"{"kind":"applied","batch":1,"id":"p1"}"# + "\n")
    #expect(differences(lenient.log, without.log) == [])
    #expect(
      lenient.report.skipped
        == [fault].map { fault in
          var moved = fault
          moved.file = lenient.report.skipped.first?.file ?? ""
          return moved
        })
    #expect(lenient.report.skippedCount == 1)
  }

  @Test func tellsInvalidUTF8() throws {
    let bytes = Array(TraceFaultTests.start.utf8) + Array(#"{"kind":"é"#.utf8) + [0xFF] + Array("\"}\n".utf8)
    let fault = try #require(try problems(bytes).first)
    #expect((fault.line, fault.column) == (7, 12))
    #expect(fault.seen == "byte 0xFF")
    #expect(fault.expected == "valid UTF-8")
  }

  @Test func tellsScoresOutsideTheDeclaredRange() throws {
    let header = #"{"kind":"header","format":"maa-trace","version":1,"range":[0,100]}"# + "\n"
    let good = header + TraceFaultTests.start
    #expect(try problems(good) == [])
    let baseline = try problems(good + #"{"kind":"scores","batch":1,"call":4,"baseline":101,"u":{}}"# + "\n")
    #expect(baseline.map(\.seen) == ["101"])
    #expect(baseline.map(\.line) == [8])
    let value = try problems(
      good + #"{"kind":"scores","batch":1,"call":4,"baseline":1,"u":{"p2":5,"p1":-1}}"# + "\n")
    #expect(value.map(\.seen) == ["-1"])
    #expect(value.map(\.expected) == ["a number from 0.0 to 100.0, the range that the header declares"])
  }

  @Test func stopsAtAnotherFormatOrVersion() throws {
    for (header, seen) in [
      (#"{"kind":"header","format":"other","version":1}"#, #""other""#),
      (#"{"kind":"header","format":"maa-trace","version":2}"#, "2"),
      (#"{"kind":"header","version":1}"#, #"{"kind":"header","version":1}"#),
    ] {
      for lenient in [false, true] {
        let faults = try problems(
          header + "\nrubbish\n" + TraceFaultTests.start, ReadOptions(lenient: lenient))
        #expect(faults.map(\.seen) == [seen])
      }
    }
  }

  @Test func givesTheFirstTenProblemsAndTheirNumber() throws {
    let text =
      TraceFaultTests.start + String(repeating: "rubbish\n", count: 5)
      + String(repeating: "{}\n", count: 20_000)
    let file = try ScratchFile(Array(text.utf8))
    for threads in 1...3 {
      var options = ReadOptions(threads: threads)
      options.blockSize = 1000
      #expect {
        try readTrace(file.path, options: options)
      } throws: { error in
        guard case TraceFault.problems(let faults, let total) = error else { return false }
        return total == 20_005 && faults.map(\.line) == Array(7...16)
      }
    }
  }

  @Test func warnsOfATornLastLine() throws {
    for lenient in [false, true] {
      let result = try read(TraceFaultTests.start + #"{"kind":"applied","ba"#, ReadOptions(lenient: lenient))
      #expect(result.report.tornLastLine?.line == 7)
      #expect(result.report.skippedCount == 0)
      #expect(result.log.proposals.count == 2)
    }
    // Whole JSON is no torn line, newline or not.
    #expect(
      try read(TraceFaultTests.start + #"{"kind":"applied","batch":1,"id":"p1"}"#).log.applied.count == 1)
    #expect(try problems(TraceFaultTests.start + #"{"kind":"applied","batch":1,"id":"p9"}"#).count == 1)
  }

  @Test(arguments: [
    "", "rubbish", "rubbish\nmore\n", "{\"kind\":\"comet\"}\n", "\n\n", "{\"ki", "\u{FEFF}", "{}\n[]\n",
  ])
  func refusesWhatIsNoLog(text: String) throws {
    for lenient in [false, true] {
      if text.isEmpty {
        #expect(throws: FileFault.self) { try read(text, ReadOptions(lenient: lenient)) }
      } else {
        #expect(try problems(text, ReadOptions(lenient: lenient)).isEmpty == false)
      }
    }
  }

  @Test func countsUnknownKinds() throws {
    let text =
      TraceFaultTests.start + #"{"kind":"b"}"# + "\n" + #"{"kind":"a","x":[]}"# + "\n" + #"{"kind":"b"}"#
      + "\n"
    let kinds = try read(text).report.unknownKinds
    #expect(kinds.map(\.kind) == ["a", "b"])
    #expect(kinds.map(\.count) == [1, 2])
  }
}
