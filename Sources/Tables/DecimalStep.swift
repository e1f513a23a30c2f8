/// A distance between the ticks of an axis: 1, 2 or 5 times a power of ten.
struct DecimalStep: Equatable {
  let digit: Int
  let exponent: Int

  /// The smallest such step that is no smaller than `least`, which is positive and finite.
  init(atLeast least: Double) {
    var exponent = 0
    while powerOfTen(exponent + 1) <= least { exponent += 1 }
    while powerOfTen(exponent) > least { exponent -= 1 }
    let power = powerOfTen(exponent)
    let digit = [1, 2, 5].first { Double($0) * power >= least }
    self.digit = digit ?? 1
    self.exponent = digit == nil ? exponent + 1 : exponent
  }

  /// `count` steps from zero, rounded once where that is possible.
  func value(_ count: Int) -> Double {
    let whole = Double(count * digit)
    return exponent < 0 ? whole / powerOfTen(-exponent) : whole * powerOfTen(exponent)
  }

  /// The last count whose value is not above `value`. The values are within 10^12 steps from zero.
  func countBelow(_ value: Double) -> Int {
    let count = Int((value / self.value(1)).rounded(.down))
    return self.value(count + 1) <= value ? count + 1 : self.value(count) > value ? count - 1 : count
  }

  /// The first count whose value is not below `value`.
  func countAbove(_ value: Double) -> Int { -countBelow(-value) }

  /// The value in digits, exactly: `-0.25`, `1500`, `2e-9`.
  func text(_ count: Int) -> String {
    let whole = count * digit
    if whole == 0 { return "0" }
    var digits = Array(String(whole.magnitude).utf8)
    let sign = whole < 0 ? "-" : ""
    if (-4...0).contains(exponent) || (exponent > 0 && digits.count + exponent <= 7) {
      return sign + plain(digits)
    }
    let power = exponent + digits.count - 1
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    let rest = String(decoding: digits.dropFirst(), as: UTF8.self)
    let head = String(decoding: digits.prefix(1), as: UTF8.self)
    return "\(sign)\(head)\(rest.isEmpty ? "" : "." + rest)e\(power)"
  }

  private func plain(_ digits: [UInt8]) -> String {
    let zeros = { (count: Int) in [UInt8](repeating: UInt8(ascii: "0"), count: max(0, count)) }
    if exponent >= 0 { return String(decoding: digits + zeros(exponent), as: UTF8.self) }
    let padded = zeros(1 - exponent - digits.count) + digits
    let whole = String(decoding: padded.dropLast(-exponent), as: UTF8.self)
    return "\(whole).\(String(decoding: padded.suffix(-exponent), as: UTF8.self))"
  }
}

/// By multiplication: the C library's power may differ in the last digit from machine to machine.
private func powerOfTen(_ exponent: Int) -> Double {
  let power = (0..<exponent.magnitude).reduce(1.0) { power, _ in power * 10 }
  return exponent < 0 ? 1 / power : power
}
