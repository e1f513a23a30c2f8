/// Logarithm and exponential from the four operations alone, which every machine rounds alike. To within a few
/// units in the last place of what a mathematical library says.

/// The natural logarithm of a positive number; minus infinity for 0, not a number below.
public func naturalLogarithm(_ x: Double) -> Double {
  guard x > 0 else { return x == 0 ? -.infinity : .nan }
  guard x.isFinite else { return x }
  var (exponent, significand) = parts(x)
  if significand > 1.414_213_562_373_095_1 {
    significand *= 0.5
    exponent += 1
  }
  // ln m = 2 artanh((m - 1) / (m + 1)), where the quotient is at most 0.172.
  let ratio = (significand - 1) / (significand + 1)
  let square = ratio * ratio
  // Written out, so that the quotients are not reckoned anew each time.
  var sum = 1.0 / 25
  sum = sum * square + 1.0 / 23
  sum = sum * square + 1.0 / 21
  sum = sum * square + 1.0 / 19
  sum = sum * square + 1.0 / 17
  sum = sum * square + 1.0 / 15
  sum = sum * square + 1.0 / 13
  sum = sum * square + 1.0 / 11
  sum = sum * square + 1.0 / 9
  sum = sum * square + 1.0 / 7
  sum = sum * square + 1.0 / 5
  sum = sum * square + 1.0 / 3
  sum = sum * square + 1
  return exponent * logarithmOfTwo.high + (exponent * logarithmOfTwo.low + 2 * ratio * sum)
}

/// A positive number as a significand from 1 to 2 and the power of two that it is multiplied by.
private func parts(_ x: Double) -> (exponent: Double, significand: Double) {
  guard x.isNormal else { return (Double(x.exponent), x.significand) }
  let significand = Double(bitPattern: x.bitPattern & 0x000f_ffff_ffff_ffff | 0x3ff0_0000_0000_0000)
  return (Double(Int(truncatingIfNeeded: x.bitPattern >> 52) - 1023), significand)
}

/// `e` to the power of `x`; infinity above 709.78, 0 below -745.2.
public func exponential(_ x: Double) -> Double {
  guard !x.isNaN, x < 709.782_712_893_384 else { return x.isNaN ? x : .infinity }
  guard x > -745.2 else { return 0 }
  let halvings = (x / logarithmOfTwo.high).rounded()
  let rest = (x - halvings * logarithmOfTwo.high) - halvings * logarithmOfTwo.low
  var sum = 1.0
  var term = 17.0
  while term > 0 {
    sum = 1 + sum * rest / term
    term -= 1
  }
  // In two steps, since 2^1024 is no number and the smallest ones have fewer digits.
  let half = (halvings / 2).rounded(.down)
  return sum * powerOfTwo(half) * powerOfTwo(halvings - half)
}

/// ln 2 in two parts; the high one has so few digits that multiples of it are exact.
let logarithmOfTwo = (high: 0x1.62e42fee00000p-1, low: 0x1.a39ef35793c76p-33)

/// For exponents from -1022 to 1023.
private func powerOfTwo(_ exponent: Double) -> Double {
  Double(bitPattern: UInt64(truncatingIfNeeded: Int(exponent) + 1023) << 52)
}
