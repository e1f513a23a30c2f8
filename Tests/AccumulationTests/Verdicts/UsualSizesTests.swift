import Accumulation
import GoldenSupport
import Scoring
import Simulating
import Testing

@Suite struct UsualSizesTests {
  /// Seven in ten deltas of earlier batches are no larger, up to the width of a class.
  @Test func areWhatSevenInTenStayUnder() {
    for seed in 1...4 {
      let log = Simulation(World(.calm), seed: UInt64(seed)).log()
      let sizes = UsualSizes(log, DeltaRule()).before
      var seen: [Double] = []
      for (batch, calls) in log.callsByBatch().enumerated() {
        let sorted = seen.sorted()
        let exact = sorted.isEmpty ? 0 : sorted[(7 * sorted.count + 9) / 10 - 1]
        #expect(sizes[batch] <= exact && exact <= sizes[batch] * 17 / 16, "seed \(seed) batch \(batch)")
        for call in calls {
          let entries = log.calls.entries(of: Int(call))
          seen += log.calls.value[entries].map { abs($0 - log.calls.baseline[Int(call)]) }.filter { $0 > 0 }
        }
      }
      #expect(sizes.first == 0 && sizes.count == log.batches.count)
    }
  }

  /// What comes later changes nothing of what was usual before it.
  @Test func goOnFromAnEarlierLog() throws {
    let whole = Simulation(World(.calm), seed: 3).log()
    var half = whole
    half.batches.removeLast(20)
    let kept = (0..<whole.calls.count).prefix { Int(whole.calls.batch[$0]) < half.batches.count }.count
    half.calls = whole.calls.first(kept)
    let older = UsualSizes(half, DeltaRule())
    let next = try #require(older.appending(whole, DeltaRule()))
    let anew = UsualSizes(whole, DeltaRule())
    #expect(next.before == anew.before && older.before == Array(anew.before.prefix(half.batches.count)))
    #expect(older.appending(whole, DeltaRule(.rank)) == nil && anew.appending(half, DeltaRule()) == nil)
  }

  /// None of some worlds of each kind without effects is ever certified, save by the rare chance that alpha allows.
  @Test(arguments: NullWorld.Kind.allCases)
  func nothingIsCertifiedWhereNothingIs(kind: NullWorld.Kind) {
    let worlds = 12
    let ever = (0..<worlds).count { seed in isAnyEver(NullWorld(kind, units: 15, seed: UInt64(seed + 1))) }
    #expect(ever <= 3, "\(ever) of \(worlds) worlds")
  }

  private func isAnyEver(_ world: NullWorld) -> Bool {
    var (world, tally) = (world, SizeTally())
    var outcomes = [[Double]](repeating: [], count: 15)
    for _ in 0..<60 {
      let size = tally.usual
      for (unit, delta) in world.next().enumerated() {
        let sign = (delta ?? 0) > 0 ? 1.0 : (delta ?? 0) < 0 ? -1 : 0
        outcomes[unit].append(size > 0 ? max(-1, min(1, (delta ?? 0) / size)) : sign)
        tally.add(delta ?? 0)
      }
    }
    let courses = outcomes.map { EvidenceValue.course($0, ofSizes: true) }
    return (0..<60).contains { batch in
      !certified(logarithms: courses.flatMap { [$0[batch].helps, $0[batch].harms] }, alpha: 0.05).isEmpty
    }
  }

  /// Normal deltas of which 0.74 have the sign of the effect: sizes certify in at most nine tenths of the time of signs.
  @Test func sizesCertifySooner() {
    var random = Randomness(seed: SeededGenerator.announced().seed)
    var (signs, sizes) = ([Int](), [Int]())
    for _ in 0..<300 {
      let deltas = (0..<150).map { _ in random.normal() + 0.643 }
      signs.append(time(deltas.map { $0 > 0 ? 1 : -1 }, ofSizes: false))
      sizes.append(time(deltas.map { max(-1, min(1, $0 / 1.2)) }, ofSizes: true))
    }
    let (before, now) = (signs.sorted()[150], sizes.sorted()[150])
    #expect(Double(now) <= 0.9 * Double(before), "\(before) -> \(now)")
  }

  private func time(_ outcomes: [Double], ofSizes: Bool) -> Int {
    EvidenceValue.course(outcomes, ofSizes: ofSizes).firstIndex { $0.helps >= 7.38 } ?? outcomes.count
  }
}

extension Calls {
  fileprivate func first(_ count: Int) -> Calls {
    var calls = Calls()
    calls.batch = Array(batch.prefix(count))
    calls.number = Array(number.prefix(count))
    calls.baseline = Array(baseline.prefix(count))
    calls.end = Array(end.prefix(count))
    calls.proposal = Array(proposal.prefix(calls.end.last ?? 0))
    calls.value = Array(value.prefix(calls.end.last ?? 0))
    return calls
  }
}
