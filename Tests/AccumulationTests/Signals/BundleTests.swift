import Accumulation
import Testing

/// Two edits, and both of them together: proposals 0, 1 and the bundle 2, each an operation of its own.
@Suite struct BundleTests {
  private static func log() -> TraceLog {
    var log = sampleLog((0..<3).map { SampleProposal(operation: $0) })
    log.proposals.type[2] = .bundle
    log.batches = (0..<2).map { Batch(source: 0, number: $0) }
    log.appendBundle([0, 1], 0, number: .min, baseline: 10, value: 18)
    log.calls.batch += [0, 1]
    log.calls.number += [0, 0]
    log.calls.baseline += [10, 10]
    log.calls.proposal += [0, 2]
    log.calls.value += [13, 6]
    log.calls.end += [2, 3]
    return log
  }

  private func observed(_ rule: DeltaRule, _ unit: Int) -> [Double] {
    let log = BundleTests.log()
    let operations = Operations(log: log, fingerprints: (0..<3).map(spreadFingerprint))
    let partition = Partition(unitOf: [0, 1, 2], founder: [0, 1, 2], candidates: [])
    let observations = Observations(log: log, operations: operations, partition: partition, rule: rule)
    return Array(observations.delta[observations.range(of: unit)])
  }

  @Test func wholeItIsAUnitOfItsOwn() {
    #expect(observed(DeltaRule(), 0) == [3] && observed(DeltaRule(), 1) == [])
    #expect(observed(DeltaRule(), 2) == [8, -4])
  }

  /// What an edit was scored alone and its part of the bundle are two deltas of the batch.
  @Test func sharedItIsEqualPartsOfItsEdits() {
    let rule = DeltaRule(bundles: .share)
    #expect(observed(rule, 0) == [3.5, -2] && observed(rule, 1) == [4, -2] && observed(rule, 2) == [])
    #expect(rule.certifying == DeltaRule(bundles: .drop))
  }

  @Test func droppedItIsLeftOut() {
    let rule = DeltaRule(bundles: .drop)
    #expect(observed(rule, 0) == [3] && observed(rule, 1) == [] && observed(rule, 2) == [])
    #expect(rule.certifying == rule && DeltaRule().certifying == DeltaRule())
  }

  @Test func aSignIsSharedAsANumber() {
    #expect(observed(DeltaRule(.sign, bundles: .share), 1) == [0.5, -0.5])
  }

  @Test func whatIsAppendedIsSharedAlike() throws {
    let log = BundleTests.log()
    let operations = Operations(log: log, fingerprints: (0..<3).map(spreadFingerprint))
    var before = log
    before.batches.removeLast()
    before.calls.batch.removeLast()
    before.calls.number.removeLast()
    before.calls.baseline.removeLast()
    before.calls.proposal.removeLast()
    before.calls.value.removeLast()
    before.calls.end.removeLast()
    for rule in BundleRule.allCases.map({ DeltaRule(bundles: $0) }) {
      let old = try OperationDeltas(log: before, operations: operations, rule: rule)
      let new = try #require(old.appending(log, operations, rule))
      let anew = try OperationDeltas(log: log, operations: operations, rule: rule)
      for operation in 0..<3 { #expect(new.entries(of: operation) == anew.entries(of: operation)) }
    }
  }
}
