import Importing
import Testing
import TraceLogs

@Suite struct DraftTests {
  private func log(_ body: (inout LogDraft) throws -> Void) throws -> (log: TraceLog, account: ImportAccount)
  {
    var draft = LogDraft(source: "x")
    try body(&draft)
    let result = draft.finish()
    try checkReadsBack(result.log)
    return result
  }

  private func contents(_ log: TraceLog) -> [String] {
    (0..<log.proposals.count).map { log.proposals.content[$0] }
  }
  private func ids(_ log: TraceLog) -> [String] { (0..<log.proposals.count).map { log.proposals.id[$0] } }
  private func anchors(_ log: TraceLog) -> [String] { log.proposals.anchor.map { log.symbols[Int($0)] } }

  @Test func aBankMakesProposalsThatWereApplied() throws {
    let (log, _) = try log { draft in
      draft.item(id: "a", "one")
      draft.batch()
      draft.bank.change("a", "two", reason: "why")
      draft.bank.add("b", "three", after: "a")
      draft.batch()
      draft.bank.remove("b")
      draft.bank.add("b", "four")
    }
    #expect(ids(log) == ["b1p1", "b", "b2p3", "b~2"])
    #expect(anchors(log) == ["a", "after:a", "b", "tail"])
    #expect(contents(log) == ["two", "three", "", "four"] && log.proposals.reason[0] == "why")
    #expect(log.applied.map(\.proposal) == [0, 1, 2, 3] && log.applied.map(\.batch) == [0, 0, 1, 1])
  }

  @Test func idsAreMadeUniqueAndPlacesLeadSomewhere() throws {
    let (log, account) = try log { draft in
      draft.propose(.modify, "m9", "x", id: "m9")
      draft.propose(.add, "after:nobody", "y", id: "")
      draft.propose(.add, "after:m9", "z", id: "p")
      draft.propose(.add, "head", "z", id: "p")
    }
    #expect(ids(log) == ["m9~2", "proposal", "p", "p~2"] && log.items.map(\.id) == ["m9"])
    #expect(anchors(log) == ["m9", "tail", "after:m9", "head"])
    #expect(account[.noted].map(\.count) == [1, 1])
  }

  @Test func whatNoLogMayHoldIsLeftOutAndCounted() throws {
    let (log, account) = try log { draft in
      draft.batch(epoch: 1)
      let proposal = draft.propose(.add, "tail", "x")
      draft.scores(baseline: .nan, [(proposal, 1)])
      draft.scores(baseline: 1, [(proposal, .infinity), (proposal, 2), (proposal, 3), (77, 1)])
      draft.scores(baseline: 1, [])
      draft.task("t", outcome: .nan)
      draft.eval(epoch: 2, split: "val", score: 1)
      draft.eval(epoch: 1, split: "val", score: -.infinity)
      draft.vote(on: .item("nobody"), helpful: 1, harmful: 0)
      draft.vote(on: .proposal(0), helpful: 0, harmful: 0)
    }
    #expect(log.calls.value == [2] && log.tasks.count == 0 && log.evals.isEmpty && log.votes.isEmpty)
    #expect(account[.leftOut].reduce(0) { $0 + $1.count } == 7)
  }

  @Test func compoundsAreWrittenAndRead() throws {
    let (log, _) = try log { draft in
      draft.item(id: "a", "one")
      draft.item(id: "b", "two")
      draft.batch()
      let first = draft.propose(.modify, "a", "x")
      let second = draft.propose(.add, "tail", "y")
      draft.scores(baseline: 1, [(first, 2)])
      draft.bundle([first, second, first], baseline: 1, value: 3)
      draft.bundle([second], baseline: 1, value: 4)
      draft.scores(baseline: 1, [(second, 2)])
      draft.batch()
      draft.bank.merge(["b", "a", "nobody"], "both")
      draft.bundle([first, second], baseline: 5, value: 3)
      draft.vote(on: .item("b"), helpful: 2, harmful: 1, by: "curator")
      draft.vote(on: .proposal(second), helpful: 0, harmful: 1)
      draft.task("t", outcome: 1, items: ["b"], scene: "s", arm: "with")
      draft.task("u", outcome: 0)
    }
    #expect(log.proposals.type == [.modify, .add, .bundle, .merge, .bundle])
    #expect(log.bundles.parts(of: 2) == [0, 1] && log.bundles.call == [1, 4])
    #expect(log.calls.value == [2, 3, 4, 2, 3])
    #expect(log.merges.parts(of: 3).map { log.symbols[Int($0)] } == ["b", "a"])
    #expect(log.tasks.arm(of: 1) == -1 && log.votes.count == 2)
  }

  @Test func whatTheToolCallsOtherwiseStaysTheItem() throws {
    let (log, _) = try log { draft in
      draft.batch()
      draft.bank.add("a", "one")
      draft.bank.rename("a", to: "b")
      draft.bank.add("a", "other")
      draft.bank.change("b", "two")
      #expect(draft.bank.ids == ["b", "a"] && draft.bank.itemID(of: "b") == "a")
    }
    #expect(anchors(log) == ["tail", "tail", "a"] && ids(log) == ["a", "a~2", "b1p3"])
  }
}
