import Accumulation
import GoldenSupport
import Testing

@Suite struct UnitPassageTests {
  @Test func unitsWithTheSameMembersStandAndNoOthers() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<2_000 {
      let (old, new) = UnitPassageTests.pair(&random)
      let passage = UnitPassage(from: old, to: new)
      let (before, after) = (UnitPassageTests.units(old), UnitPassageTests.units(new))
      let made = after.indices.filter { !before.contains(after[$0]) }
      #expect(passage.made.map { Int($0) } == made, "seed \(random.seed)")
      #expect(passage.dropped.map { before[Int($0)] } == before.filter { !after.contains($0) })
      #expect(passage.column(before) { after[$0] } == after, "seed \(random.seed)")
      #expect(passage.column(before, made.map { after[$0] }) == after)
      for (unit, number) in passage.numbers.enumerated() {
        #expect(number < 0 || before[unit] == after[Int(number)], "seed \(random.seed)")
        #expect((number < 0) == !after.contains(before[unit]), "seed \(random.seed)")
      }
      #expect(passage.isStill == (before == after))
    }
  }

  @Test func unitsThatAreLookedAtBesidesAreMade() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<1_000 {
      let (old, new) = UnitPassageTests.pair(&random)
      let (before, after) = (UnitPassageTests.units(old), UnitPassageTests.units(new))
      let besides = after.indices.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
      let plain = UnitPassage(from: old, to: new)
      let passage = plain.looking(at: besides.map { Int32($0) })
      #expect(Set(passage.made) == Set(plain.made).union(besides.map { Int32($0) }), "seed \(random.seed)")
      #expect(passage.column(before) { after[$0] } == after, "seed \(random.seed)")
    }
  }

  private static func units(_ partition: Partition) -> [[Int32]] {
    (0..<partition.unitCount).map { Array(partition.members(of: $0)) }
  }

  /// Two partitions that have much in common, the second at times of more operations; large ones at times, so that whole
  /// blocks stand.
  private static func pair(_ random: inout SeededGenerator) -> (Partition, Partition) {
    let count = Int.random(in: 0..<10, using: &random) == 0 ? 3_000 : Int.random(in: 0...20, using: &random)
    let labels = (0..<count).map { $0 - Int.random(in: 0..<4, using: &random) }
    var others = labels + (0..<Int.random(in: 0...3, using: &random)).map { count + $0 / 2 }
    for _ in 0..<Int.random(in: 0...3, using: &random) where !others.isEmpty {
      others[Int.random(in: 0..<others.count, using: &random)] = Int.random(in: -1...count, using: &random)
    }
    return (partition(labels), partition(others))
  }

  /// Units numbered as they appear.
  private static func partition(_ labels: [Int]) -> Partition {
    var (numbers, founders) = ([Int: Int32](), [Int32]())
    let unitOf = labels.enumerated().map { operation, label -> Int32 in
      if let number = numbers[label] { return number }
      let number = Int32(founders.count)
      numbers[label] = number
      founders.append(Int32(operation))
      return number
    }
    return Partition(unitOf: unitOf, founder: founders, candidates: [])
  }
}
