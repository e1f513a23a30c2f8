import Accumulation
import Testing

@Suite struct ExpectedGainTests {
  private func field(_ seed: UInt64) -> PolicyField {
    var world = World()
    (world.operations, world.batches) = (60, 20)
    let log = Simulation(world, seed: seed).log()
    var (numbers, ofProposal) = ([String: Int](), [Int](repeating: 0, count: log.proposals.count))
    for label in log.labels {
      let name = label.sameAs ?? ""
      let number = numbers[name] ?? numbers.count
      numbers[name] = number
      ofProposal[Int(label.proposal)] = number
    }
    let operations = Operations(log: log, fingerprints: ofProposal.map(spreadFingerprint))
    let alone = (0..<Int32(operations.count)).map { $0 }
    return PolicyField(
      log: log, operations: operations, partition: Partition(unitOf: alone, founder: alone, candidates: []))
  }

  /// Over a few planted logs memory is worth more under it than under the method, all along.
  @Test func memoryIsWorthMoreThanUnderTheMethod() throws {
    var (ours, theirs) = (0.0, 0.0)
    for seed in 1...3 as ClosedRange<UInt64> {
      let figures = try comparePolicies([.maa, .posterior], on: field(seed))
      theirs += figures[0].worth?.area ?? 0
      ours += figures[1].worth?.area ?? 0
    }
    #expect(ours > theirs)
  }

  /// What it takes back is expected to harm by what was seen until then, and it sees nothing of what comes later.
  @Test func seesNothingOfWhatComesLater() throws {
    let whole = field(4)
    var run = PolicyRun(.posterior, on: whole)
    var withdrew = false
    var earlier: [[Int32]] = []
    while run.step < whole.log.batches.count {
      let before = Set(run.standing)
      run.advance()
      withdrew = withdrew || !before.subtracting(run.standing).isEmpty
      earlier.append(run.standing)
    }
    #expect(withdrew)
    var log = whole.log
    for call in 0..<log.calls.count where log.calls.batch[call] >= 10 {
      for entry in log.calls.entries(of: call) { log.calls.value[entry] = 100 - log.calls.value[entry] }
    }
    let other = PolicyField(log: log, operations: whole.operations, partition: whole.partition)
    var again = PolicyRun(.posterior, on: other)
    for step in 0..<10 {
      again.advance()
      #expect(again.standing == earlier[step])
    }
  }
}
