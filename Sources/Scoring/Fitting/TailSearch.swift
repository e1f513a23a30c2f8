import Basics

/// Whether noise has heavier tails than a normal one, and how heavy. What an observation was off from what the earlier ones
/// of its unit foretold is, in its own standard deviations, normal where noise is; the degrees of freedom are those of the
/// Student distribution, scaled to fit, under which these are likeliest. They are counted in bins, so that no order of sums
/// matters.
struct TailSearch {
  private var counts = [Int](repeating: 0, count: TailSearch.binCount)
  private var count = 0

  private static let binCount = 400
  private static let width = 0.05
  /// A normal noise is given up for a log that is likelier under another by a factor of e to this power.
  private static let least = 2.0
  private static let tails = [3.0, 4, 5, 6, 8, 10, 15]

  init(_ units: [Int], _ observations: ObservedPart, _ model: PosteriorModel) {
    var look = UnitLook()
    for unit in units {
      let range = observations.range(of: unit)
      look.take(
        observations.delta[range], observations.batch[range], observations.scorings(in: range), model.weighing
      )
      add(look, model)
    }
  }

  private mutating func add(_ look: UnitLook, _ model: PosteriorModel) {
    let none = UnitStatistics(look, drift: model.drift).chanceOfNone(model)
    var (centre, spread) = none > 0.5 ? (0, 0) : (model.mean, model.variance)
    for place in look.value.indices {
      if none <= 0.5 { spread += model.drift * model.noise * look.gap[place] }
      let variance = spread + model.noise / look.weight[place]
      let error = look.value[place] - centre - (none > 0.5 && place == 0 ? model.lure : 0)
      counts[min(TailSearch.binCount - 1, Int(abs(error) / variance.squareRoot() / TailSearch.width))] += 1
      count += 1
      centre += spread / variance * error
      spread -= spread / variance * spread
    }
  }

  /// Whether another noise than a normal one is worth a try.
  var isHeavy: Bool { tail.isFinite }

  private var tail: Double {
    let normal = logDensity(scales: TailSearch.scales) { -0.5 * $0 }
    var best = (tail: Double.infinity, logDensity: normal + TailSearch.least)
    for tail in TailSearch.tails {
      let constant = HeavyTail(tail).logPeak
      let found = logDensity(scales: TailSearch.scales) { square in
        constant - (tail + 1) / 2 * naturalLogarithm(1 + square / tail)
      }
      if found > best.logDensity { best = (tail, found) }
    }
    return best.tail
  }

  private static let scales = (0..<40).map { 0.4 + 0.02 * Double($0) }

  /// The highest over scales, less what is the same for all distributions.
  private func logDensity(scales: [Double], _ density: (_ square: Double) -> Double) -> Double {
    scales.map { scale in
      var sum = -Double(count) * naturalLogarithm(scale)
      for (bin, number) in counts.enumerated() where number > 0 {
        let size = (Double(bin) + 0.5) * TailSearch.width / scale
        sum += Double(number) * density(size * size)
      }
      return sum
    }.max() ?? 0
  }
}
