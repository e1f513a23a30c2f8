import GoldenSupport
import Notebook
import Testing

/// What each command shows on the kitchen log, as a pipe would get it.
@Suite struct CommandGoldenTests {
  @Test(arguments: [
    ("load", "load datasets/figure4.jsonl"),
    ("merges", "merges; merges --kind near --by cosine --limit 3; merges --limit 0"),
    ("rulings", "different b3p7 b5p5; same b1p1 b2p3 b3p3; merges; accept 2; reject 1; decisions"),
    ("unit", "unit U1; unit b3p7"),
    ("evidence", "evidence; evidence --by n --limit 3; evidence U2 U1 --by unit"),
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
    (
      "pairs",
      """
      pairs datasets/advice-pairs.csv; pairs datasets/advice-pairs.csv --tau
      set tau 0.5; pairs datasets/advice-pairs.csv --tau --seed 2 --delimiter comma --same-from 1
      """
    ),
    ("params", "param t = 0.5; set tau $t; expect units > 3; history"),
  ])
  func shows(_ name: String, _ statements: String) throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    #expect(differenceFromGolden(try bench.shown(statements), "\(name).txt") == nil)
  }

  @Test(arguments: ["csv", "json", "jsonl", "md"])
  func exportsTheBank(_ ending: String) throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl; export memory --at 3 --to \(scratch.path)/m.\(ending)")
    #expect(differenceFromGolden(try scratch.read("m.\(ending)"), "memory.\(ending)") == nil)
  }

  @Test(arguments: ["csv", "json", "jsonl", "md"])
  func exports(_ ending: String) throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run("load datasets/figure4.jsonl; export evidence --to \(scratch.path)/e.\(ending)")
    #expect(differenceFromGolden(try scratch.read("e.\(ending)"), "export.\(ending)") == nil)
  }
}
