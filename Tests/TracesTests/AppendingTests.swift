import Accumulation
import Testing
import Traces

@Suite struct AppendingTests {
  static let first = """
    {"kind":"item","id":"m1","content":"one"}
    {"kind":"batch","batch":1}
    {"kind":"proposal","batch":1,"id":"p","type":"add","content":"a"}
    {"kind":"proposal","batch":1,"id":"only first","type":"modify","anchor":"m1","content":"a"}
    {"kind":"scores","batch":1,"call":0,"baseline":1,"u":{"p":2}}

    """
  static let second = """
    {"kind":"item","id":"m1","content":"ONE"}
    {"kind":"item","id":"m2","content":"two"}
    {"kind":"batch","batch":1}
    {"kind":"proposal","batch":1,"id":"p","type":"add","content":"b","vector":[1,2]}
    {"kind":"batch","batch":2,"epoch":1}
    {"kind":"proposal","batch":2,"id":"q","type":"modify","anchor":"p","content":"c"}
    {"kind":"proposal","batch":2,"id":"log-2/p","type":"add","anchor":"after:p","content":"d"}
    {"kind":"scores","batch":2,"call":0,"baseline":1,"u":{"q":2,"p":3}}
    {"kind":"task","batch":2,"task":"t","outcome":1,"items":["p","m2"],"scene":"p"}
    {"kind":"applied","batch":2,"id":"q"}
    {"kind":"eval","epoch":1,"split":"val","score":1}
    {"kind":"label","id":"q"}

    """

  @Test func keepsBothLogs() throws {
    let (one, two) = (try read(AppendingTests.first).log, try read(AppendingTests.second).log)
    let appended = try one.appending(two)
    let log = appended.log
    #expect(log.sources.map(\.name) == ["log", "log-2"])
    #expect(log.batches.map(\.number) == [1, 1, 2])
    #expect(log.batches.map(\.source) == [0, 1, 1])
    #expect(log.items.map(\.content) == ["one", "two"])
    #expect(log.items.map(\.since) == [0, 1])
    #expect(appended.conflictingItems == ["m1"])
    let ids = (0..<log.proposals.count).map { log.proposals.id[$0] }
    #expect(ids == ["p", "only first", "log-2/p-2", "q", "log-2/p"])
    #expect(log.proposals.vectors.row == [-1, -1, 0, -1, -1])
    let anchors = log.proposals.anchor.map { log.symbols[Int($0)] }
    #expect(anchors == ["tail", "m1", "tail", "log-2/p-2", "after:log-2/p-2"])
    #expect(log.calls.batch == [0, 2])
    #expect(log.calls.proposal == [0, 3, 2])
    #expect(log.calls.end == [1, 3])
    #expect(log.applied == [Application(batch: 2, proposal: 3)])
    #expect(log.labels.map(\.proposal) == [3])
    #expect(log.evals.map(\.source) == [1])
    #expect(log.tasks.item.map { log.symbols[Int($0)] } == ["log-2/p-2", "m2"])
    #expect(log.tasks.scene.map { log.symbols[Int($0)] } == ["p"])
  }

  @Test func refusesOtherDimensions() throws {
    let one = try read(AppendingTests.second).log
    var two = one
    two.proposals.vectors.dimension = 1
    #expect(throws: AppendingFault.differentDimensions(2, 1)) { try one.appending(two) }
  }

  @Test func appendsNothing() throws {
    let log = try read(AppendingTests.second).log
    #expect(try log.appending(TraceLog()).log == log)
  }

  /// What was appended can be written and read, with the batches numbered anew.
  @Test(arguments: 1...10) func writesAppendedLogs(seed: UInt64) throws {
    let one = try read(RandomLog.text(seed: 3 * seed, records: 200)).log
    let two = try read(RandomLog.text(seed: 3 * seed + 30, records: 200)).log
    let log = try one.appending(two).log
    let again = try read(written(log)).log
    #expect(
      differences(again, log).allSatisfy {
        ["sources", "batches", "evals", "symbols", "tasks", "anchor", "calls", "merges", "votes"].contains($0)
      })
    func texts(_ log: TraceLog, _ places: [Int32]) -> [String] {
      places.map { $0 < 0 ? "" : log.symbols[Int($0)] }
    }
    #expect(texts(again, again.merges.part) == texts(log, log.merges.part))
    #expect(texts(again, again.votes.item) == texts(log, log.votes.item))
    #expect(texts(again, again.tasks.arm) == texts(log, log.tasks.arm))
    #expect(again.calls.value == log.calls.value)
    #expect(
      again.proposals.anchor.map { again.symbols[Int($0)] }
        == log.proposals.anchor.map { log.symbols[Int($0)] })
  }
}
