import Accumulation
import Analyses
import Embedding
import Language
import Testing

/// Which bodies run after a statement: those that read what it changed, down to where a result came out equal.
@Suite struct StageExpectationsTests {
  private struct Watched: Sendable {
    let name: String
    let ask: @Sendable (StageLook) throws -> Void
    let count: @Sendable (Stages) -> Int

    init<Value>(_ name: String, _ stage: Stage<Value>) { self.init(name, stage, NoParameter()) }

    init<Parameter, Value>(_ name: String, _ stage: StageFamily<Parameter, Value>, _ parameter: Parameter) {
      self.name = name
      ask = { _ = try $0.value(stage, parameter) }
      count = { $0.timesMade(stage) }
    }
  }

  private static let watched = [
    Watched("operations", Stages.operations), Watched("vectors", Stages.vectors),
    Watched("keyCosines", Stages.keyCosines), Watched("constraints", Stages.constraints),
    Watched("partition", Stages.partition), Watched("units", Stages.units),
    Watched("candidates", Stages.candidates), Watched("operationDeltas", Stages.operationDeltas),
    Watched("observations", Stages.observations), Watched("posterior", Stages.posterior),
    Watched("evidence", Stages.evidence),
    Watched("scenes", Stages.scenes), Watched("verdictTerms", Stages.verdictTerms),
    Watched("verdicts", Stages.verdicts), Watched("guard", Stages.guardFindings),
    Watched("answerModel", Stages.answerModel),
    Watched("leastApplied", Stages.leastApplied), Watched("queue", Stages.queue, .ofKeys),
    Watched("orderedQueue", Stages.orderedQueue, OrderedScope(scope: .ofKeys, order: .impact)),
    Watched("crossings", Stages.crossings, SimilarityJoin.mostPairs),
    Watched("replayMaterial", Stages.replayMaterial), Watched("replay", Stages.replay, 18),
    Watched("database", Stages.database),
  ]

  /// Loads a log and asks for everything.
  private func bench() throws -> Bench {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    try askAll(bench)
    return bench
  }

  private func askAll(_ bench: Bench) throws {
    let look = bench.session.analysis.look
    for watched in StageExpectationsTests.watched { try watched.ask(look) }
  }

  /// The stages whose bodies ran while `text` was performed and everything asked for again.
  @discardableResult
  private func made(by text: String, on bench: Bench) throws -> [String] {
    func counts() -> [Int] { StageExpectationsTests.watched.map { $0.count(bench.session.analysis.stages) } }
    let before = counts()
    try bench.run(text)
    try askAll(bench)
    return zip(StageExpectationsTests.watched, zip(before, counts())).filter { $1.0 != $1.1 }.map(\.0.name)
  }

  private static let queue = ["queue", "orderedQueue"]
  private static let merging = ["partition", "units", "candidates"]
  private static let ofUnits = ["observations", "posterior", "evidence", "verdicts", "guard", "leastApplied"]
  private static let ofReplay = ["replayMaterial", "replay", "database"]

  private static let table: [(String, [String])] = [
    ("note x", []),
    ("param p = 3", []),
    ("set beta 0.5", ["evidence", "leastApplied"] + queue + ofReplay),
    ("set accumulator median", ["evidence", "leastApplied"] + queue + ofReplay),
    ("set accumulator posterior", ["evidence", "leastApplied"] + queue + ofReplay),
    // The budget of the last batch is under either.
    ("set k_max 3", ["leastApplied", "replay", "database"]),
    ("set alpha 0.01", ["verdictTerms", "verdicts"] + queue + ["database"]),
    (
      "signal sign",
      [
        "operationDeltas", "observations", "posterior", "evidence", "verdictTerms", "verdicts",
        "guard", "leastApplied",
      ] + queue
        + ofReplay
    ),
    ("set tau 0.4", merging + ofUnits + queue + ["crossings"] + ofReplay),
    // It moves nobody.
    ("set tau 0.601", merging + queue + ["crossings", "database"]),
    ("set tau 0.599", merging + queue + ["crossings", "database"]),
  ]

  @Test(arguments: table) func bodiesRunAfterAStatement(_ statement: String, _ expected: [String]) throws {
    let bench = try bench()
    #expect(try made(by: statement, on: bench) == expected)
    // What stood before is kept.
    #expect(try made(by: "undo", on: bench) == [])
    #expect(try made(by: "redo", on: bench) == [])
  }

  @Test func aRulingOnAPairThatIsMergedLeavesUnitsStanding() throws {
    let bench = try bench()
    let analysis = bench.session.analysis
    let partition = try analysis.partition()
    let unit = try #require((0..<partition.unitCount).first { partition.members(of: $0).count > 1 })
    let names = try partition.members(of: unit).prefix(2).map { try analysis.name(of: Int($0)) }
    let same = "same \(names[0]) \(names[1])"
    let expected =
      ["constraints"] + StageExpectationsTests.merging + ["answerModel"] + StageExpectationsTests.queue
      + ["database"]
    #expect(try made(by: same, on: bench) == expected)
    // Another reason is another decision, but the same constraint.
    #expect(
      try made(by: "\(same) --because 'it is'", on: bench) == ["constraints", "answerModel", "database"])
    // Two databases are kept, and this was the third study.
    #expect(try made(by: "undo; undo", on: bench) == ["database"])
  }

  @Test func theReplayGoesOnFromTheLatestOneBefore() throws {
    let bench = try bench()
    let look = bench.session.analysis.look
    _ = try look.value(Stages.replay, 5)
    let beats = CallCounter()
    let counting = Pulse { stage, _, _ in if stage == "replaying" { beats.add() } }
    let counted = StageLook(look.study, look.stages, StageMeans(pulse: counting))
    #expect(try counted.value(Stages.replay, 9).step == 9)
    #expect(beats.count == 4)
  }

  @Test func pairsOfOtherKeysAreComparedOnceForATauAboveTheirFloor() throws {
    let bench = try bench()
    let stages = bench.session.analysis.stages
    for tau in ["0.7", "0.5", "0.45"] { try made(by: "set tau \(tau)", on: bench) }
    #expect(stages.timesMade(Stages.crossings) == 4 && stages.timesMade(Stages.crossingsDownTo) == 1)
    try made(by: "set tau 0.3", on: bench)
    #expect(stages.timesMade(Stages.crossingsDownTo) == 2)
  }
}
