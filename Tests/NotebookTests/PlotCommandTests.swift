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
  static let plots = [
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

  /// The forest's interval is the last of the trajectory's band, whatever deltas are made of.
  @Test(arguments: ["set clip 12", "signal sign", "set clip none"])
  func intervalsAgree(_ setting: String) throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl; \(setting)")
    for row in try bench.table("forest", of: "plot forest --limit 12").rows {
      let last = try #require(try bench.table("trajectory", of: "trajectory \(try text(row[0]))").rows.last)
      #expect(try (5...7).map { try text(row[$0]) } == (6...8).map { try text(last[$0]) })
      #expect(try value(row[6]) <= value(row[7]))
    }
  }

  /// An interval of a worth needs no bound.
  @Test func intervalsNeedNoBound() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load \(try scratch.write("log.jsonl", hostileLog()))")
    #expect(try bench.shown("plot forest").contains("across: worth"))
    #expect(try bench.shown("trajectory U1").contains("worth"))
    #expect(try !bench.shown("trajectory U1 --no-band").contains("interval"))
  }

  @Test func calibrationCountsAllPairs() throws {
    let bench = try Bench()
    let rows = try bench.table("calibration", of: "plot calibration --pairs datasets/advice-pairs.csv").rows
    let counted = try rows.reduce(0) { $0 + Int(try text($1[2]))! }
    let file = try String(contentsOfFile: "datasets/advice-pairs.csv", encoding: .utf8)
    #expect(counted == file.split(separator: "\n").count - 1)
  }

  // MARK: Nothing to draw
}
