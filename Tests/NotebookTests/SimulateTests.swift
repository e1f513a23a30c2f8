import Accumulation
import Answers
import Foundation
import GoldenSupport
import Testing

/// `simulate` and `quality`, as a person sees them.
@Suite struct SimulateTests {
  @Test func showsWhatWasPlanted() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    let small = "simulate --seed 7 --operations 60 --batches 12"
    let shown = try bench.shown(
      """
      \(small) --to \(scratch.path)/a.jsonl; simulate --regime weak --complete --to \(scratch.path)/b.jsonl
      load \(scratch.path)/a.jsonl; quality; quality --evidence
      """)
    let told = shown.replacingOccurrences(of: scratch.path, with: "out")
    #expect(differenceFromGolden(told, "simulate.txt") == nil)
    try bench.run("\(small) --to \(scratch.path)/again.jsonl")
    #expect(try scratch.read("a.jsonl") == scratch.read("again.jsonl"))
  }

  @Test func qualityOfTheExamples() throws {
    let bench = try Bench()
    let shown = try bench.shown(
      "load datasets/figure4.jsonl; quality; undo; load datasets/kitchen.jsonl; quality; quality --evidence")
    #expect(differenceFromGolden(shown, "quality.txt") == nil)
  }

  /// A decision that follows the truth makes the merging better.
  @Test func decisionsCount() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    let before = try bench.shown("quality")
    #expect(try bench.shown("same b1p1 b2p3; quality") != before)
  }

  @Test func studyStaysAsItIs() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run(
      "load datasets/kitchen.jsonl; simulate --operations 5 --batches 2 --to \(scratch.path)/a.jsonl")
    #expect(try bench.run("evidence").answer.blocks.count == 1)
    #expect(try bench.shown("undo").contains("load"))
  }

  @Test func messages() throws {
    let scratch = try Scratch()
    let input = try scratch.write("input.jsonl", "{\"kind\":\"batch\",\"batch\":1}\n")
    let statements = [
      "simulate", "simulate --to", "simulate x --to y", "simulate --to x.jsonl.gz", "simulate --to datasets",
      "simulate --regime stormy --to x", "simulate --seed -1 --to x", "simulate --operations none --to x",
      "simulate --operations 0 --to x", "simulate --accuracy 0.5 --to x", "simulate --accuracy nan --to x",
      "simulate --accuracy 61 --to x", "simulate --harmful 0.8 --to x", "simulate --modifies 1 --to x",
      "simulate --scenes 1 --to x", "simulate --wordings 99 --to x", "simulate --missing yes --to x",
      "simulate --oprations 4 --to x", "simulate --to /dev/null/x", "quality", "quality --evidnce",
      "quality U1",
      "load \(input); quality", "load \(input); simulate --to \(input)",
      "load datasets/figure4.jsonl; quality --evidence",
    ]
    var lines: [String] = []
    for statement in statements {
      let complaint = try Bench().complaint(statement)
      lines.append("> \(statement)")
      lines.append(complaint.map { "\($0.message)  [\($0.exitCode)]" } ?? "(no complaint)")
      lines +=
        (complaint?.details ?? []).map { "    \($0)" } + (complaint?.hint.map { ["  \($0)"] } ?? []) + [""]
    }
    let told = lines.joined(separator: "\n").replacingOccurrences(of: scratch.path, with: "out")
    #expect(differenceFromGolden(told, "messages-simulate.txt") == nil)
    #expect(try scratch.read("input.jsonl") == "{\"kind\":\"batch\",\"batch\":1}\n")
  }

  /// Every parameter with its default stands in the documentation.
  @Test func parametersAreDocumented() throws {
    let page = try String(contentsOfFile: "\(Bench.root)/docs/simulation.md", encoding: .utf8)
    for parameter in World.parameters {
      #expect(page.contains("| `\(parameter.name)` | \(parameter.text(in: World())) |"), "\(parameter.name)")
    }
  }
}
