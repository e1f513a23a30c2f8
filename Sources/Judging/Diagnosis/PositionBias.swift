import Basics
import TraceLogs

/// By how much a judge's value grows from one place in a call to the next, whatever state stands there: states are shown in an
/// order that was drawn, so that a slope over places is the judge's own.
///
/// The slope within calls by least squares, with an interval of 95% that takes calls, not values, for independent (the sandwich
/// of Liang and Zeger, 1986, Biometrika 73).
public struct PositionBias: Sendable, Equatable {
  /// In points per place.
  public let slope: Interval
  /// Calls that say in which order their states were shown.
  public let calls: Int

  /// Nil where fewer than two calls say it. Complexity: O(entries).
  public init?(_ log: TraceLog) {
    var (products, squares, calls) = ([(xy: Double, xx: Double)](), 0.0, 0)
    for call in 0..<log.calls.count {
      let place = Int(log.calls.place(of: call))
      var values = Array(log.calls.value[log.calls.entries(of: call)])
      guard place >= 0, place <= values.count, !values.isEmpty else { continue }
      values.insert(log.calls.baseline[call], at: place)
      let sums = PositionBias.sums(values)
      products.append(sums)
      squares += sums.xx
      calls += 1
    }
    guard calls > 1, squares > 0 else { return nil }
    let slope = products.reduce(0) { $0 + $1.xy } / squares
    let scatter = products.reduce(0) { $0 + ($1.xy - slope * $1.xx) * ($1.xy - slope * $1.xx) }
    let correction = Double(calls) / Double(calls - 1)
    let error = (scatter * correction).squareRoot() / squares
    self.slope = Interval(estimate: slope, low: slope - 1.96 * error, high: slope + 1.96 * error)
    self.calls = calls
  }

  private static func sums(_ values: [Double]) -> (xy: Double, xx: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let middle = Double(values.count - 1) / 2
    return values.enumerated().reduce(into: (0, 0)) { sums, entry in
      let x = Double(entry.offset) - middle
      sums.0 += x * (entry.element - mean)
      sums.1 += x * x
    }
  }
}
