/// A decimal number, exactly: so many units of the last of its places.
struct ExactNumber: Equatable {
  let units: Int
  let places: Int

  init?(_ text: String) {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty, whole.allSatisfy(\.isDigit) else { return nil }
    let fraction = parts.count > 1 ? parts[1] : ""
    guard parts.count == 1 || !fraction.isEmpty, fraction.allSatisfy(\.isDigit), fraction.count < 10 else {
      return nil
    }
    guard let units = Int(whole + fraction), units < 1 << 52 else { return nil }
    (self.units, places) = (isNegative ? -units : units, fraction.count)
  }

  /// In units of a tenth, a hundredth and so on.
  func units(at places: Int) -> Int? {
    (self.places..<places).reduce(units) { result, _ in
      result.flatMap { $0.multipliedReportingOverflow(by: 10).overflow ? nil : $0 * 10 }
    }
  }

  static func text(_ units: Int, places: Int) -> String {
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = units < 0 ? "-" : ""
    return places == 0 ? sign + padded : sign + padded.dropLast(places) + "." + padded.suffix(places)
  }
}

extension Character {
  fileprivate var isDigit: Bool { isASCII && isNumber }
}

/// `0.5..0.9:0.05`: decimals from the first to the last, both among them where the step meets them. No binary fraction gets
/// in between, so that 0.55 is 0.55 and not its neighbour.
struct DecimalRange {
  let values: [String]
  private static let most = 100_000

  /// Nil for what is no range; a range without values has none.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let dots = parts[0].firstRange(of: ".."), parts.count <= 2,
      let first = ExactNumber(String(parts[0][..<dots.lowerBound])),
      let last = ExactNumber(String(parts[0][dots.upperBound...])),
      let step = ExactNumber(parts.count > 1 ? parts[1] : "1")
    else { return nil }
    let places = max(first.places, last.places, step.places)
    guard let start = first.units(at: places), let end = last.units(at: places),
      let stride = step.units(at: places),
      stride > 0, start > end || (end - start) / stride < DecimalRange.most
    else { return nil }
    values = Swift.stride(from: start, through: end, by: stride).map { ExactNumber.text($0, places: places) }
  }
}
