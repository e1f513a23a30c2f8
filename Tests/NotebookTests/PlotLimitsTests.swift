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

/// Plots of logs that have little to draw, or too much.
@Suite struct PlotLimitsTests {
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
    #expect(try bench.shown("plot heat w:0000000000000000").isEmpty == false)
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
    for (_, statement) in PlotCommandTests.plots where !statement.contains("U1") {
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
