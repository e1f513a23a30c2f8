import Accumulation
import GoldenSupport
import Testing

@Suite struct PartitionTests {
  @Test func membersStandInLogOrder() {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let partition = randomPartition(&random, operations: .random(in: 0...40, using: &random))
      #expect(partition.members.count == partition.unitOf.count)
      for unit in 0..<partition.unitCount {
        let expected = partition.unitOf.indices.filter { partition.unitOf[$0] == unit }.map(Int32.init)
        #expect(Array(partition.members(of: unit)) == expected, "seed \(random.seed)")
      }
    }
  }
}

/// Any partition of so many operations, its units numbered as they appear.
func randomPartition(_ random: inout SeededGenerator, operations: Int) -> Partition {
  var (unitOf, founder) = ([Int32](), [Int32]())
  for operation in 0..<operations {
    let unit = Int.random(in: 0...founder.count, using: &random)
    if unit == founder.count { founder.append(Int32(operation)) }
    unitOf.append(Int32(unit))
  }
  return Partition(unitOf: unitOf, founder: founder, candidates: [])
}
