import Accumulation
import Analyses
import Answers
import GoldenSupport
import Language
import Sessions
import Studies
import Tables
import Testing

/// `tune tau` by what a session holds.
@Suite struct TauTuningTests {
  private static let load = "load datasets/kitchen.jsonl"

  /// What the table says of taus is what `quality` says under them.
  @Test func figuresAreThoseOfMerging() throws {
    let bench = try Bench()
    try bench.run("\(Self.load); same b1p1 b2p3; different b3p7 b5p5")
    let rows = try bench.table("tau", of: "tune tau").rows
    #expect(rows.map { $0[0] } == ["proposed", "low", "high", "set"])
    for row in rows {
      guard case .number(let tau, _) = row[1], case .number(let f1, _) = row[4] else {
        #expect(Bool(false), "\(row)")
        continue
      }
      try bench.run("set tau \(tau)")
      guard case .number(let labelled, _) = try bench.table("quality", of: "quality").rows[0][3] else {
        continue
      }
      #expect(abs(labelled - f1) < 1e-9, "\(tau)")
      #expect(row[5] == .integer(try bench.session.analysis.partition().unitCount))
    }
  }

  @Test func anotherSourceAnotherMeasure() throws {
    let bench = try Bench()
    try bench.run(Self.load)
    bench.session.answers = try LabelJudge(bench.session.analysis, answers: .max)
    try bench.run("audit 100000")
    let audited = try bench.run("tune tau --from audit")
    let judged = try bench.table("tau", of: "tune tau --from audit").rows
    #expect(audited.warnings.allSatisfy { !$0.contains("no random sample") })
    let decided = try bench.run("tune tau --from decisions")
    #expect(decided.warnings.contains { $0.hasPrefix("decisions are no random sample") })
    #expect(judged.count == 4)
  }

  /// Without labels an audit is the measure, and without one decisions are.
  @Test func theBestSourceIsTaken() throws {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run(Self.load)
    let judge = try LabelJudge(bench.session.analysis, answers: .max)
    let log = try String(contentsOfFile: "datasets/kitchen.jsonl", encoding: .utf8)
    let bare = log.split(separator: "\n").filter { !$0.contains("\"kind\":\"label\"") }
    let path = try scratch.write("bare.jsonl", bare.joined(separator: "\n"))
    let other = try Bench()
    try other.run("load \(path)")
    #expect(other.complaint("tune tau")?.message.hasPrefix("nothing says which pairs are the same") == true)
    try other.run("merges --kind near --limit 2; accept 1; reject 2")
    #expect(try other.shown("tune tau").contains("decided pair"))
    other.session.answers = judge
    #expect(try other.shown("audit 80; tune tau").contains("audited pairs, each as often"))
    #expect(try bench.shown("tune tau") != other.shown("tune tau"))
  }
}
