import Basics

/// The share of units without worth is the mean of what the log allows, not the likeliest: where a log hardly tells worths
/// from noise, the likeliest share is 0 as often as not, and every chance would be too high. For each share of a grid, the
/// other figures are climbed to; the share's probability goes like how likely the log is, times a prior that falls like
/// (1 - share)³.
///
/// A peak of units around 0 may also be noise that is no normal one. So how likely the log is counts to the power of one
/// half only, as where one knows that a model is not quite right (Miller and Dunson 2019).
struct NoneMean {
  let units: [UnitLanes]
  let prior: ModelPrior
  let workers: Workers

  private static let shares = [
    0.01, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9,
  ]
  private static let trust = 0.5
  /// Where a share is less likely than the likeliest by a factor of e to this power, those beyond are not looked at.
  private static let least = 16.0

  func model(from likeliest: PosteriorModel) -> PosteriorModel {
    var climb = ModelClimb(units: units, prior: prior, workers: workers)
    let top = climb.climb(from: likeliest)
    climb.keepsNone = true
    let middle = NoneMean.shares.firstIndex { $0 >= top.model.none } ?? NoneMean.shares.count
    let above = go(NoneMean.shares[middle...], top, climb)
    let below = go(NoneMean.shares[..<middle].reversed(), top, climb)
    var model = top.model
    model.none = mean(below.reversed() + above) ?? top.model.none
    return climb.climb(from: model).model
  }

  private func go(
    _ shares: some Sequence<Double>, _ top: ModelClimb.Summit, _ climb: ModelClimb
  ) -> [(share: Double, logDensity: Double)] {
    var (model, seen) = (top.model, [(share: Double, logDensity: Double)]())
    for share in shares {
      model.none = share
      let summit = climb.climb(from: model)
      seen.append((share, summit.logDensity))
      guard summit.logDensity > top.logDensity - NoneMean.least else { break }
      model = summit.model
    }
    return seen
  }

  /// By the trapezoidal rule; nil where the log is so sure of a share that the grid is too coarse to say more.
  private func mean(_ seen: [(share: Double, logDensity: Double)]) -> Double? {
    let most = seen.map(\.logDensity).max() ?? 0
    var (sum, total) = (0.0, 0.0)
    for (place, (share, logDensity)) in seen.enumerated() {
      let rest = 1 - share
      let before = place > 0 ? seen[place - 1].share : 0
      let after = place + 1 < seen.count ? seen[place + 1].share : 1
      let likely = quickExponential(NoneMean.trust * (logDensity - most))
      let weight = (after - before) / 2 * rest * rest * rest * likely
      sum += weight * share
      total += weight
    }
    return seen.count > 2 && total > 0 ? sum / total : nil
  }
}
