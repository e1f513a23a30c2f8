import Accumulation
import GoldenSupport
import Testing

/// What each command shows on the kitchen log, as a pipe would get it.
@Suite struct CommandGoldenTests {
  @Test(arguments: [
    ("load", "load datasets/figure4.jsonl"),
    ("follow", "follow datasets/figure4.jsonl --once; history; batches --limit 2"),
    ("merges", "merges; merges --kind near --by cosine --limit 3; merges --limit 0"),
    (
      "merges-across",
      """
      merges --across-anchors; unit U30; accept 1; unit U12; merges --across-anchors; set tau 0.4
      merges --across-anchors --limit 3; reject 2; merges --across-anchors --by uncertainty --limit 2
      """
    ),
    ("rulings", "different b3p7 b5p5; same b1p1 b2p3 b3p3; merges; accept 2; reject 1; decisions"),
    ("unit", "unit U1; unit b3p7"),
    (
      "split",
      """
      split U17 b5p5 b9p3 b14p2 --because "the other order"; unit b3p7; unit b5p5; decisions --different
      detach b12p5; join U28 U41; undecide b12p5 b7p4; history; decisions --wording b5p5 --match FRIDGE
      """
    ),
    (
      "why",
      """
      why b3p7 b5p5; why U28 U41; why b1p1 b1p1; why U17 U30; different b3p7 b5p5 --because order
      same b3p7 b9p3; why b9p3 b5p5; why b3p7 b9p3; why b5p5 b7p4
      """
    ),
    ("evidence", "evidence; evidence --by n --limit 3; evidence U2 U1 --by unit"),
    ("summary", "summary"),
    (
      "guard",
      """
      guard; guard --least 0.1 --limit 3; guard --least 0 --sign injection; expect guard = 5
      sql "select sign, count(*) as n from guard group by sign"
      """
    ),
    (
      "advice",
      """
      advice; advice --all --limit 2; advice where advice = 'drop'; tag b3p7 keep --because "saved us"; tag m2 drop
      advice where tag is not null; conflicts; conflicts where unit1 = unit2; tag m2 none; memory --against recorded
      """
    ),
    (
      "posterior",
      "accumulator posterior; evidence --limit 4; trajectory U17; pool --limit 3; diagnose; evidence --by mhat --limit 2"
    ),
    ("batches", "batches --limit 4"),
    ("settings", "settings; set tau 0.5; set beta 0.8; signal; signal sign; embed; embed lexical; settings"),
    (
      "signals",
      """
      signal rank --clip 0.5 --baseline batch-median; signal; signal --batch 3; signal continuous --clip none
      set baseline call; signal --batch 1
      """
    ),
    (
      "accumulators",
      """
      accumulator; accumulator mean; accumulator --window 5; accumulator window; evidence --limit 3
      accumulator trimmed --trim 0.2; accumulator; accumulator signs; evidence --limit 3; accumulator median
      """
    ),
    (
      "compare",
      """
      compare signal=continuous signal=sign --limit 6; compare tau=0.6 tau=0.5
      compare beta=0.9 accumulator=window,window=3 --top 3 --limit 3; compare beta=0.5 beta=0.5 --limit 0
      """
    ),
    ("session", "set tau 0.5; note remember; history; undo; redo; edit 2 set tau 0.4; history --limit 1"),
    ("help", "help; help merges; help edit"),
    ("memory", "memory; memory --at 0; memory --diff 3 7; memory --diff 16; memory --recorded --diff 0 6"),
    ("pool", "pool --limit 4; pool --at 3; pool --at 0"),
    (
      "step",
      "step; step; memory --diff 1; undo; set k_max 1; step; step; undo; undo; undo; apply --to 16; step"
    ),
    ("apply", "apply; apply --recorded; apply --to 2; apply --limit 1; set capacity 5; undo; undo"),
    (
      "policies",
      "policies; policies reactive maa; set standing passes; policies maa counting; policies --sources"
    ),
    ("checkpoint", "checkpoint; apply --to 11; checkpoint; apply --to 5; checkpoint"),
    ("expect-replay", "expect applied = 22; expect bank = 22; step; expect pool = 6; expect coverage = 1"),
    ("diagnose", "diagnose; set beta 0.6; diagnose --target 0.95; diagnose --accuracy 0.615"),
    ("tune", "tune beta; accumulator mean; tune beta --accuracy 0.6; tune beta --accuracy 0.51 --target 0.8"),
    (
      "tune-tau",
      "tune tau; merges --limit 2; accept 1; reject 2; tune tau --from decisions --seed 4; tune tau --from labels"
    ),
    ("quality-units", "quality --units --limit 4; quality --units --limit 0; quality --seed 3"),
    (
      "converge",
      """
      converge --advantage 0.183 --beta 0.9 --runs 2000 --upto 40; converge --advantage 0.115 --runs 500
      converge --advantage 0.5 --upto 3 --seed 9
      """
    ),
    (
      "trajectory",
      """
      trajectory b3p7; trajectory U1 U2 U1 --height 4 --no-delta; trajectory U5 --from 5 --to 9 --data
      trajectory U3 --from 5 --to 12; apply --to 4; trajectory U1 --height 5; trajectory w:0000000000000000
      load datasets/figure4.jsonl; trajectory U1 U2; trajectory U1 --data
      """
    ),
    (
      "pairs",
      """
      quality --pairs datasets/advice-pairs.csv; tune tau --pairs datasets/advice-pairs.csv
      set tau 0.5; tune tau --pairs datasets/advice-pairs.csv --seed 2 --delimiter comma --same-from 1
      """
    ),
    (
      "verdicts",
      """
      verdicts --limit 5; verdicts b3p7 b5p5; why U1; why b3p7; set alpha 0.5; verdicts --limit 3
      set interval drifting; verdicts --limit 2; set clip 5; why U2; set margin 0.9; load datasets/figure4.jsonl
      verdicts --limit 2
      """
    ),
    (
      "seal",
      """
      seal --after 6; verdicts --limit 3; set beta 0.5; set tau 0.7; verdicts --limit 2; set tau 0.6; why U1
      undo; undo; verdicts --limit 1; seal; evidence --limit 2
      """
    ),
    (
      "live",
      """
      pin U1; forbid b3p7; pool --limit 2; pin U1 --off; model http://127.0.0.1:8080 --name tiny; model
      model https://llm.example --name large --for judge --key-env LLM_KEY; prompts
      usage datasets/live/smollm.cassette.jsonl; usage datasets/live/smollm.cassette.jsonl --by batch
      """
    ),
    ("params", "param t = 0.5; set tau $t; expect units > 3; history"),
  ])
  func shows(_ name: String, _ statements: String) throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    #expect(differenceFromGolden(try bench.shown(statements), "\(name).txt") == nil)
  }

  /// Without labels, but with proposals scored three times a batch and with tasks.
  @Test func showsWhatRepeatedScoringsSay() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load \(try scratch.write("repeats.jsonl", repeatedLog()))")
    let statements = "diagnose; tune beta; signal sign; diagnose --target 0.6"
    #expect(differenceFromGolden(try bench.shown(statements), "diagnose-repeats.txt") == nil)
  }

  @Test(arguments: ["csv", "json", "jsonl", "md"])
  func exportsTheBank(_ ending: String) throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl; export memory --at 3 --to \(scratch.path)/m.\(ending)")
    #expect(differenceFromGolden(try scratch.read("m.\(ending)"), "memory.\(ending)") == nil)
  }

  @Test func exportsObservations() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load datasets/figure4.jsonl; export observations --to \(scratch.path)/o.csv")
    #expect(differenceFromGolden(try scratch.read("o.csv"), "observations.csv") == nil)
  }

  @Test(arguments: ["csv", "json", "jsonl", "md"])
  func exports(_ ending: String) throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load datasets/figure4.jsonl; export evidence --to \(scratch.path)/e.\(ending)")
    #expect(differenceFromGolden(try scratch.read("e.\(ending)"), "export.\(ending)") == nil)
  }
}

/// Eight edits, one of which is applied; what a scoring says is the edit's worth and as much noise again.
private func repeatedLog() -> String {
  var random = Randomness(seed: 5)
  var lines = [#"{"kind":"item","id":"m0","content":"Look around."}"#]
  let worths = (0..<8).map { _ in random.normal() }
  for batch in 1...6 {
    lines.append(#"{"kind":"batch","batch":\#(batch)}"#)
    let ids = (0..<8).map { "b\(batch)p\($0)" }
    for (number, id) in ids.enumerated() {
      let content = "Rule \(number) \(String(repeating: "x", count: number + 1))"
      lines.append(
        #"{"kind":"proposal","batch":\#(batch),"id":"\#(id)","type":"add","anchor":"tail","content":"\#(content)"}"#
      )
    }
    for call in 0..<3 {
      let values = zip(ids, worths).map { id, worth in "\"\(id)\":\(worth + random.normal())" }
      let scores = values.joined(separator: ",")
      lines.append(
        #"{"kind":"scores","batch":\#(batch),"call":\#(call),"baseline":0,"u":{\#(scores)}}"#)
    }
    if batch == 1 { lines.append(#"{"kind":"applied","batch":1,"id":"b1p0"}"#) }
    for task in 0..<4 where batch > 1 {
      let items = task < 2 ? #"["m0","b1p0"]"# : #"["m0"]"#
      let outcome = (task < 2) == (worths[0] > 0) ? 1 : 0
      lines.append(
        #"{"kind":"task","batch":\#(batch),"task":"t\#(task)","outcome":\#(outcome),"items":\#(items)}"#)
    }
  }
  return lines.joined(separator: "\n") + "\n"
}
