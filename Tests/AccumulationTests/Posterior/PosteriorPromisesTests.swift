import Accumulation
import Testing

/// What the posterior promises against the moving average, on a few planted logs of each regime. `maa-bench posterior` does
/// the same on many; docs/method.md has its figures.
@Suite struct PosteriorPromisesTests {
  @Test(arguments: World.Regime.allCases)
  func isNearerToTheTruthAndRanksBetter(regime: World.Regime) {
    var (gain, averageGain, harmful, averageHarmful) = (0.0, 0.0, 0, 0)
    var (error, averageError) = (0.0, 0.0)
    for seed in 1...6 {
      let planted = PlantedWorths(regime, seed: UInt64(seed))
      let (posterior, average) = (planted.posterior, planted.average)
      let (ours, theirs) = (
        planted.worth(ofFirst: 30, posterior.ranking), planted.worth(ofFirst: 30, average.ranking)
      )
      gain += ours.gain
      harmful += ours.harmful
      averageGain += theirs.gain
      averageHarmful += theirs.harmful
      error += planted.error(posterior.mean)
      averageError += planted.error(average.mhat)
    }
    #expect(gain > averageGain)
    #expect(harmful <= averageHarmful)
    #expect(error < (regime == .weak ? 0.55 : 0.92) * averageError, "\(error / averageError)")
  }

  /// Chances come true as often as they say, and intervals hold.
  @Test(arguments: World.Regime.allCases)
  func chancesComeTrue(regime: World.Regime) {
    var bins = [(stated: Double, helped: Double, count: Double)](repeating: (0, 0, 0), count: 4)
    var (held, all) = (0.0, 0.0)
    for seed in 1...8 {
      let planted = PlantedWorths(regime, seed: UInt64(seed))
      let posterior = planted.posterior
      for unit in planted.units {
        guard let chance = posterior.chance[unit], let low = posterior.low[unit],
          let high = posterior.high[unit]
        else {
          continue
        }
        let effect = planted.effect[unit]
        held += low <= effect && effect <= high ? 1 : 0
        all += 1
        guard let bin = [0.97, 0.9, 0.7, 0.5].firstIndex(where: { chance >= $0 }) else { continue }
        bins[bin].stated += chance
        bins[bin].helped += effect > 0 ? 1 : 0
        bins[bin].count += 1
      }
    }
    #expect((0.92...0.98).contains(held / all), "\(held / all)")
    for bin in bins where bin.count > 20 {
      // Three standard errors on top of what thirty seeds show.
      let room = 0.06 + 3 * (bin.stated / bin.count * (1 - bin.stated / bin.count) / bin.count).squareRoot()
      #expect(abs(bin.helped - bin.stated) / bin.count < room, "\(bin)")
    }
  }
}
