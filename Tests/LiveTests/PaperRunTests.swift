import Foundation
import Language
import Memory
import PaperSupport
import StubServer
import Testing
import TraceLogs
import Traces

/// A run that reads the method to the letter, against the paper's loop written a second time.
@Suite struct PaperRunTests {
  /// Who is scored in which batch, what is applied and what memory says, call by call. Texts differ by numbers only, so that a
  /// tau of 0.99 is equality. No longer than a member may stay: an addition that comes back after its item was made is one more
  /// item to the paper, and none here, where an id is that of the first proposal of its words.
  @Test(arguments: ["", "--group 2", "--scorer reference", "--scorer reference --epsilon 0.1"])
  func aRunToTheLetterIsThePapersCallByCall(_ flags: String) throws {
    let server = try ScriptedModel().server()
    let bench = try LiveBench()
    try bench.run(
      "set reading paper; \(bench.model(server)); \(try bench.optimize(flags))")
    let log = try readTrace("\(bench.folder)/run.jsonl").log
    let replay = try bench.session.analysis.replay()
    // Who comes back is a new member, and the log goes on to call it by the first proposal of its words.
    func first(_ proposal: Int) -> Int {
      (0...proposal).first { isOne(log, $0, proposal) } ?? proposal
    }
    var oracle = PaperOracle(
      log: log, rules: replay.rules, beta: 0.9, tau: 0.99,
      cosine: { log.proposals.content[$0] == log.proposals.content[$1] ? 1 : 0 },
      speaksOf: { isOne(log, $0, $1) })
    oracle.run()
    #expect(log.batches.count == 8 && oracle.memories.last?.isEmpty == false)
    #expect(replay.bank.items.map { "\($0.id): \($0.content)" } == oracle.memories.last)
    for batch in log.batches.indices {
      let calls = (0..<log.calls.count).filter { Int(log.calls.batch[$0]) == batch }
      let scored = calls.flatMap { log.calls.entries(of: $0).map { Int(log.calls.proposal[$0]) } }
      #expect(scored.sorted() == oracle.scored[batch].map(first).sorted(), "batch \(batch + 1)")
      let applied = log.applied.filter { $0.batch == batch }.map { Int($0.proposal) }
      #expect(applied == oracle.applied[batch].map(first), "batch \(batch + 1)")
    }
  }

  private func isOne(_ log: TraceLog, _ first: Int, _ second: Int) -> Bool {
    log.proposals.type[first] == log.proposals.type[second]
      && log.proposals.anchor[first] == log.proposals.anchor[second]
      && log.proposals.content[first] == log.proposals.content[second]
  }
}
