/// One axis of a plot: from where to where, and what is labelled.
struct PlotScale {
  struct Tick: Equatable {
    let value: Double
    let text: String
  }

  private(set) var low: Double
  private(set) var high: Double
  private(set) var ticks: [Tick] = []
  /// Places stand in the order in which one reads, the first at the top.
  private(set) var isTopDown = false

  /// Where a value stands between the ends, from 0 to 1; the middle where they are one.
  func share(_ value: Double) -> Double {
    guard high > low else { return 0.5 }
    // In quarters: two huge numbers of opposite sign are too far apart for a number.
    let share = (value / 4 - low / 4) / (high / 4 - low / 4)
    return isTopDown ? 1 - min(1, max(0, share)) : min(1, max(0, share))
  }

  /// The same as one of `count` places.
  func place(_ value: Double, of count: Int) -> Int {
    Int((share(value) * Double(count - 1)).rounded())
  }
}

extension PlotScale {
  /// An axis upwards: one of places has a tick at each, any other ends in ticks, about a `most`th apart.
  init(upright range: ClosedRange<Double>, _ scale: Plot.Axis.Scale, most: Int) {
    if let names = scale.names {
      self.init(topDown: range, names)
    } else {
      self.init(upright: range, whole: scale == .whole, most: most)
    }
  }

  private init(topDown range: ClosedRange<Double>, _ names: [String]) {
    (low, high, isTopDown) = (range.lowerBound, range.upperBound, true)
    ticks = names.indices.lazy.map { Tick(value: Double($0 + 1), text: names[$0]) }
      .filter { range.contains($0.value) }
  }

  private init(upright range: ClosedRange<Double>, whole: Bool, most: Int) {
    let (low, high) = widened(range.lowerBound, range.upperBound)
    let least = part(of: low, high, most: most)
    let step = DecimalStep(atLeast: whole ? max(1, least) : least)
    let counts = step.countBelow(low)...step.countAbove(high)
    let limit = Double.greatestFiniteMagnitude
    self.low = max(-limit, step.value(counts.lowerBound))
    self.high = min(limit, step.value(counts.upperBound))
    ticks = counts.map { Tick(value: step.value($0), text: step.text($0)) }.filter { $0.value.isFinite }
  }

  /// An axis from `low` to `high` with as many ticks as `fits` allows.
  init(level low: Double, _ high: Double, _ scale: Plot.Axis.Scale, columns: Int, fits: (PlotScale) -> Bool) {
    self.low = low
    self.high = high
    for most in stride(from: max(1, columns / 3), through: 1, by: -1) {
      ticks = PlotScale.ticks(low, high, scale, most: most)
      if fits(self) { return }
    }
    ticks = Array(ticks.prefix(1))
    if !fits(self) { ticks = [] }
  }

  private static func ticks(_ low: Double, _ high: Double, _ scale: Plot.Axis.Scale, most: Int) -> [Tick] {
    let wide = widened(low, high)
    var least = part(of: wide.0, wide.1, most: most)
    if scale != .continuous {
      // Beyond this whole numbers are no longer told apart, and an axis without labels is the honest one.
      guard low > -1e15, high < 1e15 else { return [] }
      least = high > low ? max(1, least) : 1
    }
    let step = DecimalStep(atLeast: least)
    let (first, last) = (step.countAbove(low), step.countBelow(high))
    guard first <= last else { return [] }
    return (first...last).compactMap { count in
      guard case .places(let names) = scale else {
        return Tick(value: step.value(count), text: step.text(count))
      }
      let place = Int(step.value(count)) - 1
      return names.indices.contains(place) ? Tick(value: step.value(count), text: names[place]) : nil
    }
  }
}

/// The same range, or a wider one where it is too narrow to be divided.
private func widened(_ low: Double, _ high: Double) -> (Double, Double) {
  let size = max(low.magnitude, high.magnitude)
  if size < 1e-290 { return (-1, 1) }
  if high / 4 - low / 4 > size * 1e-10 { return (low, high) }
  return (max(low - size / 2, -.greatestFiniteMagnitude), min(high + size / 2, .greatestFiniteMagnitude))
}

/// A `most`th of the range, as far as that is a number.
private func part(of low: Double, _ high: Double, most: Int) -> Double {
  min(1e308, (high / 4 - low / 4) / Double(max(1, most)) * 4)
}
