import Accumulation
import GoldenSupport
import Testing

/// What an answer is said to do against what it does when it is a decision, and everything that follows is made anew.
@Suite struct ChangeFinderTests {
  /// `moves` says where the units of the two would stand, and `really` where they stand after the ruling.
  private struct Agreement {
    var verdicts = 0
    var mhat = 0
    var tried = 0

    mutating func add(_ said: UnitStanding, _ verdict: Verdict, _ mhat: Double?) {
      tried += 1
      verdicts += said.verdict == verdict ? 1 : 0
      self.mhat += abs((said.mhat ?? 0) - (mhat ?? 0)) < 1e-9 ? 1 : 0
    }
  }

  @Test func answersDoWhatIsSaid() throws {
    var random = SeededGenerator.announced()
    var (joined, parted) = (Agreement(), Agreement())
    for _ in 0..<3 {
      let sample = try PlantedMerges(&random).sample
      let state = try sample.state()
      let queue = try sample.queue(state).map(\.candidate).shuffled(using: &random)
      for candidate in queue.filter({ $0.kind == .near }).prefix(30)
        + queue.filter({ $0.kind != .near }).prefix(40)
      {
        try compare(candidate, sample, state, &joined, &parted)
      }
    }
    print("joined \(joined)\nparted \(parted)")
    // Others may find a closer leader, or lose their certificate: seldom.
    #expect(
      joined.tried > 50 && Double(joined.verdicts) >= 0.97 * Double(joined.tried), "seed \(random.seed)")
    #expect(Double(joined.mhat) >= 0.9 * Double(joined.tried), "\(joined), seed \(random.seed)")
    #expect(
      parted.tried > 40 && Double(parted.verdicts) >= 0.95 * Double(parted.tried), "seed \(random.seed)")
    #expect(Double(parted.mhat) >= 0.85 * Double(parted.tried), "\(parted), seed \(random.seed)")
  }

  private func compare(
    _ candidate: Candidate, _ sample: QueueSample, _ state: QueueSample.State, _ joined: inout Agreement,
    _ parted: inout Agreement
  ) throws {
    let unitOf = state.partition.unitOf
    let isOne = unitOf[Int(candidate.first)] == unitOf[Int(candidate.second)]
    var finder = finder(sample, state)
    let moves = finder.moves(of: candidate)
    var ruled = sample
    guard ruled.add(isOne ? .different : .same, candidate) else { return }
    let after = try ruled.state()
    func really(_ operation: Int32) -> (Verdict, Double?) {
      let unit = Int(after.partition.unitOf[Int(operation)])
      return (after.verdicts.verdict[unit], after.mhat[unit])
    }
    if isOne {
      let founder = state.partition.founder[Int(unitOf[Int(candidate.first)])]
      let (stays, leaves) = (really(founder), really(max(candidate.first, candidate.second)))
      parted.add(moves[0].after, stays.0, stays.1)
      parted.add(moves[1].after, leaves.0, leaves.1)
    } else {
      let one = really(candidate.first)
      joined.add(moves[0].after, one.0, one.1)
    }
  }

  private func finder(_ sample: QueueSample, _ state: QueueSample.State) -> ChangeFinder {
    let material = sample.material(state)
    return ChangeFinder(
      sample.ground(state), constraints: state.constraints, judge: material.judge, keys: material.keys,
      cosines: PairCosines(sample.vectors))
  }
}
