import Basics

/// Climbs to the figures of a model under which a log is likeliest, with its drift and its weighing as they are. Steps of
/// expectation and maximization, three at a time: where two of them lead is followed further in one leap (SQUAREM,
/// Varadhan and Roland 2008), which is taken back where it led down.
struct ModelClimb {
  private let units: [UnitLanes]
  private let prior: ModelPrior
  private let workers: Workers
  /// By how much a logarithm of densities must grow for the climb to go on.
  private let least: Double
  var keepsNone = false

  init(units: [UnitLanes], prior: ModelPrior, workers: Workers = .one, least: Double = 1e-3) {
    (self.units, self.prior, self.workers, self.least) = (units, prior, workers, least)
  }

  private static let most = 60

  struct Summit: Sendable {
    var model: PosteriorModel
    /// Of all observations and the figures; what summits are compared by.
    var logDensity: Double
  }

  func climb(from model: PosteriorModel) -> Summit {
    var (here, safe, floor) = (model, model, -Double.infinity)
    for _ in 0..<ModelClimb.most {
      var from = here
      var (one, height) = step(from: from)
      if height < floor {
        from = safe
        (one, height) = step(from: from)
      }
      let (two, higher) = step(from: one)
      let grown = higher - floor
      (safe, floor) = (two, higher)
      guard grown > least else { break }
      here = leap(from, one, two)
    }
    return Summit(model: safe, logDensity: floor)
  }

  /// A step, and how likely what it began with is.
  private func step(from model: PosteriorModel) -> (model: PosteriorModel, height: Double) {
    let sums = ModelSums.of(units, model, workers)
    return (
      sums.model(after: model, prior, keepingNone: keepsNone), sums.logDensity + prior.logDensity(model)
    )
  }

  /// Some steps, and no leaps.
  func steps(_ count: Int, from model: PosteriorModel) -> PosteriorModel {
    (0..<count).reduce(model) { model, _ in step(from: model).model }
  }

  private func leap(_ zero: PosteriorModel, _ one: PosteriorModel, _ two: PosteriorModel) -> PosteriorModel {
    let scale = prior.variance.squareRoot()
    let (a, b, c) = (zero.figures(scale), one.figures(scale), two.figures(scale))
    let (first, bend) = (b - a, (c - b) - (b - a))
    let (length, turn) = ((first * first).sum(), (bend * bend).sum())
    guard turn > 1e-24 else { return two }
    let reach = -min(16, max(1, (length / turn).squareRoot()))
    var next = two
    next.set(figures: a - 2 * reach * first + reach * reach * bend, scale, keepsNone: keepsNone)
    return next
  }
}

extension PosteriorModel {
  /// Its figures as numbers of any sign and of like size.
  fileprivate func figures(_ scale: Double) -> SIMD8<Double> {
    SIMD8(
      mean / scale, naturalLogarithm(variance), naturalLogarithm(noise), lure / scale,
      naturalLogarithm(none / (1 - none)), 0, 0, 0)
  }

  fileprivate mutating func set(figures: SIMD8<Double>, _ scale: Double, keepsNone: Bool) {
    func positive(_ logarithm: Double) -> Double {
      scale * scale * quickExponential(max(-30, min(10, logarithm - 2 * naturalLogarithm(scale))))
    }
    (mean, lure) = (figures[0] * scale, figures[3] * scale)
    (variance, noise) = (positive(figures[1]), positive(figures[2]))
    if !keepsNone { none = max(1e-6, min(0.99, 1 / (1 + quickExponential(-max(-14, min(14, figures[4])))))) }
  }
}
