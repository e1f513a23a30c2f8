import Foundation
import Language
import Memory
import Sessions
import StubServer
import Testing
import TraceLogs
import Traces

/// The whole loop against a model that proposes and judges from a planted world.
@Suite struct LoopTests {
  @Test(arguments: [
    "", "--scorer reference", "--scorer reference --select 2", "--repeats 2 --group 3",
    "--plan worth --scorings 3",
  ])
  func aRunAgreesWithItsReplayAndItsCassette(_ flags: String) throws {
    let model = ScriptedModel()
    let server = try model.server()
    let bench = try LiveBench()
    try bench.run("\(bench.model(server)); \(try bench.optimize(flags))")
    let log = try bench.bytes()
    let trace = try readTrace("\(bench.folder)/run.jsonl").log
    #expect(trace.batches.count == 8 && trace.plannedBatches == 8)
    #expect(trace.proposals.count > 5 && trace.calls.count > 5 && !trace.applied.isEmpty)
    // What the run applied is what `apply` applies, batch by batch.
    let replay = try bench.session.analysis.replay()
    let applied = replay.events.filter { $0.kind == .applied }.map {
      [$0.step - 1, replay.material.firstProposal[Int($0.unit)]]
    }
    #expect(applied == trace.applied.map { [$0.batch, $0.proposal] })
    let recorded = RecordedRun(log: trace, through: trace.batches.count)
    #expect(recorded.bank == replay.bank && recorded.taken.allSatisfy { $0.refusal == nil })
    try replayed(bench, log, flags)
    #expect(
      model.answers.values.allSatisfy { $0 == 1 } || flags.contains("reference"), "nothing is paid twice")
    #expect(ScriptedModel.worth(of: replay.bank.items.map(\.content).joined(separator: "\n")) > 0)
  }

  /// The recorded statements, without a network and where no log is, give the same bytes.
  private func replayed(_ bench: LiveBench, _ log: Data, _ flags: String) throws {
    let statements = bench.session.statements
    #expect(statements.last?.contains("--sha256 ") == true)
    try FileManager.default.removeItem(atPath: "\(bench.folder)/run.jsonl")
    let again = try LiveBench(network: false)
    try again.run(statements.joined(separator: "\n"))
    #expect(try bench.bytes() == log)
    // And once more, where the log stands: it is read.
    let third = try LiveBench(network: false)
    try third.run(statements.joined(separator: "\n"))
    #expect(third.session.study.log?.trace == again.session.study.log?.trace)
  }

  @Test func howManyAreAskedAtOnceChangesNothing() throws {
    let server = try ScriptedModel().server()
    let logs = try [1, 7].map { count -> Data in
      let bench = try LiveBench()
      try bench.run("\(bench.model(server)); \(try bench.optimize("--group 2 --at-once \(count)"))")
      return try bench.bytes()
    }
    // Tasks are equal, and nothing of a folder stands in a log.
    #expect(logs[0] == logs[1])
  }

  @Test func aPersonStepsInBetweenBatches() throws {
    let server = try ScriptedModel().server()
    let bench = try LiveBench()
    try bench.run("\(bench.model(server)); \(try bench.optimize("--stop-after 2"))")
    #expect(bench.complaint("score")?.hint == "propose")
    try bench.run("propose")
    #expect(bench.complaint("propose")?.hint == "score")
    try bench.run(
      "score --units U1; step --live; pin U2; forbid U1; set k_max 2; step --live; optimize --resume")
    let log = try bench.bytes()
    let trace = try readTrace("\(bench.folder)/run.jsonl").log
    #expect(trace.batches.count == 8)
    let third = (0..<trace.calls.count).filter { trace.calls.batch[$0] == 2 }
    #expect(third.flatMap { trace.calls.entries(of: $0).map { trace.calls.proposal[$0] } } == [0])
    let replay = try bench.session.analysis.replay()
    #expect(replay.events.contains { $0.unit == 0 && $0.kind == .evicted(.forbidden) })
    #expect(!replay.pool.contains { $0.unit == 0 })
    try replayed(bench, log, "")
    #expect(bench.complaint("step --live")?.message.contains("the run is over") == true)
  }

  @Test func otherSettingsAreAnotherRun() throws {
    let server = try ScriptedModel().server()
    let bench = try LiveBench()
    try bench.run("\(bench.model(server)); \(try bench.optimize("--stop-after 1"))")
    let other = try LiveBench(bench.folder)
    try other.run(other.model(server))
    #expect(other.complaint(try bench.optimize())?.message.contains("holds a run already") == true)
    let fault = other.complaint(try bench.optimize("--resume --seed 2"))
    #expect(fault?.message.contains("seed was 1") == true, "\(String(describing: fault))")
    try other.run(try bench.optimize("--resume"))
    #expect(try readTrace("\(bench.folder)/run.jsonl").log.batches.count == 8)
  }
}
