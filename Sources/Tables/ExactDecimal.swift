/// All digits of a binary number: every double has a finite decimal expansion, of up to 1074 places.
///
/// For the rare numbers that machine words do not hold: beyond 2^53, or with many places.
struct ExactDecimal {
  /// Most significant first, as ASCII.
  private let digits: [UInt8]
  /// How many of the digits stand after the point.
  private let fraction: Int

  /// m × 2^-k is m × 5^k × 10^-k.
  init(_ number: BinaryNumber) {
    var whole = WholeNumber(number.significand)
    fraction = max(0, -number.exponent)
    whole.multiply(by: number.exponent < 0 ? 5 : 2, times: abs(number.exponent))
    digits = whole.digits
  }

  /// The digits of the number times 10^places, rounded half to even.
  func digits(roundedToPlaces places: Int) -> [UInt8] {
    let surplus = fraction - places
    guard surplus > 0 else { return digits + repeatElement(zero, count: -surplus) }
    guard surplus <= digits.count else { return [zero] }
    let kept = digits[..<(digits.count - surplus)]
    let cut = digits[kept.endIndex...]
    return roundsUp(kept.last ?? zero, before: cut) ? incremented(kept) : Array(kept)
  }

  private func roundsUp(_ last: UInt8, before cut: ArraySlice<UInt8>) -> Bool {
    guard let first = cut.first, first == five else { return cut.first.map { $0 > five } ?? false }
    return !cut.dropFirst().allSatisfy { $0 == zero } || last & 1 == 1
  }

  private func incremented(_ digits: ArraySlice<UInt8>) -> [UInt8] {
    var digits = Array(digits)
    for index in digits.indices.reversed() {
      if digits[index] != nine {
        digits[index] += 1
        return digits
      }
      digits[index] = zero
    }
    return [UInt8(ascii: "1")] + digits
  }
}

private let zero = UInt8(ascii: "0")
private let five = UInt8(ascii: "5")
private let nine = UInt8(ascii: "9")

/// A natural number of any size in base 10^9, least significant limb first.
private struct WholeNumber {
  private var limbs: [UInt32] = []
  private static let base: UInt64 = 1_000_000_000

  init(_ value: UInt64) {
    var rest = value
    repeat {
      limbs.append(UInt32(rest % Self.base))
      rest /= Self.base
    } while rest > 0
  }

  /// Multiplies by factor^times, as many factors at once as fit a limb.
  mutating func multiply(by factor: UInt32, times: Int) {
    let atOnce = factor == 5 ? 13 : 31
    let power = (0..<atOnce).reduce(UInt32(1)) { power, _ in power * factor }
    for _ in 0..<(times / atOnce) { multiply(by: power) }
    for _ in 0..<(times % atOnce) { multiply(by: factor) }
  }

  private mutating func multiply(by factor: UInt32) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * UInt64(factor) + carry
      limbs[index] = UInt32(product % Self.base)
      carry = product / Self.base
    }
    while carry > 0 {
      limbs.append(UInt32(carry % Self.base))
      carry /= Self.base
    }
  }

  /// Most significant first, as ASCII, without leading zeros.
  var digits: [UInt8] {
    var digits = Array(String(limbs.last ?? 0).utf8)
    for limb in limbs.dropLast().reversed() {
      let text = String(limb).utf8
      digits += repeatElement(zero, count: 9 - text.count)
      digits += text
    }
    return digits
  }
}
