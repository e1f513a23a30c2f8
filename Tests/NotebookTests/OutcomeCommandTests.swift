import Accumulation
import Answers
import Foundation
import GoldenSupport
import Testing

/// Tasks with items, from the planted log to the plan of the next round, as a person sees it.
@Suite struct OutcomeCommandTests {
  private let world = "--outcomes --items 6 --batches 12 --tasks 120 --effect 0.2 --context 3 --confounding 1"

  private func shown(_ statements: String) throws -> String {
    let (scratch, bench) = (try Scratch(), try Bench())
    let told = try bench.shown(statements.replacingOccurrences(of: "out/", with: "\(scratch.path)/"))
    return told.replacingOccurrences(of: scratch.path, with: "out")
  }

  @Test func lotsAreShownAsLots() throws {
    let told = try shown(
      """
      simulate \(world) --holdout 0.3 --judge 0.8 --misjudged 0.2 --seed 3 --to out/lots.jsonl; load out/lots.jsonl
      effects; effects --estimator stratified --limit 3; effects --by task --limit 2
      effects where verdict = 'helps' order by estimate desc; why m1; diagnose
      signal outcomes; verdicts --limit 3; evidence --limit 2
      """)
    #expect(differenceFromGolden(told, "effects-lots.txt") == nil)
  }

  @Test func whatWasObservedIsCalledObserved() throws {
    let told = try shown(
      """
      simulate \(world) --seed 3 --to out/seen.jsonl; load out/seen.jsonl
      effects; effects --estimator adjusted --limit 3; signal outcomes; verdicts --limit 2; why m2
      """)
    #expect(differenceFromGolden(told, "effects-observed.txt") == nil)
    #expect(told.contains("observed, not tested") && !told.contains("certified to"))
  }

  /// No table of any form has a word of certainty for what was observed.
  @Test(arguments: ["csv", "json", "md", "tex"])
  func exportsSayWhatWasNotTested(_ ending: String) throws {
    let (scratch, bench) = (try Scratch(), try Bench())
    let path = "\(scratch.path)/seen.jsonl"
    try bench.run(
      "simulate \(world) --to \(path); load \(path); export effects --to \(scratch.path)/e.\(ending)")
    let text = try scratch.read("e.\(ending)")
    #expect(text.contains("observed, not tested") && text.contains("certifies nothing"))
    #expect(!text.contains("certified by lots"))
  }

  @Test func anExperimentFromPlanToPlan() throws {
    let told = try shown(
      """
      simulate \(world) --seed 5 --to out/a.jsonl; load out/a.jsonl
      experiment design --max-loss 0.05 --protect m2 --seed 5 --to out/plan.json
      experiment assign out/plan.json --task t1-1
      simulate \(world) --seed 5 --holdout 0.5 --to out/b.jsonl; load out/b.jsonl
      experiment check out/plan.json --all --limit 3; experiment next out/plan.json --to out/next.json
      effects --interactions --limit 3
      """)
    #expect(differenceFromGolden(told, "experiment.txt") == nil)
  }

  /// One clear message each.
  @Test func badPlansAreRefused() throws {
    let (scratch, bench) = (try Scratch(), try Bench())
    let path = "\(scratch.path)/a.jsonl"
    try bench.run(
      "simulate \(world) --to \(path); load \(path); experiment design --to \(scratch.path)/plan.json")
    let plan = try scratch.read("plan.json")
    let cases = [
      ("edited", plan.replacingOccurrences(of: "\"seed\": 1", with: "\"seed\": 2")),
      ("rate", plan.replacingOccurrences(of: "\"rate\": 0.5", with: "\"rate\": 1.5")),
      ("cut", String(plan.dropLast(20))), ("other", "{\"format\":\"x\"}"),
    ]
    var lines: [String] = []
    for (name, text) in cases {
      #expect(text != plan)
      _ = try scratch.write("\(name).json", text)
      lines += told("experiment assign \(scratch.path)/\(name).json --task t", bench, scratch)
    }
    lines += told("experiment check \(scratch.path)/plan.json", bench, scratch)
    lines += told("experiment design --protect zz --to \(scratch.path)/p.json", bench, scratch)
    lines += told("experiment design --budget 500 --to \(scratch.path)/p.json", bench, scratch)
    lines += told("experiment design --max-loss 0 --to \(scratch.path)/p.json", bench, scratch)
    lines += told("experiment assign \(scratch.path)/plan.json", bench, scratch)
    lines += told("experiment next \(scratch.path)/plan.json --task t", bench, scratch)
    lines += told("simulate --holdout 0.5 --to \(scratch.path)/x.jsonl", bench, scratch)
    lines += told("simulate --outcomes --wave 3 --to \(scratch.path)/x.jsonl", bench, scratch)
    lines += told("simulate --outcomes --holdout 1 --to \(scratch.path)/x.jsonl", bench, scratch)
    lines += told("experiment design --max-loss 0.00001 --to \(scratch.path)/p.json", bench, scratch)
    #expect(differenceFromGolden(lines.joined(separator: "\n"), "experiment-faults.txt") == nil)
  }

  /// Logs that cannot be of the plan, and one whose lots cannot have been drawn.
  @Test func logsThatDoNotFitAPlanAreRefused() throws {
    let (scratch, bench) = (try Scratch(), try Bench())
    let head = """
      {"kind":"item","id":"a","content":"Look around first."}
      {"kind":"item","id":"b","content":"Ask once."}
      {"kind":"batch","batch":1}
      {"kind":"task","batch":1,"task":"t1","outcome":1,"items":["a","b"],"propensity":{"a":0.5}}
      {"kind":"task","batch":1,"task":"t2","outcome":0,"items":["b"]}

      """
    func task(_ members: String) -> String { "{\"kind\":\"task\",\"batch\":1,\(members)}\n" }
    let logs = [
      ("whole", head),
      ("twice", head + task(#""task":"t1","outcome":0,"items":["b"],"held":["a"],"propensity":{"a":0.5}"#)),
      ("none", head + task(#""task":"t3","outcome":0,"held":["a"],"propensity":{"a":0}"#)),
      ("both", head + task(#""task":"t3","outcome":0,"items":["a"],"held":["a"],"propensity":0.5"#)),
      ("stranger", head.replacing("\"b\"", with: "\"c\"")),
    ]
    for (name, text) in logs { _ = try scratch.write("\(name).jsonl", text) }
    try bench.run("load \(scratch.path)/whole.jsonl; experiment design --to \(scratch.path)/plan.json")
    var lines: [String] = []
    for (name, _) in logs.dropFirst() {
      let other = try Bench()
      lines += told("load \(scratch.path)/\(name).jsonl", other, scratch)
      lines += told("experiment check \(scratch.path)/plan.json --all", other, scratch)
      lines += told("experiment next \(scratch.path)/plan.json --to \(scratch.path)/p.json", other, scratch)
    }
    #expect(differenceFromGolden(lines.joined(separator: "\n"), "experiment-log-faults.txt") == nil)
  }

  private func told(_ statement: String, _ bench: Bench, _ scratch: Scratch) -> [String] {
    let complaint = bench.complaint(statement)
    let lines = [complaint?.message ?? "(no complaint)", complaint?.hint.map { "  \($0)" } ?? ""]
    return ([statement] + lines).map { $0.replacingOccurrences(of: scratch.path, with: "out") }
  }
}
