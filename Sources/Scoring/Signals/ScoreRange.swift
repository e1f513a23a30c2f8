import TraceLogs

extension TraceLog {
  /// The range that holds all scores, where every file declares one.
  public var scoreRange: ClosedRange<Double>? {
    var ranges = sources.map(\.range)[...]
    guard var all = ranges.popFirst() ?? nil else { return nil }
    for range in ranges {
      guard let range else { return nil }
      all = min(all.lowerBound, range.lowerBound)...max(all.upperBound, range.upperBound)
    }
    return all
  }
}
