import GoldenSupport
import Testing

import Accumulation

@Suite struct EvidenceQualityTests {
  @Test func theAreaIsTheShareOfPairsInOrder() {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let count = Int.random(in: 0...25, using: &random)
      let values = (0..<count).map { _ in Double(Int.random(in: -4...4, using: &random)) }
      let good = values.map { _ in Bool.random(using: &random) }
      var (won, pairs) = (0.0, 0.0)
      for a in good.indices where good[a] {
        for b in good.indices where !good[b] {
          won += values[a] > values[b] ? 1 : (values[a] == values[b] ? 0.5 : 0)
          pairs += 1
        }
      }
      let area = areaUnderCurve(values, isGood: good)
      if pairs == 0 { #expect(area == nil) } else { #expect(abs((area ?? -1) - won / pairs) < 1e-12) }
    }
  }

  /// Four units: helps and is seen to, helps and is not, does nothing, harms but was never scored.
  @Test func countsAKnownCase() throws {
    var log = sampleLog((0..<5).map { SampleProposal(operation: $0) })
    log.labels = [
      Label(proposal: 0, sameAs: "a", effect: 4, category: "stable"),
      Label(proposal: 1, sameAs: "b", effect: 2, category: "stable"),
      Label(proposal: 2, sameAs: "c", effect: 0, category: "odd"),
      Label(proposal: 3, sameAs: "d", effect: -1, category: "harmful"),
      Label(proposal: 4, sameAs: "d"),
    ]
    let operations = Operations(log: log, fingerprints: (0..<5).map { spreadFingerprint($0) })
    let partition = Partition(unitOf: [0, 1, 2, 3, 4], founder: [0, 1, 2, 3, 4], candidates: [])
    let truth = Truth(log: log, operations: operations, partition: partition)
    let quality = EvidenceQuality(truth, mhat: [3, -1, 1, nil, 9])
    #expect(quality.classes.map(\.name) == ["stable", "harmful", "odd", "all"])
    let stable = quality.classes[0]
    #expect(stable.units == 2 && stable.scored == 2 && stable.signed == 2 && stable.right == 1)
    #expect(stable.error == 2 && stable.positive == 1 && stable.negative == 1 && stable.neither == 0)
    #expect(quality.classes[1].neither == 1 && quality.classes[1].error == nil)
    #expect(quality.classes[2].share == nil && quality.classes[2].positive == 1)
    #expect(quality.classes[3].units == 4 && quality.classes[3].right == 1)
    #expect(quality.signs.map(\.units) == [2, 1, 1])
    #expect(quality.auc == 0.5)
    #expect(quality.correlation == 0.5)
  }

  @Test func identitiesAreElected() {
    var log = sampleLog([0, 0, 0, 1, 2].map { SampleProposal(operation: $0) })
    log.labels = Labels(
      zip([0, 1, 2, 3] as [Int32], ["x", "y", "y", "x"]).map { Label(proposal: $0, sameAs: $1) })
    let operations = Operations(log: log, fingerprints: [0, 0, 0, 1, 2].map { spreadFingerprint($0) })
    let identities = TrueIdentities(log: log, operations: operations)
    #expect(identities.ofOperation == [0, 1, -1] && identities.count == 2)
  }
}
