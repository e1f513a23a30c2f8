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
