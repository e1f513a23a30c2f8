import Accumulation
import Analyses
import Answers
import GoldenSupport
import Sessions
import Testing

/// `split`, `detach`, `join` and `undecide`, and what is recorded of them.
@Suite struct RulingTests {
  private static let kitchen = "load datasets/kitchen.jsonl"

  private func bench() throws -> Bench {
    let bench = try Bench()
    try bench.run(Self.kitchen)
    return bench
  }

  private func unit(_ bench: Bench, _ name: String) throws -> Int {
    try bench.session.analysis.unit(named: name)
  }

  @Test func membersLeaveTogether() throws {
    let bench = try bench()
    try bench.run("split U17 b5p5 b9p3 b14p2")
    let gone = try unit(bench, "b5p5")
    #expect(try unit(bench, "b9p3") == gone && unit(bench, "b14p2") == gone)
    for staying in ["b3p7", "b7p4", "b12p5"] { #expect(try unit(bench, staying) != gone) }
    #expect(
      bench.session.statements[1].hasPrefix("split w:2af444b7 w:1d06a41a w:9ba8800b --from \"w:369331ae ")
    )
  }

  @Test func membersLeaveOneByOne() throws {
    let bench = try bench()
    try bench.run("split U17 b5p5 b9p3 b14p2 --apart --because why")
    let units = try ["b5p5", "b9p3", "b14p2", "b3p7"].map { try unit(bench, $0) }
    #expect(Set(units).count == 4)
    #expect(bench.session.study.decisions.all.allSatisfy { $0.ruling == .different && $0.reason == "why" })
    try bench.run("undo; split U17 b3p7 b5p5 b7p4 b9p3 b12p5 b14p2 --apart")
    #expect(bench.session.statements[1].hasPrefix("different "))
    #expect(bench.session.study.decisions.count == 15)
  }

  @Test func oneMemberIsDetached() throws {
    let bench = try bench()
    try bench.run("detach b9p3")
    let gone = try unit(bench, "b9p3")
    for other in ["b3p7", "b5p5", "b7p4", "b12p5", "b14p2"] { #expect(try unit(bench, other) != gone) }
    #expect(bench.complaint("detach b9p3")?.message.hasSuffix("has this member only") == true)
  }

  /// What is recorded means the same where nothing of what was typed does: under another tau, and without a log.
  @Test func whatIsRecordedReplaysElsewhere() throws {
    let bench = try bench()
    try bench.run("split U17 b5p5 b9p3 --because x; detach b12p5; join U28 U41")
    let recorded = bench.session.statements.dropFirst()
    let other = try Bench()
    for statement in recorded { try other.run(statement) }
    #expect(other.session.study.decisions == bench.session.study.decisions)
    #expect(other.session.statements == Array(recorded))
    try other.run("set tau 0.9; \(Self.kitchen)")
    #expect(try unit(other, "b5p5") != unit(other, "b3p7"))
    for statement in recorded { try other.run(statement) }
    #expect(other.session.study.decisions == bench.session.study.decisions)
  }

  @Test func unitsAreJoinedWhole() throws {
    let bench = try bench()
    let before = try bench.session.analysis.partition().unitCount
    let members = try ["U1", "U2"].map {
      try bench.session.analysis.partition().members(of: unit(bench, $0)).count
    }
    try bench.run("join U1 U2")
    #expect(try bench.session.analysis.partition().unitCount == before - 1)
    #expect(try bench.session.analysis.partition().members(of: 0).count == members[0] + members[1])
    #expect(bench.complaint("join U1 U1")?.message == "both are in U1 already")
  }

  @Test func whatContradictsIsRefusedWhole() throws {
    let bench = try bench()
    try bench.run("same b3p7 b5p5 --because twins")
    let study = bench.session.study
    for statement in ["split U17 b5p5 b9p3", "detach b5p5", "split U17 b5p5 b3p7 --apart"] {
      #expect(bench.complaint(statement)?.details.last?.hasSuffix("because twins") == true, "\(statement)")
      #expect(bench.session.study == study)
    }
  }

  @Test func oneOldDecisionIsTakenBack() throws {
    let bench = try bench()
    try bench.run("same b1p1 b2p3; different b3p7 b5p5; same b1p1 b3p3; undecide b5p5 b3p7")
    #expect(bench.session.study.decisions.count == 2)
    #expect(try unit(bench, "b3p7") == unit(bench, "b5p5"))
    #expect(bench.complaint("undecide b2p3 b3p3")?.message.hasPrefix("nothing was ruled on just") == true)
    try bench.run("undo")
    #expect(bench.session.study.decisions.count == 3)
  }

  /// Any mix of rulings folds to what it was when it was typed.
  @Test func aFoldIsTheSameStudy() throws {
    var random = SeededGenerator.announced()
    let moves = [
      "split U17 b5p5 b9p3", "split U17 b5p5 --apart", "detach b9p3", "detach b12p5", "join U28 U41",
      "join U1 U2",
      "join U3 U17", "undecide b3p7 b5p5", "different b3p7 b5p5", "same b1p1 b2p3", "set tau 0.7",
      "set tau 0.5",
      "undo", "redo",
    ]
    for _ in 0..<15 {
      let bench = try bench()
      for _ in 0..<10 { _ = bench.complaint(moves.randomElement(using: &random) ?? "undo") }
      let fresh = try Bench()
      for statement in bench.session.statements { try fresh.run(statement) }
      #expect(fresh.session.study.decisions == bench.session.study.decisions, "seed \(random.seed)")
      #expect(try fresh.session.analysis.result() == bench.session.analysis.result(), "seed \(random.seed)")
    }
  }
}
