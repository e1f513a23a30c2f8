/// Of eight numbers at once, each as by itself: a step waits for the one before it, so eight take little longer than one.
package func exponential(_ x: SIMD8<Double>) -> SIMD8<Double> {
  let isUsual = (x .> -700) .& (x .< 700)
  guard all(isUsual) else { return SIMD8(x.indices.map { exponential(x[$0]) }) }
  var halvings = x / logarithmOfTwo.high
  for lane in halvings.indices { halvings[lane] = halvings[lane].rounded() }
  let rest = (x - halvings * logarithmOfTwo.high) - halvings * logarithmOfTwo.low
  var sum = SIMD8<Double>(repeating: 1)
  var term = 17.0
  while term > 0 {
    sum = 1 + sum * rest / term
    term -= 1
  }
  var half = halvings / 2
  for lane in half.indices { half[lane] = half[lane].rounded(.down) }
  return sum * powersOfTwo(half) * powersOfTwo(halvings - half)
}

/// For whole exponents from -1022 to 1023: added to 2^52, the biased exponent stands in the last bits of the sum. Safe: a
/// number and its bits have one size.
private func powersOfTwo(_ exponents: SIMD8<Double>) -> SIMD8<Double> {
  let biased = unsafeBitCast(exponents + (0x1p52 + 1023), to: SIMD8<UInt64>.self)
  return unsafeBitCast(biased &<< 52, to: SIMD8<Double>.self)
}

/// `quickExponential` of eight numbers, to the same bits.
package func quickExponential(_ x: SIMD8<Double>) -> SIMD8<Double> {
  guard all((x .> -700) .& (x .< 700)) else { return SIMD8(x.indices.map { quickExponential(x[$0]) }) }
  let steps = (x * 1.442_695_040_888_963_4 + nearestWhole) - nearestWhole
  let r = (x - steps * logarithmOfTwo.high) - steps * logarithmOfTwo.low
  var sum = SIMD8<Double>(repeating: 1.0 / 6_227_020_800)
  sum = sum * r + 1.0 / 479_001_600
  sum = sum * r + 1.0 / 39_916_800
  sum = sum * r + 1.0 / 3_628_800
  sum = sum * r + 1.0 / 362_880
  sum = sum * r + 1.0 / 40_320
  sum = sum * r + 1.0 / 5_040
  sum = sum * r + 1.0 / 720
  sum = sum * r + 1.0 / 120
  sum = sum * r + 1.0 / 24
  sum = sum * r + 1.0 / 6
  sum = sum * r + 0.5
  sum = sum * r + 1
  sum = sum * r + 1
  return sum * powersOfTwo(steps)
}

/// `naturalLogarithm` of eight numbers, to the same bits. Safe: a number and its bits have one size.
package func naturalLogarithm(_ x: SIMD8<Double>) -> SIMD8<Double> {
  let isUsual = (x .>= Double.leastNormalMagnitude) .& (x .<= Double.greatestFiniteMagnitude)
  guard all(isUsual) else { return SIMD8(x.indices.map { naturalLogarithm(x[$0]) }) }
  let bits = unsafeBitCast(x, to: SIMD8<UInt64>.self)
  // The biased exponent, put into the last bits of 2^52.
  let biased = unsafeBitCast((bits &>> 52) | 0x4330_0000_0000_0000, to: SIMD8<Double>.self)
  var exponent = biased - (0x1p52 + 1023)
  var significand = unsafeBitCast(
    (bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000, to: SIMD8<Double>.self)
  let isLarge = significand .> 1.414_213_562_373_095_1
  significand.replace(with: significand * 0.5, where: isLarge)
  exponent.replace(with: exponent + 1, where: isLarge)
  let ratio = (significand - 1) / (significand + 1)
  let square = ratio * ratio
  var sum = SIMD8<Double>(repeating: 1.0 / 25)
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
