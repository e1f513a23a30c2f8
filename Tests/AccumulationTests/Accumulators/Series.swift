import Accumulation
import GoldenSupport
import Testing

/// Compares an accumulator with its naive definition on random series, at every step of their paths. `exact`
/// where both must round alike.
func expectDefinition(_ accumulator: Accumulator, _ naive: ([Double]) -> Double, exact: Bool = false) {
  var random = SeededGenerator.announced("\(accumulator)")
  for _ in 0..<300 {
    let deltas = randomSeries(&random)
    let path = accumulator.path(of: deltas[...])
    #expect(path.count == deltas.count, "seed \(random.seed)")
    for (index, estimate) in path.enumerated() {
      let expected = naive(Array(deltas[...index]))
      let tolerance = exact ? 0 : 1e-12 * (deltas.map(abs).max() ?? 0)
      #expect(abs(estimate - expected) <= tolerance, "seed \(random.seed)")
    }
  }
}

/// Now on a coarse grid, which makes ties and zeros, now not.
func randomSeries(_ random: inout SeededGenerator) -> [Double] {
  let isCoarse = Bool.random(using: &random)
  return (0..<Int.random(in: 1...70, using: &random)).map { _ in
    isCoarse ? Double(Int.random(in: -3...3, using: &random)) : .random(in: -50...50, using: &random)
  }
}

func naiveMean(_ deltas: [Double]) -> Double { deltas.reduce(0, +) / Double(deltas.count) }

func estimate(_ accumulator: Accumulator, _ deltas: [Double]) -> Double? {
  accumulator.path(of: deltas[...]).last
}

/// All accumulators, with parameters that tell them apart.
let allAccumulators: [Accumulator] = [
  .ema(beta: 0.9), .ema(beta: 0), .mean, .trimmed(share: 0.1), .trimmed(share: 0.4), .median, .signs,
  .window(4),
  .posterior(PosteriorModel(mean: 1, variance: 9, noise: 4, drift: 0.1, none: 0.2, lure: 3)), .posterior(nil),
]
