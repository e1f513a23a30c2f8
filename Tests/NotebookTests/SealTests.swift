import Accumulation
import Answers
import Sessions
import Studies
import Testing

@Suite struct SealTests {
  private func sealed(_ statement: String = "seal --after 6") throws -> Bench {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl; \(statement)")
    return bench
  }

  @Test func onlyLaterBatchesCertify() throws {
    let bench = try sealed()
    let (verdicts, observations) = (
      try bench.session.analysis.verdicts(), try bench.session.analysis.observations()
    )
    for unit in verdicts.n.indices {
      let later = observations.batch[observations.range(of: unit)].count { $0 >= 6 }
      #expect(verdicts.n[unit] == later)
    }
    try bench.run("seal")
    #expect(try bench.session.analysis.verdicts().n.allSatisfy { $0 == 0 })
    try bench.run("load datasets/figure4.jsonl")
    #expect(bench.session.study.seal?.brokenBy == nil)
    let after = try bench.session.analysis.verdicts().n.reduce(0, +)
    let all = try bench.session.analysis.observations().count
    #expect(after > 0 && Int(after) < all)
  }

  @Test(arguments: [
    "set tau 0.7", "signal sign", "set clip 5", "set baseline batch-median", "set alpha 0.1",
    "set margin 0.2",
    "set interval drifting", "same b1p1 b2p3 b3p3", "different b3p7 b5p5",
  ])
  func isBrokenByWhatVerdictsRestOn(_ statement: String) throws {
    let bench = try sealed()
    let outcome = try bench.run(statement)
    #expect(outcome.warnings.count { $0.contains("breaks the seal") } == 1, "\(outcome.warnings)")
    #expect(bench.session.study.seal?.brokenBy == outcome.statement)
    #expect(try bench.shown("verdicts --limit 1").contains("seal broken by: \(outcome.statement)"))
    let all = try bench.session.analysis.observations().count
    let counting = try bench.session.analysis.verdicts().n.reduce(0, +)
    #expect(Int(counting) == all)
    try bench.run("undo")
    #expect(bench.session.study.seal != nil && bench.session.study.seal?.brokenBy == nil)
  }

  @Test(arguments: ["set beta 0.5", "accumulator mean", "set capacity 5", "step", "note look", "evidence"])
  func isNotBrokenByTheRest(_ statement: String) throws {
    let bench = try sealed()
    #expect(try bench.run(statement).warnings.isEmpty)
    #expect(bench.session.study.seal?.brokenBy == nil)
  }

  @Test func changingBackDoesNotMend() throws {
    let bench = try sealed()
    let tau = bench.session.study.settings.tau.value
    try bench.run("set tau 0.7; set tau \(tau)")
    #expect(bench.session.study.seal?.brokenBy == "set tau 0.7")
    #expect(try bench.run("set alpha 0.2").warnings.isEmpty, "it is broken once")
    try bench.run("seal")
    #expect(bench.session.study.seal?.brokenBy == nil && bench.session.study.seal?.after == 18)
  }

  @Test func isRecordedWithWhatItSealed() throws {
    let bench = try sealed("seal")
    let seal = try #require(bench.session.study.seal)
    let statement = try #require(bench.session.statements.last)
    #expect(statement == "seal --after 18 --batches \(seal.batches)" && seal.batches.count == 16)
    // Batches that come later do not matter; another log does.
    try bench.run("load datasets/figure4.jsonl")
    #expect(try bench.run(statement).warnings.isEmpty)
    let other = try Bench()
    try other.run("load datasets/figure4.jsonl")
    let outcome = try other.run(statement)
    #expect(outcome.warnings.contains { $0.contains("are others than those that were sealed") })
    #expect(outcome.statement == statement)
    #expect(other.complaint("seal --after 99") != nil && other.complaint("seal --after x") != nil)
    #expect(try Bench().complaint("seal") != nil)
  }

  /// A session that is folded again breaks and mends its seal as it did.
  @Test func foldingComesToTheSameSeal() throws {
    let bench = try sealed()
    try bench.run("set tau 0.7; set beta 0.5; edit 3 set tau 0.65")
    #expect(bench.session.study.seal?.brokenBy == "set tau 0.65")
    try bench.run("edit 3 set capacity 9")
    #expect(bench.session.study.seal?.brokenBy == nil)
  }

  @Test func verdictsCanBeExpected() throws {
    let bench = try sealed()
    let verdicts = try bench.session.analysis.verdicts().verdict
    for verdict in Verdict.ofTests {
      try bench.run("expect \(verdict.rawValue) = \(verdicts.count { $0 == verdict })")
    }
    #expect(bench.complaint("expect undecided = \(verdicts.count + 1)") != nil)
  }
}
