import Basics

/// The columns of the evidence for some units.
struct EvidencePart: Sendable {
  private(set) var n: [Int32] = []
  private(set) var mhat: [Double?] = []
  private(set) var last: [Double?] = []
  private(set) var share: [Double?] = []
  /// Its units that have observations, ranked among themselves.
  private(set) var ranked: [RankKey] = []

  init(n: [Int32], mhat: [Double?], last: [Double?], share: [Double?]) {
    (self.n, self.mhat, self.last, self.share) = (n, mhat, last, share)
  }

  init(joining parts: [EvidencePart]) {
    for part in parts {
      n += part.n
      mhat += part.mhat
      last += part.last
      share += part.share
    }
  }

  init<Units: RandomAccessCollection<Int>>(
    _ observations: ObservedPart, _ units: Units, _ accumulator: Accumulator
  ) where Units.Index == Int {
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
      case .posterior(let model): addPosterior(observations, units, model)
      }
    }
    ranked = zip(units, mhat).compactMap { unit, mhat in mhat.map { RankKey($0, unit: unit) } }
    ranked.sortByRank()
  }

  private mutating func addPosterior<Units: RandomAccessCollection<Int>>(
    _ observations: ObservedPart, _ units: Units, _ model: PosteriorModel?
  ) {
    var mean = PosteriorMean(model: model)
    for unit in units {
      let range = observations.range(of: unit)
      let own = observations.delta[range]
      let scorings = observations.scorings.isEmpty ? [] : observations.scorings[range]
      let estimate = { mean.estimate(of: own, observations.batch[range], scorings) }
      mhat.append(own.isEmpty ? nil : estimate())
      own.withUnsafeBufferPointer { addCounts($0) }
    }
  }

  private mutating func addCounts(_ deltas: UnsafeBufferPointer<Double>) {
    n.append(Int32(truncatingIfNeeded: deltas.count))
    last.append(deltas.last)
    var positive = 0
    for delta in deltas { positive += delta > 0 ? 1 : 0 }
    share.append(deltas.isEmpty ? nil : Double(positive) / Double(deltas.count))
  }

  /// Four units at a time; where one of the four has no observations, and at the end, one at a time.
  private mutating func addEstimates<Units: RandomAccessCollection<Int>>(
    _ series: UnitSeries, _ units: Units, _ estimator: some Estimator
  ) where Units.Index == Int {
    var estimator = estimator
    var place = units.startIndex
    while place < units.endIndex {
      if place + 4 <= units.endIndex, let four = series.four(units, from: place) {
        let estimates = estimator.estimates(of: four)
        for lane in 0..<4 {
          mhat.append(estimates[lane])
          addCounts(series[units[place + lane]])
        }
        place += 4
      } else {
        let own = series[units[place]]
        mhat.append(own.isEmpty ? nil : estimator.estimate(of: own))
        addCounts(own)
        place += 1
      }
    }
  }
}

extension EvidencePart {
  func row(_ place: Int) -> Evidence.Row {
    Evidence.Row(n: n[place], mhat: mhat[place], last: last[place], share: share[place])
  }

  func mhat(under rows: Overlay<Evidence.Row>) -> [Double?] {
    var all = mhat
    rows.forEach { unit, row in
      if unit < all.count { all[unit] = row.mhat } else { all.append(row.mhat) }
    }
    return all
  }

  /// With other rows for some units, of which those beyond the last are new. Complexity: O(units).
  func overlaid(_ rows: Overlay<Evidence.Row>) -> EvidencePart {
    var all = EvidencePart(n: n, mhat: mhat, last: last, share: share)
    rows.forEach { unit, row in
      if unit < all.n.count {
        (all.n[unit], all.mhat[unit], all.last[unit], all.share[unit]) = (
          row.n, row.mhat, row.last, row.share
        )
      } else {
        all.n.append(row.n)
        all.mhat.append(row.mhat)
        all.last.append(row.last)
        all.share.append(row.share)
      }
    }
    return all
  }
}

/// The deltas of each unit. The pointer is good for as long as the call that lends it.
private struct UnitSeries {
  private let deltas: UnsafeBufferPointer<Double>
  private let observations: ObservedPart

  init(_ deltas: UnsafeBufferPointer<Double>, _ observations: ObservedPart) {
    self.deltas = deltas
    self.observations = observations
  }

  subscript(unit: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(rebasing: deltas[observations.range(of: unit)])
  }

  /// Nil where one of the four has no observations.
  func four<Units: RandomAccessCollection<Int>>(_ units: Units, from place: Int) -> FourSeries?
  where Units.Index == Int {
    let four = FourSeries(
      a: self[units[place]], b: self[units[place + 1]], c: self[units[place + 2]], d: self[units[place + 3]])
    return four.shortest > 0 ? four : nil
  }
}
