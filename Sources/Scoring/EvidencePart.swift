import Basics

/// The columns of the evidence for some units.
struct EvidencePart: Sendable {
  private(set) var n: [Int32] = []
  private(set) var mhat: [Double?] = []
  private(set) var last: [Double?] = []
  private(set) var share: [Double?] = []
  /// Its units that have observations, ranked among themselves.
  private(set) var ranked: [RankKey] = []

  init(_ observations: Observations, _ units: Range<Int>, _ accumulator: Accumulator) {
    n.reserveCapacity(units.count)
    mhat.reserveCapacity(units.count)
    last.reserveCapacity(units.count)
    share.reserveCapacity(units.count)
    observations.delta.withUnsafeBufferPointer { deltas in
      let series = UnitSeries(deltas, observations)
      switch accumulator {
      case .ema(let beta): addEstimates(series, units, MovingAverage(beta: beta))
      case .mean: addEstimates(series, units, Mean())
      case .trimmed(let share): addEstimates(series, units, TrimmedMean(share: share))
      case .median: addEstimates(series, units, Median())
      case .signs: addEstimates(series, units, SignCount())
      case .window(let length): addEstimates(series, units, Window(length: length))
      }
    }
    ranked = zip(units, mhat).compactMap { unit, mhat in mhat.map { RankKey($0, unit: unit) } }
    ranked.sortByRank()
  }

  private mutating func addCounts(_ deltas: UnsafeBufferPointer<Double>) {
    n.append(Int32(truncatingIfNeeded: deltas.count))
    last.append(deltas.last)
    var positive = 0
    for delta in deltas { positive += delta > 0 ? 1 : 0 }
    share.append(deltas.isEmpty ? nil : Double(positive) / Double(deltas.count))
  }

  /// Four units at a time; where one of the four has no observations, and at the end, one at a time.
  private mutating func addEstimates(_ series: UnitSeries, _ units: Range<Int>, _ estimator: some Estimator) {
    var estimator = estimator
    var unit = units.lowerBound
    while unit < units.upperBound {
      if unit + 4 <= units.upperBound, let four = series.four(from: unit) {
        let estimates = estimator.estimates(of: four)
        for lane in 0..<4 {
          mhat.append(estimates[lane])
          addCounts(series[unit + lane])
        }
        unit += 4
      } else {
        mhat.append(series[unit].isEmpty ? nil : estimator.estimate(of: series[unit]))
        addCounts(series[unit])
        unit += 1
      }
    }
  }
}

/// The deltas of each unit. The pointer is good for as long as the call that lends it.
private struct UnitSeries {
  private let deltas: UnsafeBufferPointer<Double>
  private let observations: Observations

  init(_ deltas: UnsafeBufferPointer<Double>, _ observations: Observations) {
    self.deltas = deltas
    self.observations = observations
  }

  subscript(unit: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(rebasing: deltas[observations.range(of: unit)])
  }

  /// Nil where one of the four has no observations.
  func four(from unit: Int) -> FourSeries? {
    let four = FourSeries(a: self[unit], b: self[unit + 1], c: self[unit + 2], d: self[unit + 3])
    return four.shortest > 0 ? four : nil
  }
}
