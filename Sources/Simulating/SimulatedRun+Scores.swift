import Basics

/// What is scored in a batch, and with which errors.
extension SimulatedRun {
  struct Scores: Sendable {
    var calls: [SimulatedCall] = []
    /// Who was scored, and for each the sum and the number of its deltas.
    var operations: [Int32]
    var sums: [Double]
    var counts: [Int32]

    init(_ operations: [Int32]) {
      self.operations = operations
      sums = Array(repeating: 0, count: operations.count)
      counts = Array(repeating: 0, count: operations.count)
    }
  }

  /// Every operation that was proposed so far, or those proposed in this batch and the pool of the recorded run.
  func operationsToScore(_ proposed: [Int32]) -> [Int32] {
    guard !world.isComplete else {
      return (0..<Int32(truncatingIfNeeded: operations.count)).filter {
        operations.wasProposed($0) && isScored($0)
      }
    }
    let again = pool.map(\.operation).filter {
      !operations.isProposed($0, in: batch) && operations.isLive($0, in: memory)
    }
    return proposed.filter(isScored) + again.filter(isScored)
  }

  /// Who lives of votes keeps away from scores.
  private func isScored(_ operation: Int32) -> Bool {
    world.attack != .votes || planted(Int(operation)).attack == nil
  }

  /// Three people vote on a third of what is proposed, as they see it; one more praises what was planted.
  mutating func votes(on proposed: [Int32], _ weather: Weather) -> [SimulatedVote] {
    var random = Randomness(seed: seed ^ 0x76, purpose: Purpose.batch(batch))
    return proposed.flatMap { operation -> [SimulatedVote] in
      let (name, planted) = (operations.latest(operation), planted(Int(operation)))
      if planted.attack != nil { return [SimulatedVote(proposal: name, isHelpful: true, voter: "v4")] }
      return (1...3).compactMap { voter in
        guard random.happens(1.0 / 3) else { return nil }
        let seen = planted.effect(in: weather.scene) + sigma * random.normal()
        return SimulatedVote(proposal: name, isHelpful: seen > 0, voter: "v\(voter)")
      }
    }
  }

  mutating func score(_ scored: [Int32], _ weather: Weather) -> Scores {
    var scored = scored
    order.shuffle(&scored)
    var scores = Scores(scored)
    var done = 0
    for start in stride(from: 0, to: scored.count, by: world.group) where interruption == nil {
      let places = start..<min(start + world.group, scored.count)
      let values = places.map { level(of: scored[$0], at: $0 - start, weather) }
      for _ in 0..<world.repeats {
        done += 1
        beat(done * 8)
        call(places, values, weather, &scores)
      }
    }
    return scores
  }

  /// What a scorer without noise would say.
  private func level(of operation: Int32, at position: Int, _ weather: Weather) -> Double {
    let planted = planted(Int(operation))
    let isNew = operations.isNew(operation, in: batch)
    let lure =
      planted.attack == .burst ? Attack.lure * world.effect : planted.category == .spurious ? world.lure : 0
    let effect = planted.effect(in: weather.scene) + (isNew ? lure : 0)
    let bias = world.group > 1 ? world.positionBias * Double(position) / Double(world.group - 1) : 0
    return weather.level + effect * weather.strength + bias
  }

  private mutating func call(
    _ places: Range<Int>, _ values: [Double], _ weather: Weather, _ scores: inout Scores
  ) {
    let baseline = seen(weather.level)
    var entries: [SimulatedCall.Entry] = []
    for (place, value) in zip(places, values) {
      let value = seen(value)
      guard !losses.happens(world.missing) else { continue }
      for name in operations.scoredNames(scores.operations[place]) {
        entries.append(.init(proposal: name, value: value))
      }
      scores.sums[place] += value - baseline
      scores.counts[place] += 1
    }
    guard !entries.isEmpty else { return }
    scores.calls.append(SimulatedCall(number: scores.calls.count, baseline: baseline, entries: entries))
  }

  /// A value as the scorer gives it: with noise, within the range, in hundredths.
  private mutating func seen(_ value: Double) -> Double {
    rounded(min(World.range.upperBound, max(World.range.lowerBound, value + sigma * noise.normal())))
  }
}
