import Accumulation
import Answers
import Sessions
import Studies
import Testing

@Suite struct SettingsTests {
  private static let kitchen = "load datasets/kitchen.jsonl"

  @Test func whatIsGivenOnOneLineIsRecordedAsOne() throws {
    let bench = try Bench()
    let outcome = try bench.run("signal --baseline=batch-median rank --clip 0.5")
    #expect(outcome.statement == "signal rank --clip 0.5 --baseline batch-median")
    #expect(
      bench.session.study.settings.deltaRule == DeltaRule(.rank, baseline: .batchMedian, clip: 0.5))
    try bench.run("signal sign")
    #expect(bench.session.study.settings.deltaRule == DeltaRule(.sign, baseline: .batchMedian, clip: 0.5))
    try bench.run("set clip none; accumulator trimmed --trim 0.25")
    #expect(bench.session.study.settings.accumulator == .trimmed(share: 0.25))
  }

  /// Looks are not run again when a session is folded, so they cannot stop one.
  @Test(arguments: ["signal", "signal --batch 3", "accumulator", "compare beta=0.5 tau=0.5"])
  func whatOnlyShowsIsALook(_ statement: String) throws {
    let bench = try Bench()
    try bench.run(SettingsTests.kitchen)
    let before = bench.session.study
    try bench.run("\(statement); set beta 0.5; undo")
    #expect(bench.session.study == before)
    #expect(bench.session.statements.last == statement && bench.session.entries.last?.changesStudy == false)
    try bench.run("edit 1 load datasets/figure4.jsonl")
    #expect(bench.session.statements.last == statement)
  }

  /// Each setting that bears on m̂ must move it; undo finds the old evidence again.
  @Test(arguments: [
    "signal sign", "signal rank", "signal zscore", "signal absolute", "set clip 1",
    "set baseline batch-median",
    "accumulator mean", "accumulator median", "accumulator trimmed", "accumulator signs",
    "accumulator window",
    "set beta 0.5",
  ])
  func evidenceFollowsTheSetting(_ statement: String) throws {
    let bench = try Bench()
    try bench.run(SettingsTests.kitchen)
    let before = try bench.session.analysis.evidence().mhat
    try bench.run(statement)
    #expect(try bench.session.analysis.evidence().mhat != before)
    try bench.run("undo")
    #expect(try bench.session.analysis.evidence().mhat == before)
  }

  @Test func aParameterOfAnAccumulatorNotInUseMovesNothing() throws {
    let bench = try Bench()
    try bench.run("\(SettingsTests.kitchen); accumulator mean")
    let before = try bench.session.analysis.evidence().mhat
    try bench.run("set beta 0.5; set window 2; set trim 0.3")
    #expect(try bench.session.analysis.evidence().mhat == before)
  }

  @Test func comparingASettingWithItselfShowsNoDifference() throws {
    let bench = try Bench()
    let outcome = try bench.run("\(SettingsTests.kitchen); compare signal=rank signal=rank")
    let tables = outcome.answer.blocks.compactMap { block in
      switch block {
      case .table(let table), .data(let table): table
      default: nil
      }
    }
    #expect(tables.map(\.name) == ["compare", "agreement"])
    #expect(tables[1].rows == [[40, .number(1, places: 4), 8, 0, 18, 18, 18]])
  }
}
