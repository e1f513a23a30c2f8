import Testing

import Accumulation

/// What is generated, counted, against the parameters. The seeds are fixed: the margins are four standard
/// deviations, and what holds once holds always.
@Suite struct SimulationStatisticsTests {
  /// Hits of many chances.
  private struct Share {
    var hits = 0
    var count = 0

    mutating func add(_ hit: Bool) {
      hits += hit ? 1 : 0
      count += 1
    }

    func isNear(_ p: Double, slack: Double = 0) -> Bool {
      let margin = 4 * (p * (1 - p) / Double(max(1, count))).squareRoot() + slack
      return count > 100 && abs(Double(hits) / Double(count) - p) <= margin
    }
  }

  /// Complete, so that no selection favours what looks good. Deltas of one call share their baseline and those of one
  /// operation their effect: the margin has a slack for that.
  @Test(arguments: [World.Regime.calm, .weak, .drifting, .scenes], [1, 2, 3] as [UInt64])
  func deltasHaveTheSignOfTheirEffectAsOftenAsTheScorerIsAccurate(_ regime: World.Regime, _ seed: UInt64) {
    var world = World(regime)
    world.operations = 600
    world.batches = 60
    world.isComplete = true
    let simulation = Simulation(world, seed: seed)
    let operationOf = operations(of: simulation)
    var share = Share()
    for (index, batch) in simulation.enumerated() {
      let weather = Weather(batch: index, world: world, scenes: simulation.scenes, seed: seed)
      for call in batch.calls {
        for entry in call.entries {
          let planted = PlantedOperation(operationOf[entry.proposal.id] ?? -1, world: world, seed: seed)
          let (effect, delta) = (planted.effect(in: weather.scene), entry.value - call.baseline)
          if effect != 0 { share.add(effect > 0 ? delta > 0 : delta < 0) }
        }
      }
    }
    #expect(share.isNear(world.accuracy, slack: 0.015), "\(share)")
  }

  @Test func classesAndTypesHaveTheirShares() {
    var world = World()
    world.operations = 20_000
    var classes = Array(repeating: Share(), count: 4)
    var (deletes, modifies) = (Share(), Share())
    for index in 0..<world.operations {
      let planted = PlantedOperation(index, world: world, seed: 9)
      for (place, category) in OperationClass.allCases.enumerated() {
        classes[place].add(planted.category == category)
      }
      deletes.add(planted.type == .delete)
      modifies.add(planted.type == .modify)
    }
    for (share, p) in zip(classes, [0.35, 0.25, 0.25, 0.15]) { #expect(share.isNear(p)) }
    #expect(deletes.isNear(0.03) && modifies.isNear(0.5))
  }

  @Test func scoresAreMissingAtTheirRate() {
    var world = World()
    world.isComplete = true
    world.deletes = 0
    let all = Simulation(world, seed: 5).log().calls.value.count
    world.missing = 0.2
    let there = Simulation(world, seed: 5).log().calls.value.count
    #expect(Share(hits: all - there, count: all).isNear(0.2, slack: 0.01))
  }

  /// The last place of a call is favoured by the whole bias, the first by nothing.
  @Test func positionsAreBiased() {
    var world = World()
    world.isComplete = true
    // One entry to an operation, so that places can be counted.
    world.wordings = 1
    world.deletes = 0
    world.spurious = 0
    let fair = sums(world)
    world.positionBias = 6
    let biased = sums(world)
    for place in 0..<world.group {
      let shift = biased[place] - fair[place]
      #expect(abs(shift - 6 * Double(place) / 7) < 0.1, "place \(place): \(shift)")
    }
  }

  /// The mean score at each place of full calls.
  private func sums(_ world: World) -> [Double] {
    var (sums, count) = (Array(repeating: 0.0, count: world.group), 0.0)
    for call in Simulation(world, seed: 6).lazy.flatMap(\.calls) where call.entries.count == world.group {
      for (place, entry) in call.entries.enumerated() { sums[place] += entry.value }
      count += 1
    }
    return sums.map { $0 / count }
  }

  @Test func repeatsScoreTheSameAgain() {
    var world = World()
    world.repeats = 3
    for batch in Simulation(world, seed: 8) {
      #expect(batch.calls.count % 3 == 0)
      #expect(batch.calls.map(\.number) == Array(0..<batch.calls.count))
      for start in stride(from: 0, to: batch.calls.count, by: 3) {
        let names = batch.calls[start..<start + 3].map { $0.entries.map(\.proposal) }
        #expect(names[0] == names[1] && names[1] == names[2])
        #expect(batch.calls[start].entries != batch.calls[start + 1].entries)
      }
    }
  }

  /// A spurious operation looks good in its first batch and like nothing later.
  @Test func spuriousOperationsLureOnce() {
    var world = World()
    world.spurious = 1
    world.harmful = 0
    world.sceneSpecific = 0
    world.operations = 1_000
    world.accuracy = 0.9
    let simulation = Simulation(world, seed: 12)
    let known = operations(of: simulation)
    var seen: Set<Int> = []
    var (first, later): ([Double], [Double]) = ([], [])
    for batch in simulation {
      let new = Set(batch.proposals.map(\.operation)).subtracting(seen)
      for call in batch.calls {
        for entry in call.entries {
          let isNew = new.contains(known[entry.proposal.id] ?? -1)
          if isNew {
            first.append(entry.value - call.baseline)
          } else {
            later.append(entry.value - call.baseline)
          }
        }
      }
      seen.formUnion(new)
    }
    #expect(abs(first.reduce(0, +) / Double(first.count) - world.lure) < 0.5)
    #expect(abs(later.reduce(0, +) / Double(later.count)) < 0.5)
  }

  @Test func proposalsComeAsOftenAsSaid() {
    var world = World()
    world.operations = 5_000
    world.batches = 100
    world.deletes = 0
    let log = Simulation(world, seed: 13).log()
    let mean = Double(log.proposals.count) / Double(world.operations)
    #expect(abs(mean - world.proposals) < 0.1, "\(mean)")
    var wordings: [String: Set<String>] = [:]
    for label in log.labels {
      wordings[label.sameAs ?? "", default: []].insert(log.proposals.content[Int(label.proposal)])
    }
    #expect(wordings.values.allSatisfy { $0.count <= world.wordings })
    #expect(wordings.values.contains { $0.count == world.wordings })
    let last = log.labels.lazy.filter { $0.sameAs == "X5000" }.first
    #expect(log.proposals.batch[Int(last?.proposal ?? 0)] == 59)
  }

  @Test func difficultyDrifts() {
    var world = World(.drifting)
    world.jitter = 0
    world.trend = 0
    let levels = (0..<world.batches).map {
      Weather(batch: $0, world: world, scenes: Scenes(world), seed: 1).level
    }
    #expect(levels[0] == 60 && levels[5] == 30 && levels[10] == 60 && levels[15] == 90 && levels[20] == 60)
    world.wave = 0
    world.trend = 10
    let ends = [0, world.batches - 1].map {
      Weather(batch: $0, world: world, scenes: Scenes(world), seed: 1).level
    }
    #expect(ends == [65, 55])
    let strong = Weather(batch: 0, world: world, scenes: Scenes(world), seed: 1).strength
    #expect(abs(strong - (1 - 0.7 * 0.09)) < 1e-12)
  }
}

/// The operation behind each proposal id of a simulation.
private func operations(of simulation: Simulation) -> [String: Int] {
  var index: [String: Int] = [:]
  for proposal in simulation.lazy.flatMap(\.proposals) { index[proposal.name.id] = proposal.operation }
  return index
}
