/// A course of numbers as a line of at most `width` bars, the lowest `▁`, the highest `█`.
///
/// More values than `width` are averaged in `width` groups of nearly equal size. A course that does not
/// move stands at middle height. Numbers that are not finite are left out.
public func sparkline(_ values: [Double], width: Int = 12) -> String {
  let points = resampled(values.filter(\.isFinite), to: max(1, width))
  guard let low = points.min(), let high = points.max() else { return "" }
  return String(String.UnicodeScalarView(points.map { bar($0, low: low, high: high) }))
}

/// The same with a line at 0: what is above stands on the line, what is below hangs from the top, and `·` is 0. The longest
/// bar is the size that is furthest from 0.
///
/// Blocks that hang come in two sizes only, so small and large is all that one sees below 0.
public func signedSparkline(_ values: [Double], width: Int = 12) -> String {
  let points = resampled(values.filter(\.isFinite), to: max(1, width))
  guard let most = points.map(abs).max() else { return "" }
  return String(
    String.UnicodeScalarView(
      points.map { value in
        if value == 0 || most == 0 { return "·" }
        if value > 0 { return bar(value, low: 0, high: most) }
        return value <= -most / 2 ? "▀" : "▔"
      }))
}

private let bars: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

private func bar(_ value: Double, low: Double, high: Double) -> Unicode.Scalar {
  guard high > low else { return bars[bars.count / 2 - 1] }
  // In quarters where two huge numbers of opposite sign are too far apart for a number.
  let unit = (high - low).isFinite ? 1 : 0.25
  let share = (value * unit - low * unit) / (high * unit - low * unit)
  return bars[min(bars.count - 1, Int(share * Double(bars.count)))]
}

private func resampled(_ values: [Double], to width: Int) -> [Double] {
  guard values.count > width else { return values }
  return (0..<width).map { group in
    let members = values[(group * values.count / width)..<((group + 1) * values.count / width)]
    return members.reduce(0) { $0 + $1 / Double(members.count) }
  }
}
