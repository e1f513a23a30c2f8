import Basics
import Files
import Identity
import Scoring
import Simulating
import TraceLogs

extension MaaBench {
  /// What the posterior promises against the moving average at beta 0.9, on planted logs of each regime with their
  /// operations told apart as planted. One line of figures a regime, paired by log.
  static func posterior(seeds: Int) {
    for regime in World.Regime.allCases {
      var figures = PosteriorFigures()
      for seed in 1...max(2, seeds) { figures.add(PlantedLog(regime, seed: UInt64(seed))) }
      print(figures.lines(regime.rawValue).joined(separator: "\n"))
    }
  }

  /// Fits and reckons units of so many observations each, several times over; the best of each counts.
  static func posteriorTimes(units: Int, looks: Int, threads: Int, runs: Int) {
    var random = Randomness(seed: 9)
    var (unit, batch, delta) = ([Int32](), [Int32](), [Double]())
    for number in 0..<units {
      let worth = random.uniform() < 0.25 ? 0 : 0.5 + 3 * random.normal()
      var step = Int32(truncatingIfNeeded: random.below(50))
      for _ in 0..<looks {
        step += 1 + Int32(truncatingIfNeeded: random.below(5))
        unit.append(Int32(truncatingIfNeeded: number))
        batch.append(step)
        delta.append(worth + 4 * random.normal())
      }
    }
    let workers = threads > 1 ? Workers.threads(threads) : Workers.one
    let observations = Observations(
      unitCount: units, unit: unit, batch: batch, delta: delta, workers: workers)
    for _ in 0..<max(1, runs) {
      let start = ContinuousClock.now
      let posterior = Posterior(observations, unitCount: units, workers: workers)
      print("\(start.duration(to: .now) / .seconds(1)) \(posterior.model?.none ?? 0)")
    }
  }
}

/// A simulated log with its operations told apart as planted.
private struct PlantedLog {
  let effect: [Double]
  let units: [Int]
  let posterior: Posterior
  let average: Evidence

  init(_ regime: World.Regime, seed: UInt64) {
    let log = Simulation(World(regime), seed: seed).log()
    var (numbers, ofProposal) = ([String: Int](), [Int](repeating: 0, count: log.proposals.count))
    for label in log.labels {
      let name = label.sameAs ?? ""
      let number = numbers[name] ?? numbers.count
      numbers[name] = number
      ofProposal[Int(label.proposal)] = number
    }
    let names = ofProposal.map {
      Fingerprint(words: [UInt64($0 + 1) &* 0x9E37_79B9_7F4A_7C15, 0, 0, UInt64($0)])
    }
    let operations = Operations(log: log, fingerprints: names)
    let alone = (0..<Int32(operations.count)).map { $0 }
    let partition = Partition(unitOf: alone, founder: alone, candidates: [])
    let observations = Observations(log: log, operations: operations, partition: partition, rule: DeltaRule())
    let count = partition.unitCount
    effect = Truth(log: log, operations: operations, partition: partition).effect.map { $0 ?? 0 }
    units = (0..<count).filter { !observations.range(of: $0).isEmpty }
    posterior = Posterior(observations, unitCount: count, conditions: BatchConditions(log, DeltaRule()))
    average = Evidence(observations, unitCount: count, accumulator: .ema(beta: 0.9))
  }

  func effects(ofFirst ranking: [Int32]) -> [Double] { ranking.prefix(30).map { effect[Int($0)] } }

  func error(_ estimate: [Double?]) -> Double {
    let squares = units.map { unit in
      let error = (estimate[unit] ?? 0) - effect[unit]
      return error * error
    }
    return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
  }
}

private struct PosteriorFigures {
  private var gains: [Double] = []
  private var more: [Double] = []
  private var (harmful, averageHarmful) = (0, 0)
  private var (error, averageError) = (0.0, 0.0)
  private var bins = [(stated: Double, helped: Double, count: Double)](repeating: (0, 0, 0), count: 7)
  private var (held, units) = (0, 0)

  private static let cuts = [0.1, 0.3, 0.5, 0.7, 0.9, 0.97]

  mutating func add(_ log: PlantedLog) {
    let (ours, theirs) = (
      log.effects(ofFirst: log.posterior.ranking), log.effects(ofFirst: log.average.ranking)
    )
    gains.append(ours.reduce(0, +))
    more.append(ours.reduce(0, +) - theirs.reduce(0, +))
    harmful += ours.count { $0 < 0 }
    averageHarmful += theirs.count { $0 < 0 }
    error += log.error(log.posterior.mean)
    averageError += log.error(log.average.mhat)
    for unit in log.units { add(log, unit) }
  }

  private mutating func add(_ log: PlantedLog, _ unit: Int) {
    let posterior = log.posterior
    guard let chance = posterior.chance[unit], let low = posterior.low[unit], let high = posterior.high[unit]
    else { return }
    let (effect, bin) = (log.effect[unit], PosteriorFigures.cuts.count { chance >= $0 })
    bins[bin].stated += chance
    bins[bin].helped += effect > 0 ? 1 : 0
    bins[bin].count += 1
    held += low <= effect && effect <= high ? 1 : 0
    units += 1
  }

  func lines(_ name: String) -> [String] {
    let count = Double(gains.count)
    let spread = Interval.mean(more, confidence: 0.95)
    let (gain, before) = (gains.reduce(0, +) / count, (gains.reduce(0, +) - more.reduce(0, +)) / count)
    let calibration = bins.map {
      "\(rounded($0.stated / $0.count)) \(rounded($0.helped / $0.count)) \(Int($0.count))"
    }
    return [
      "\(name)  gain of 30: \(rounded(before)) -> \(rounded(gain)), more by \(rounded(spread?.low ?? 0)) to \(rounded(spread?.high ?? 0))",
      "  harmful among them: \(rounded(Double(averageHarmful) / count)) -> \(rounded(Double(harmful) / count))",
      "  error: \(rounded(averageError / count)) -> \(rounded(error / count)), ratio \(rounded(error / averageError))",
      "  intervals hold: \(rounded(Double(held) / Double(units)))",
      "  chance stated, come true, units: \(calibration.joined(separator: " | "))",
    ]
  }

  private func rounded(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }
}
