import Answers
import GoldenSupport
import Testing

/// Every message a person can be shown, side by side in one golden: read it as someone who sees it first.
@Suite struct MessagesTests {
  private static let statements = [
    "lod x", "xyzzy", "load", "load a b", "load nowhere.jsonl", "load Sources/maa", "load /dev/null",
    "load sessions/figure4.maa", "merges --limt 3", "merges --limit", "merges --limit three",
    "merges --limit 1 --limit 2",
    "merges --kind nearly", "merges --across-anchors --kind near", "merges --across-anchors",
    "merges --wide=yes", "note 'open", "note ${x", "note $'\\q'", "evidence U1",
    "set tua 1", "set tau high", "set beta 1", "signal loud", "embed minlim",
    "embed lexical x", "embed lexical --model m", "embed --key-env NAME", "embed http", "embed http http://h",
    "embed http http://h --model m", "embed http http://h --model ''", "embed http ftp://h --model m",
    "embed http http://h:0 --model m", "embed http http://name:word@h --model m",
    "embed http http://h/?key=1 --model m", "embed http 'http://h/ö' --model m",
    "embed http http://h --model m --key-env sk-1", "set embedder http", "compare embedder=http beta=0.5",
    "set clip 0", "set clip -1", "set clip nan", "signal rank --clip 0", "signal --clip much",
    "signal --baseline batch-mean", "set baseline none", "signal sign --batch 3", "signal --batch 3",
    "accumulator ewma", "set window 0", "accumulator window --window 0", "accumulator --window 2.5",
    "set trim 0.5", "set trim -0.1", "accumulator trimmed --trim half", "compare", "compare beta=0.5",
    "compare beta=0.5 beta=0.9", "compare a b c", "undo", "redo", "edit x",
    "edit 3 help",
    "accept 1", "save", "open nowhere.maa", "open datasets/kitchen.jsonl", "recover", "expect units",
    "expect unit = 3",
    "expect mhat = 3", "export evidence", "export everything --to x.csv", "param 9 = 1", "param a : 1",
    "load $daat",
    "help lod", "quit now", "trajectory U1", "memory", "pool", "step", "apply", "checkpoint", "set k_min 9",
    "set k_max -1",
    "quality --pairs nowhere.csv", "quality --pairs datasets", "quality --pairs sessions/figure4.maa",
    "quality --pairs datasets/kitchen.jsonl", "quality --evidence --pairs datasets/advice-pairs.csv",
    "quality --pairs datasets/advice-pairs.csv --delimiter pipe", "tune tau", "tune beta --pairs x.csv",
    "quality --pairs datasets/advice-pairs.csv --delimiter tab", "quality --seed 3",
    "tune tau --accuracy 0.7",
    "tune tau --pairs datasets/advice-pairs.csv --same-from 2",
    "tune tau --pairs datasets/advice-pairs.csv --same-from 0",
    "quality --pairs datasets/advice-pairs.csv --same-from half",
    "quality --pairs datasets/advice-pairs.csv --seed 1.5",
    "quality --pairs datasets/advice-pairs.csv --sha256 00",
    "cache empty", "set k_min 2; set k_max 1", "set capacity 0", "set max_age 1.5", "set floor low",
    "set r_max 2",
    "diagnose", "diagnose --accuracy 1.5", "diagnose --accuracy much", "diagnose --target 1", "tune",
    "tune beta", "tune beta --accuracy -1", "tune beta --target 0.4", "converge", "converge --advantage 0.6",
    "converge --advantage 0.1 --beta 1", "converge --advantage 0.1 --runs 0",
    "converge --advantage 0.1 --upto 100001", "converge --advantage 0.1 --seed -1",
    "load datasets/figure4.jsonl; tune beta", "report", "report --to x.pdf", "report --to x --as pdf",
    "report --to x.html --rows few",
  ]
  private static let onKitchen = [
    "merges --decided --pending", "merges where n1 > 1 limit 3 --kind near",
    "merges where n1 > 1 --decided", "merges --batch 99", "merges --unit nobody",
    "same b1p1", "same b1p1 nobody", "same U1 U99", "different b1p1 b1p1", "evidence w:0000",
    "unit w:00000000",
    "accept 1", "merges --limit 2; accept 3", "merges --limit 2; accept one", "expect units = 3",
    "expect mhat U1 = 3 --within 0.1", "expect units about 3", "expect result = 0000",
    "export evidence --to x.pdf",
    "save /dev/null/x.maa", "param a = 1; param a = 2", "set tau 0.5; edit 2 set tau x",
    "set tau 0.5; open sessions/figure4.maa",
    "signal --batch 99", "signal --batch three", "compare signal sign", "compare signal= signal=sign",
    "compare beta=1 beta=0.5", "compare bta=0.9 beta=0.5", "compare beta=0.9, beta=0.5",
    "compare beta=0.9 beta=0.5 --top 0", "compare window=0 window=5",
    "load datasets/kitchen.jsonl --sha256 00", "same b1p1 b2p3; different b1p1 b2p3",
    "memory --at 19", "memory --at two", "memory 3", "memory --diff", "memory --diff 3 99",
    "memory --diff 1 --at 2",
    "pool --at -1", "apply; step", "apply --to 19", "expect coverage = 1",
    "export evidence --at 3 --to x.csv",
    "trajectory", "trajectory U99", "trajectory U1 U2 U3 U4 U5 U6 U7 U8 U9", "trajectory U1 --height 1",
    "trajectory U1 --height tall", "trajectory U1 --from 19", "trajectory U1 --from 5 --to 4",
    "split U17", "split U17 b1p1", "split U17 b3p7 b5p5 b7p4 b9p3 b12p5 b14p2", "split U36 U36 --apart",
    "split b3p7 --from b5p5", "detach U36", "detach", "join U1", "join b3p7 b5p5", "undecide b3p7 b5p5",
    "undecide b3p7 w:0123456789", "why U1", "why U1 U99", "decisions export", "decisions import",
    "decisions import nowhere.csv", "decisions export --to x.pdf", "decisions --same --absent",
    "decisions list",
    "decisions --to x.csv", "decisions import x --same", "decisions x y",
    "trajectory U1 --to x.pdf", "trajectory U1 --as svg", "trajectory U1 --upto 99", "plot", "plot forrest",
    "plot drift U1", "plot drift --limit 3", "plot heat --limit some", "plot heat U1 --limit 3",
    "plot heat U99", "plot sweep --from 0.9 --upto 0.1", "plot sweep --from 2", "plot sweep --step 0",
    "plot sweep --from 0 --upto 1 --step 0.0005", "plot calibration --same-from 3",
    "sweep", "sweep beta", "sweep tau 0.6", "sweep tau 0.9..0.1", "sweep tau 0..2", "sweep tau 0.4...0.6",
    "sweep tau 0.4..", "sweep tau a..b", "sweep tau 0.4..0.5 by 0.1", "sweep tau 0.4..0.5 step",
    "sweep tau 0.4..0.5 step 0", "sweep tau 0..1 step 0.0005", "sweep tau step 0.1 0.2",
    "sweep tau 0.1..0.2 step 0.1 0.2",
    "plot calibration --pairs nowhere.csv", "plot trajectory", "plot trajectory U1 --height 0",
    "plot drift --to x", "plot drift --to x.png", "plot drift --to datasets/kitchen.jsonl --as svg",
    "plot drift --to 12", "plot heat w:0000000000000000 --to x.svg",
    "export memory --at 40 --to x.md", "export memory --to x.pdf",
    "report --to datasets/kitchen.jsonl --as md",
  ]

  @Test func read() throws {
    var lines: [String] = []
    for (prelude, statements) in [("", Self.statements), ("load datasets/kitchen.jsonl", Self.onKitchen)] {
      for statement in statements {
        let bench = try Bench()
        if !prelude.isEmpty { try bench.run(prelude) }
        lines += ["> \(statement)"] + described(bench.complaint(statement)) + [""]
      }
    }
    #expect(differenceFromGolden(lines.joined(separator: "\n"), "messages.txt") == nil)
  }

  private func described(_ complaint: Complaint?) -> [String] {
    guard let complaint else { return ["(no complaint)"] }
    return ["\(complaint.message)  [\(complaint.exitCode)]"] + complaint.details.map { "    \($0)" }
      + (complaint.hint.map { ["  \($0)"] } ?? [])
  }
}
