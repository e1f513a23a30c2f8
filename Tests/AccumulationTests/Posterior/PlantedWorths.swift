import Accumulation

/// A simulated log with its operations told apart as planted, and what each is truly worth.
struct PlantedWorths {
  let observations: Observations
  let conditions: BatchConditions
  /// Of each unit that was scored.
  let units: [Int]
  let effect: [Double]
  let unitCount: Int

  init(_ regime: World.Regime, seed: UInt64) {
    let log = Simulation(World(regime), seed: seed).log()
    var numbers: [String: Int] = [:]
    var ofProposal = [Int](repeating: 0, count: log.proposals.count)
    for label in log.labels {
      let name = label.sameAs ?? ""
      let number = numbers[name] ?? numbers.count
      numbers[name] = number
      ofProposal[Int(label.proposal)] = number
    }
    // All wordings of one planted operation are one operation here.
    let operations = Operations(log: log, fingerprints: ofProposal.map(spreadFingerprint))
    let alone = (0..<Int32(operations.count)).map { $0 }
    let partition = Partition(unitOf: alone, founder: alone, candidates: [])
    let truth = Truth(log: log, operations: operations, partition: partition)
    let observations = Observations(log: log, operations: operations, partition: partition, rule: DeltaRule())
    effect = truth.effect.map { $0 ?? 0 }
    unitCount = partition.unitCount
    units = (0..<partition.unitCount).filter { !observations.range(of: $0).isEmpty }
    conditions = BatchConditions(log, DeltaRule())
    self.observations = observations
  }

  var posterior: Posterior { Posterior(observations, unitCount: unitCount, conditions: conditions) }

  var average: Evidence { Evidence(observations, unitCount: unitCount, accumulator: .ema(beta: 0.9)) }

  /// The summed true effect of the units ranked first, and how many of these harm.
  func worth(ofFirst count: Int, _ ranking: [Int32]) -> (gain: Double, harmful: Int) {
    let first = ranking.prefix(count).map { effect[Int($0)] }
    return (first.reduce(0, +), first.count { $0 < 0 })
  }

  func error(_ estimate: [Double?]) -> Double {
    let squares = units.map { unit in
      let error = (estimate[unit] ?? 0) - effect[unit]
      return error * error
    }
    return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
  }
}
