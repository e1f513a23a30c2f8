/// The difference to the baseline in standard deviations of the call: `(u - b) / s`, which is the candidate's
/// z-score less the baseline's. `s` is taken over the baseline and the candidates (divided by their number),
/// and a call in which all are equal gives 0. Group-relative scores are made this way by Shao et al. (2024,
/// section 4.1), who measure from the group's mean; here the baseline is what deltas are relative to.
/// Complexity: O(values).
package func zscoreDeltas(_ values: ArraySlice<Double>, baseline: Double, into deltas: inout [Double]) {
  let first = deltas.count
  continuousDeltas(values, baseline: baseline, into: &deltas)
  var largest = 0.0
  for index in first..<deltas.count { largest = max(largest, abs(deltas[index])) }
  guard largest > 0 else { return }
  // Measured by the largest difference first, so that no square is too large or too small for a number.
  for index in first..<deltas.count { deltas[index] /= largest }
  let spread = standardDeviation(ofZeroAnd: deltas[first...])
  for index in first..<deltas.count { deltas[index] /= spread }
}

/// Over the numbers and one zero, which stands for the baseline.
private func standardDeviation(ofZeroAnd numbers: ArraySlice<Double>) -> Double {
  let count = Double(numbers.count + 1)
  var sum = 0.0
  for number in numbers { sum += number }
  let mean = sum / count
  var squares = mean * mean
  for number in numbers { squares += (number - mean) * (number - mean) }
  return (squares / count).squareRoot()
}
