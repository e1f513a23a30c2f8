/// `value` with exactly `places` digits after the point, the same whatever the locale.
///
/// The exact binary value is rounded, half to even, as C's `printf` does. What rounds to zero has no sign.
///
///     fixed(2.675, places: 2)    // "2.67", as the double nearest to 2.675 lies below it
///     fixed(-0.001, places: 2)   // "0.00"
public func fixed(_ value: Double, places: Int) -> String {
  guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
  let places = max(0, places)
  let number = BinaryNumber(magnitudeOf: value)
  let digits =
    number.scaled(byPowerOfTen: places).map { Array(String($0).utf8) }
    ?? ExactDecimal(number).digits(roundedToPlaces: places)
  return pointed(digits, places: places, negative: value < 0)
}

/// Sets the point into the digits of a whole number.
private func pointed(_ digits: [UInt8], places: Int, negative: Bool) -> String {
  let zero = UInt8(ascii: "0")
  var text: [UInt8] = []
  text.reserveCapacity(max(digits.count, places + 1) + 2)
  if negative, digits.contains(where: { $0 != zero }) { text.append(UInt8(ascii: "-")) }
  let whole = max(0, digits.count - places)
  if whole == 0 { text.append(zero) }
  text += digits[..<whole]
  if places > 0 {
    text.append(UInt8(ascii: "."))
    text += repeatElement(zero, count: max(0, places - digits.count))
    text += digits[whole...]
  }
  return String(decoding: text, as: UTF8.self)
}

/// significand × 2^exponent, exactly.
struct BinaryNumber {
  let significand: UInt64
  let exponent: Int

  init(magnitudeOf value: Double) {
    let isNormal = value.exponentBitPattern > 0
    significand = value.significandBitPattern | (isNormal ? 1 << Double.significandBitCount : 0)
    exponent = max(1, Int(value.exponentBitPattern)) - 1023 - Double.significandBitCount
  }

  /// The number times 10^places, rounded half to even, where machine words are enough to compute it.
  func scaled(byPowerOfTen places: Int) -> UInt64? {
    guard exponent <= 0, places < powersOfTen.count else { return nil }
    let product = UInt128(significand) * UInt128(powersOfTen[places])
    // The product has at most 53 + 64 bits: what is shifted further is less than a half.
    let shift = -exponent
    guard shift < 120 else { return 0 }
    let (quotient, rest) = (product >> shift, product & (1 << shift - 1))
    // Doubled, to be compared with a half where there is no half: nothing was shifted out.
    let (twice, whole) = (rest << 1, UInt128(1) << shift)
    let up = twice > whole || (twice == whole && quotient & 1 == 1)
    return UInt64(exactly: quotient + (up ? 1 : 0))
  }
}

/// 10^0 … 10^19, all that a word holds.
private let powersOfTen: [UInt64] = (0..<20).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
