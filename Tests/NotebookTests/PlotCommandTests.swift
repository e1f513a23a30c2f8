import Accumulation
import Answers
import Files
import Foundation
import GoldenSupport
import Language
import Sessions
import Sinks
import Tables
import Testing

/// `plot`: what it shows, what it writes, what it says where there is nothing to draw.
@Suite struct PlotCommandTests {
  private static let plots = [
    ("forest", "plot forest --limit 8"), ("heat", "plot heat --limit 8"), ("drift", "plot drift"),
    ("policies", "plot policies"),
    ("calibration", "plot calibration"), ("sweep", "plot sweep"), ("trajectory", "plot trajectory U1 b3p7"),
  ]

  @Test(arguments: plots)
  func looksAsRecorded(_ kind: String, _ statement: String) throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    let screen = try bench.shown("\(statement); \(statement) --data")
    #expect(differenceFromGolden(screen, "plot-\(kind).txt") == nil)
    let scratch = try Scratch()
    for ending in ["svg", "vl.json"] {
      try bench.run("\(statement) --to \(scratch.path)/p.\(ending)")
      #expect(differenceFromGolden(try scratch.read("p.\(ending)"), "plot-\(kind).\(ending)") == nil)
    }
  }

  @Test func picturesAreTheSameEachTime() throws {
    let scratch = try Scratch()
    for run in 1...2 {
      let bench = try Bench()
      try bench.run("load datasets/kitchen.jsonl")
      for (kind, statement) in Self.plots {
        try bench.run("\(statement) --to \(scratch.path)/\(kind)\(run).svg")
      }
    }
    for (kind, _) in Self.plots {
      #expect(try scratch.read("\(kind)1.svg") == scratch.read("\(kind)2.svg"), "\(kind)")
    }
  }

  // MARK: Files

  @Test func theEndingSaysTheForm() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    func written(_ flags: String, _ name: String) throws -> String {
      try bench.run("plot drift --to \(scratch.path)/\(name) \(flags)")
      return try scratch.read(name)
    }
    #expect(try written("", "a.svg").hasPrefix("<svg"))
    #expect(try written("", "A.SVG").hasPrefix("<svg"))
    #expect(try written("", "a.vl.json") == written("", "a.json"))
    #expect(try written("", "a.json").contains("vega-lite/v5.json"))
    #expect(try written("", "a.txt").contains("across: batch"))
    #expect(try written("", "a.csv").hasPrefix("step,batch,calls,"))
    #expect(try written("--data", "b.json").hasPrefix("{\"name\":\"drift\""))
    #expect(try written("--as svg", "picture").hasPrefix("<svg"))
    #expect(try written("--as csv", "c.svg").hasPrefix("step,"))
    #expect(try written("", "deep/er/a.svg").hasPrefix("<svg"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path).allSatisfy { !$0.hasSuffix("tmp") })
  }

  @Test func everyCommandThatDrawsWrites() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    try bench.run("trajectory U1 --to \(scratch.path)/t.svg")
    #expect(try scratch.read("t.svg").contains("<svg"))
    let outcome = try bench.run("quality --pairs datasets/advice-pairs.csv --to \(scratch.path)/q.svg")
    #expect(try scratch.read("q.svg").contains("merging by tau"))
    #expect(outcome.answer.blocks.contains { if case .table = $0 { true } else { false } })
  }

  /// A trajectory's `--to` was a batch before it was a file.
  @Test func aNumberIsTheLastBatch() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    let upto = try bench.shown("trajectory U1 --from 2 --upto 7")
    #expect(try bench.shown("trajectory U1 --from 2 --to 7") == upto)
    #expect(try bench.shown("plot trajectory U1 --from 2 --upto 7") == upto)
    #expect(try bench.run("trajectory U1 --to 7").statement.hasSuffix("--to 7"))
  }

  @Test func aFileIsNotLost() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "log.jsonl", String(contentsOfFile: "datasets/figure4.jsonl", encoding: .utf8))
    let bench = try Bench()
    try bench.run("load \(path)")
    #expect(bench.complaint("plot drift --as svg --to \(path)")?.message.contains("was loaded") == true)
    #expect(try scratch.read("log.jsonl").hasPrefix("{\"kind\""))
    try bench.run("set tau 0.5; plot drift --to \(scratch.path)/d.svg; undo")
    let before = try scratch.read("d.svg")
    _ = bench.complaint("plot drift --to \(scratch.path)/d.svg --as svg --data --pairs x.csv")
    #expect(try scratch.read("d.svg") == before)
  }

  // MARK: Contents

  /// The sweep's units are those that `set tau` gives.
  @Test func theSweepIsWhatTauGives() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl; different b3p7 b5p5; same b1p1 b2p3")
    let rows = try bench.table("sweep", of: "plot sweep --from 0.2 --upto 1 --step 0.1").rows
    #expect(rows.count == 9)
    for row in rows {
      guard case .number(let tau, _) = row[0], case .integer(let units) = row[1] else { continue }
      try bench.run("set tau \(tau); expect units = \(units)")
      let quality = try bench.table("quality", of: "quality")
      #expect(quality.rows[0][3] == .number(try value(row[8]), places: 4), "\(tau)")
      #expect(quality.rows[1][3] == .number(try value(row[9]), places: 4), "\(tau)")
    }
  }

  private func value(_ cell: Cell) throws -> Double {
    guard case .number(let value, _) = cell else { throw BenchFailure(description: "no number") }
    return value
  }

  @Test func heatIsTheObservations() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    let heat = try bench.table("heat", of: "plot heat U3 U1")
    let scratch = try Scratch()
    try bench.run("export observations --to \(scratch.path)/o.csv")
    let expected = try ["U3", "U1"].flatMap { unit in
      try scratch.read("o.csv").split(separator: "\r\n").filter { $0.hasPrefix("\(unit),") }.map {
        let fields = $0.split(separator: ",")
        return "\(fields[0]) \(fields[2]) \(fields[5])"
      }
    }
    let seen = try heat.rows.map { "\(try text($0[0])) \(try text($0[1])) \(try text($0[3]))" }
    #expect(seen == expected && !seen.isEmpty)
  }

  private func text(_ cell: Cell) throws -> String {
    switch cell {
    case .text(let text): text
    case .integer(let integer): "\(integer)"
    case .number(let number, _): "\(number)"
    default: throw BenchFailure(description: "nothing")
    }
  }

  /// The forest's interval is the last of the trajectory's band, and without a bound both are about signs.
  @Test(arguments: ["set clip 12", "signal sign", "set clip none"])
  func intervalsAgree(_ setting: String) throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl; \(setting)")
    for row in try bench.table("forest", of: "plot forest --limit 12").rows {
      let last = try #require(try bench.table("trajectory", of: "trajectory \(try text(row[0]))").rows.last)
      #expect(try (4...6).map { try text(row[$0]) } == (6...8).map { try text(last[$0]) })
      let (mean, low, high) = (try value(row[4]), try value(row[5]), try value(row[6]))
      #expect(low <= mean && mean <= high)
    }
  }

  @Test func withoutABoundIntervalsAreOfSigns() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load \(try scratch.write("log.jsonl", hostileLog()))")
    let shown = try bench.shown("plot forest; trajectory U1")
    #expect(shown.contains("mean sign of delta") && shown.contains("no interval of the mean"))
    #expect(try !bench.shown("trajectory U1 --no-band").contains("interval of the mean"))
    #expect(try bench.shown("set clip 3; plot forest").contains("across: mean delta"))
  }

  @Test func calibrationCountsAllPairs() throws {
    let bench = try Bench()
    let rows = try bench.table("calibration", of: "plot calibration --pairs datasets/advice-pairs.csv").rows
    let counted = try rows.reduce(0) { $0 + Int(try text($1[2]))! }
    let file = try String(contentsOfFile: "datasets/advice-pairs.csv", encoding: .utf8)
    #expect(counted == file.split(separator: "\n").count - 1)
  }

  // MARK: Nothing to draw

  private static let barren = [
    ("{\"kind\":\"batch\",\"batch\":1}\n", "no proposal"),
    (
      """
      {"kind":"batch","batch":1}
      {"kind":"proposal","batch":1,"id":"p","type":"add","anchor":"tail","content":"x"}

      """, "no score"
    ),
  ]

  @Test(arguments: barren)
  func saysWhyThereIsNoPicture(_ log: String, _ lacks: String) throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load \(try scratch.write("log.jsonl", log))")
    #expect(try bench.shown("plot heat; plot forest").contains("no unit has an observation"))
    #expect(try bench.shown("plot drift").contains("it has no calls"))
    #expect(bench.complaint("plot calibration")?.message.contains("same_as") == true)
    #expect(bench.complaint("plot policies") == nil)
    let sweep = try bench.shown("plot sweep")
    #expect(sweep.contains(lacks == "no proposal" ? "nothing to merge" : "no labels with same_as"))
    let complaint = try #require(bench.complaint("plot heat --to \(scratch.path)/h.svg"))
    #expect(complaint.message.contains("nothing to draw") && complaint.details[0].contains("no unit"))
    #expect(!FileManager.default.fileExists(atPath: "\(scratch.path)/h.svg"))
  }

  @Test func oneBatchOfOneUnitIsDrawn() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    let log = """
      {"kind":"batch","batch":7}
      {"kind":"proposal","batch":7,"id":"p","type":"add","anchor":"tail","content":"x"}
      {"kind":"scores","batch":7,"call":0,"baseline":3,"u":{"p":4}}

      """
    try bench.run("load \(try scratch.write("log.jsonl", log))")
    for statement in [
      "plot forest", "plot heat", "plot drift", "plot policies", "plot sweep", "plot trajectory U1",
    ] {
      let shown = try bench.shown(statement)
      #expect(shown.contains("across:") && !shown.contains("nothing to draw"), "\(shown)")
      try bench.run("\(statement) --to \(scratch.path)/x.svg; \(statement) --to \(scratch.path)/x.vl.json")
    }
    #expect(try bench.shown("plot heat --limit 0").contains("--limit 0 shows none"))
    #expect(try bench.shown("plot heat op:0000000000000000").isEmpty == false)
  }

  @Test func manyUnitsAreCutAndSaid() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run(
      """
      simulate --operations 10000 --batches 12 --to \(scratch.path)/big.jsonl; load \(scratch.path)/big.jsonl
      """)
    #expect(try bench.shown("plot forest").contains("20 of "))
    let shown = try bench.shown("plot heat")
    #expect(shown.contains("20 of ") && shown.contains("--limit N shows more"))
    #expect(shown.split(separator: "\n").count < 60)
    try bench.run("plot heat --limit 100000 --to \(scratch.path)/h.svg")
  }

  /// Ctrl-C ends a sweep between two taus and within one.
  @Test func aSweepCanBeStopped() throws {
    let beats = BeatCounter()
    let session = try Session(
      pulse: Pulse { stage, _, _ in
        if stage == "sweeping", beats.next() == 3 { throw Interrupted() }
      })
    _ = try Bench()
    for statement in try Lexer.statements(in: "load datasets/kitchen.jsonl") {
      _ = try session.perform(statement)
    }
    let sweep = try #require(try Lexer.statements(in: "plot sweep").first)
    #expect(throws: Interrupted.self) { try session.perform(sweep) }
    #expect(session.entries.count == 1)
  }

  // MARK: Widths

  @Test(arguments: [40, 80, 120])
  func neverWiderThanTheScreen(_ width: Int) throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load \(try scratch.write("hostile.jsonl", hostileLog()))")
    for (_, statement) in Self.plots where !statement.contains("U1") {
      let text = try scratch.shown(try bench.run(statement), width: width)
      let lines = text.split(separator: "\n").filter {
        !$0.hasPrefix("  ") || $0.contains("│") || $0.contains("┤")
      }
      #expect(lines.allSatisfy { $0.count <= width }, "\(text)")
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202e })
    }
  }
}

/// Counts up.
private final class BeatCounter: @unchecked Sendable {
  private var count = 0

  func next() -> Int {
    count += 1
    return count
  }
}

extension Bench {
  /// The table of that name among what a program would get.
  func table(_ name: String, of statement: String) throws -> Table {
    for block in try run(statement).answer.blocks {
      switch block {
      case .table(let table) where table.name == name, .data(let table) where table.name == name,
        .plot(_, let table) where table.name == name:
        return table
      default: continue
      }
    }
    throw BenchFailure(description: "no table \(name) from \(statement)")
  }
}

extension Scratch {
  /// What a screen of `width` columns would show.
  func shown(_ outcome: Outcome, width: Int) throws -> String {
    let file = try write("screen.txt", "")
    guard let handle = FileHandle(forWritingAtPath: file) else { return "" }
    let output = Output(handle.fileDescriptor)
    var style = TextSink.Style()
    style.width = { width }
    TextSink(output: output, errors: output, style: style).show(outcome)
    try handle.close()
    return try read("screen.txt")
  }
}

/// A log whose every text does what texts must not.
func hostileLog() -> String {
  let texts = [
    "\\u001b[2Jred", "\\u202eevil", "a\\u0000b\\r\\n\\td", "=cmd()|'x'!A0", "a,b;\\\"c\\\"|d\\\\e",
    "100% #1 & ~_^{}$x$",
    "<script>alert(1)</script>", "\\ud83d\\udc69\\u200d\\ud83d\\udc67 \\u754c\\u754c", "`*_[x](y)",
    "\\\\end{tabular}",
    "e\\u0301\\u0302\\u0303", "\\u2028\\u2029\\ufeff", "]]> --> &amp; &lt;",
  ]
  var lines: [String] = []
  for batch in 1...3 {
    lines.append("{\"kind\":\"batch\",\"batch\":\(batch),\"label\":\"\(texts[batch])\"}")
    for (index, text) in texts.enumerated() {
      let id = "p\(batch)\(text.prefix(8) == "\\u001b[2" ? "\\u001b[5m" : "")\(index)"
      lines.append(
        "{\"kind\":\"proposal\",\"batch\":\(batch),\"id\":\"\(id)\",\"type\":\"add\",\"anchor\":\"tail\",\"content\":\"\(text)\",\"reason\":\"\(text)\"}"
      )
      lines.append(
        "{\"kind\":\"label\",\"id\":\"\(id)\",\"same_as\":\"\(index)\",\"effect\":\(index - 5),\"class\":\"\(text)\"}"
      )
      lines.append(
        "{\"kind\":\"scores\",\"batch\":\(batch),\"call\":\(index),\"baseline\":\(batch),\"u\":{\"\(id)\":\((index * 7 + batch * 3) % 11)}}"
      )
    }
  }
  return lines.joined(separator: "\n") + "\n"
}
