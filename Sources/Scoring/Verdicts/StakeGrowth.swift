/// `(-ln(1 - lambda) - lambda) / 4`, which bounds how a stake grows by the variance (Fan, Grama and Liu 2015). For
/// stakes from 0 to 0.62, to about the last digits; an interval asks for one per observation.
@inline(__always)
func stakeGrowth(_ stake: Double) -> Double {
  // -ln(1 - s) = 2 artanh(r) with r = s / (2 - s), at most 0.45; its series, less the s that is taken off.
  let ratio = stake / (2 - stake)
  let square = ratio * ratio
  var sum = 1.0 / 41
  sum = sum * square + 1.0 / 39
  sum = sum * square + 1.0 / 37
  sum = sum * square + 1.0 / 35
  sum = sum * square + 1.0 / 33
  sum = sum * square + 1.0 / 31
  sum = sum * square + 1.0 / 29
  sum = sum * square + 1.0 / 27
  sum = sum * square + 1.0 / 25
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
  return (2 * ratio * sum - stake) / 4
}
