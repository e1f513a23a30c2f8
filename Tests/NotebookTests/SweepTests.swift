import Accumulation
import Analyses
import Answers
import GoldenSupport
import Sessions
import Studies
import Tables
import Testing

@Suite struct SweepTests {
  @Test func looksAsRecorded() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl; different b3p7 b5p5; same b1p1 b2p3")
    let screen = try bench.shown("sweep tau 0.4..0.9 step 0.05; sweep tau 0.58..0.65 step 0.03 --data")
    #expect(differenceFromGolden(screen, "sweep.txt") == nil)
  }

  /// Every row is what the study would be under its tau.
  @Test(arguments: ["0.2..1 step 0.1", "0.55..0.75 step 0.05"]) func everyRowIsWhatTauGives(_ range: String)
    throws
  {
    let scratch = try Scratch()
    let bench = try Bench()
    try bench.run(
      """
      simulate --operations 40 --batches 60 --complete --seed 3 --to \(scratch.path)/s.jsonl
      load \(scratch.path)/s.jsonl; set clip 10; set tau 0.63
      different U1 U2; same U8 U11
      """)
    let swept = try bench.table("sweep", of: "sweep tau \(range) --data")
    let before = try verdicts(bench.session.analysis)
    let taus = try numbers(swept, "tau")
    #expect(taus.contains(0.63))
    var changes = 0
    for row in swept.rows {
      let tau = try number(row[0])
      try bench.run("set tau \(tau)")
      let analysis = bench.session.analysis
      let (partition, verdicts) = (try analysis.partition(), try verdicts(analysis))
      #expect(row[1] == .integer(partition.unitCount), "\(tau)")
      #expect(row[2] == .integer(partition.unitOf.count - partition.unitCount), "\(tau)")
      let others = partition.unitOf.count { partition.members(of: Int($0)).count > 1 }
      let share = try number(row[3])
      #expect(abs(share - Double(others) / Double(partition.unitOf.count)) < 1e-12, "\(tau)")
      #expect(row[4] == .integer(try suspects(analysis)), "\(tau)")
      let changed = zip(before, verdicts).count { $0 != $1 }
      changes += changed
      #expect(row[5] == .integer(changed), "\(tau)")
      #expect((row[10] == .text("set")) == (tau == 0.63) || row[10] == .text("best, set"), "\(tau)")
    }
    let suspects = try numbers(swept, "suspects")
    #expect(changes > 0 && suspects.contains { $0 > 0 })
  }

  /// Of each operation, the verdict on its unit.
  private func verdicts(_ analysis: Analysis) throws -> [Verdict] {
    let verdicts = try analysis.verdicts().verdict
    return try analysis.partition().unitOf.map { verdicts[Int($0)] }
  }

  /// One unit after another, as the queue of merges does it.
  private func suspects(_ analysis: Analysis) throws -> Int {
    let (trace, operations, partition) = (
      try analysis.trace(), try analysis.operations(), try analysis.partition()
    )
    let deltas = try OperationDeltas(
      log: trace, operations: operations, rule: analysis.study.settings.deltaRule)
    let profiles = operations.firstProposal.map { WordProfile(trace.proposals.content[Int($0)]) }
    let constraints = try analysis.constraints()
    let suspects = SuspectFinder(deltas, profiles: profiles, vectors: try analysis.vectors())
    return (0..<partition.unitCount).count { unit in
      suspects.suspicions(of: unit, in: partition).contains {
        constraints.ruling($0.first, $0.second) == nil
      }
    }
  }

  /// However many taus are looked at in one pass.
  @Test func passesChangeNothing() throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl; same b1p1 b2p3")
    let taus = stride(from: Int32(0), through: 9_500, by: 500).map { Cosine(tenThousandths: $0) }
    let whole = try bench.session.analysis.sweep(over: taus)
    for count in [1, 2, 7, 13] {
      #expect(try bench.session.analysis.sweep(over: taus, atOnce: count) == whole, "\(count) taus")
    }
    #expect(whole.map(\.tau) == taus && Set(whole.map(\.units)).count > 5)
  }

  /// Programs get the numbers once, beside the picture or without it.
  @Test(arguments: ["", " --data", " --to PATH/p.svg", " --to PATH/p.csv"]) func numbersAreGivenOnce(
    _ flags: String
  ) throws {
    let bench = try Bench()
    let scratch = try Scratch()
    try bench.run("load datasets/kitchen.jsonl")
    let statement = "sweep tau step 0.1\(flags)".replacing("PATH", with: scratch.path)
    let answer = try bench.run(statement).answer
    #expect(answer.tables.count == 1)
    let shown = answer.blocks.count { if case .table = $0 { true } else { false } }
    #expect(shown == 1)
    if flags.hasSuffix("csv") {
      #expect(try scratch.read("p.csv").hasPrefix("tau,units,merges,merged_share,suspects,verdicts_changed,"))
    }
    #expect(try bench.run("plot sweep --step 0.1").answer.tables == answer.tables)
  }

  @Test(arguments: [
    ("sweep tau", 56), ("sweep tau 0.5..0.7", 21), ("sweep tau 0.61..0.61", 1),
    ("sweep tau 0.595..0.605 step 0.01", 3), ("sweep tau step 0.5", 3), ("sweep tau 0..1 step 1", 3),
  ])
  func rowsAreThoseOfTheRangeAndOfTauAsSet(_ statement: String, _ rows: Int) throws {
    let bench = try Bench()
    try bench.run("load datasets/kitchen.jsonl")
    let taus = try numbers(try bench.table("sweep", of: statement), "tau")
    #expect(taus.count == rows && taus == taus.sorted(), "\(taus)")
  }

  @Test func itLeavesTheStudyAsItIsAndIsRecordedAsTyped() throws {
    let bench = try Bench()
    try bench.run("param from = 0.5; load datasets/kitchen.jsonl")
    let before = try bench.session.analysis.result()
    try bench.run("sweep tau $from..0.9 step 0.2")
    #expect(try bench.session.analysis.result() == before)
    #expect(bench.session.entries.last?.statement == "sweep tau ${from}..0.9 step 0.2")
  }

  private func number(_ cell: Cell) throws -> Double {
    guard case .number(let value, _) = cell else { throw BenchFailure(description: "no number") }
    return value
  }

  private func numbers(_ table: Table, _ column: String) throws -> [Double] {
    let place = try #require(table.columns.firstIndex { $0.name == column })
    return try table.rows.map { row in
      if case .integer(let value) = row[place] { Double(value) } else { try number(row[place]) }
    }
  }
}
