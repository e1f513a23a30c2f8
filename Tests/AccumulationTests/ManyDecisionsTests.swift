import Accumulation
import GoldenSupport
import Testing

/// Ten thousand decisions: what they say does not depend on their order, and what contradicts is found at once.
@Suite struct ManyDecisionsTests {
  private static let count = 10_000
  private static let operationCount = 3_000

  @Test func anyOrderGivesTheSamePartition() throws {
    var random = SeededGenerator.announced()
    let (operations, vectors) = Self.log(&random)
    let decisions = try Self.decisions(Self.count, among: Self.operationCount + 200, &random)
    let partitions = try (0..<4).map { round -> Partition in
      let order = round == 0 ? decisions : decisions.shuffled(using: &random)
      let turned = order.map { decision in
        Bool.random(using: &random) ? decision : Decision(decision.ruling, decision.second, decision.first)
      }
      let constraints = Constraints(try Decisions(turned), for: operations)
      return try Leader.partition(
        operations, vectors: vectors, constraints: constraints, tau: Cosine(tenThousandths: 6_000))
    }
    for partition in partitions.dropFirst() {
      #expect(partition.unitOf == partitions[0].unitOf, "seed \(random.seed)")
      #expect(partition.candidates == partitions[0].candidates, "seed \(random.seed)")
    }
    #expect(partitions[0].unitCount < operations.count && partitions[0].unitCount > 100)
  }

  @Test func aContradictionIsFoundAtOnce() throws {
    var random = SeededGenerator.announced()
    let all = try Self.decisions(Self.count, among: 2_000, &random)
    let decisions = try Decisions(all)
    let pairs = try Self.ruledPairs(300, of: decisions, all, among: 2_000, &random)
    let found = pairs.map { pair -> (time: Duration, chain: Int) in
      var copy = decisions
      let found = refusal(of: pair, by: &copy)
      return (found.time, found.thrown?.chain.count ?? 0)
    }
    let times = found.map(\.time).sorted()
    let chains = found.map(\.chain)
    print(
      "\(times.count) contradictions: median \(times[150]), slowest \(times[299]), chains to \(chains.max() ?? 0)"
    )
    #expect(chains.allSatisfy { $0 > 0 } && chains.count { $0 > 1 } > 100, "seed \(random.seed)")
    #expect(times[299] < .milliseconds(10), "seed \(random.seed)")
  }

  /// What is thrown, and how long the thread worked for it; expectations would describe all of the chain meanwhile.
  private func refusal(of decision: Decision, by decisions: inout Decisions)
    -> (thrown: Contradiction?, time: Duration)
  {
    let start = threadTime()
    do throws(Contradiction) {
      try decisions.add(decision)
      return (nil, threadTime() - start)
    } catch {
      return (error, threadTime() - start)
    }
  }

  /// Rulings that contradict: pairs that are ruled on, mostly by a chain, and the opposite of what it says.
  private static func ruledPairs(
    _ wanted: Int, of decisions: Decisions, _ all: [Decision], among count: Int,
    _ random: inout SeededGenerator
  ) throws -> [Decision] {
    let names = try (0..<count).map(spreadName)
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    func kin(of name: OperationName) throws -> OperationName {
      let number = try #require(numbers[name])
      return names[min(number / 4 * 4 + Int.random(in: 0..<4, using: &random), count - 1)]
    }
    var pairs: [Decision] = []
    while pairs.count < wanted {
      let near = try #require(all.randomElement(using: &random))
      let (first, second) = (try kin(of: near.first), try kin(of: near.second))
      guard first != second, let ruling = decisions.ruling(first, second) else { continue }
      pairs.append(Decision(ruling.opposite, first, second))
    }
    return pairs
  }

  /// All decisions are one chain, the longest there can be.
  @Test func theLongestChainIsFoundAtOnce() throws {
    let names = try (0...Self.count).map(spreadName)
    var decisions = try Decisions(zip(names, names.dropFirst()).map { Decision(.same, $0, $1) })
    // The chain stays as it is when it refuses; the middle of five, because the first finds nothing in the caches.
    let found = (0..<5).map { _ in
      refusal(of: Decision(.different, names[0], names[Self.count]), by: &decisions)
    }
    let time = found.map { $0.time }.sorted()[2]
    print("a chain of \(Self.count): \(time)")
    #expect(found[0].thrown?.chain == zip(names, names.dropFirst()).map { Decision(.same, $0, $1) })
    #expect(time < .milliseconds(10))
  }

  /// Every version is kept, as a session keeps them.
  @Test func keepingAllVersionsTakesNoSquare() throws {
    var random = SeededGenerator.announced()
    let all = try Self.decisions(Self.count, among: 2_000, &random)
    var versions = [Decisions()]
    let clock = ContinuousClock()
    let start = clock.now
    for decision in all {
      var next = versions[versions.count - 1]
      try next.add(decision)
      versions.append(next)
    }
    print("\(all.count) versions: \(clock.now - start)")
    #expect(versions[5_000].all.elementsEqual(all.prefix(versions[5_000].count)))
    #expect(versions[0].isEmpty)
    #expect(versions[3_000] != versions[3_001] && versions[3_000] == versions[3_000])
  }

  @Test func whatIsTakenBackIsAsIfItHadNotBeen() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let all = try Self.decisions(12, among: 8, &random)
      var decisions = try Decisions(all)
      let place = Int.random(in: 0..<all.count, using: &random)
      let removed = decisions.remove(all[place].second, all[place].first)
      #expect(removed == all[place], "seed \(random.seed)")
      let rest = all.enumerated().filter { $0.offset != place }.map(\.element)
      let fresh = try Decisions(rest)
      #expect(decisions == fresh && decisions.all == rest, "seed \(random.seed)")
      for first in 0..<8 {
        for second in 0..<8 {
          let (a, b) = (try spreadName(first), try spreadName(second))
          #expect(decisions.ruling(a, b) == fresh.ruling(a, b), "seed \(random.seed)")
        }
      }
      #expect(decisions.remove(try spreadName(90), try spreadName(91)) == nil)
    }
  }

  /// Distinct pairs ruled by a planted truth, so that none contradicts.
  private static func decisions(_ wanted: Int, among count: Int, _ random: inout SeededGenerator) throws
    -> [Decision]
  {
    var seen: Set<[Int]> = []
    var decisions: [Decision] = []
    while decisions.count < wanted {
      let first = Int.random(in: 0..<count, using: &random)
      // Half of the second ones are of the first's kind.
      let kin = (first / 4) * 4 + Int.random(in: 0..<4, using: &random)
      let second =
        Bool.random(using: &random) ? min(kin, count - 1) : Int.random(in: 0..<count, using: &random)
      guard first != second, seen.insert([min(first, second), max(first, second)]).inserted else {
        // Few operations have few pairs.
        if seen.count >= count * (count - 1) / 2 { break }
        continue
      }
      decisions.append(
        Decision(first / 4 == second / 4 ? .same : .different, try spreadName(first), try spreadName(second)))
    }
    return decisions
  }

  /// Operations of a few keys with vectors of few directions, so that many are close.
  private static func log(_ random: inout SeededGenerator) -> (Operations, Vectors) {
    let operations = sampleOperations(
      (0..<operationCount).map { SampleProposal(operation: $0, anchor: $0 % 13) })
    var values: [Float] = []
    for _ in 0..<operationCount {
      var row = (0..<8).map { _ in Float.random(in: -1...1, using: &random) }
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      row = row.map { $0 / length }
      values += row
    }
    return (operations, Vectors(dimension: 8, values: values))
  }
}
