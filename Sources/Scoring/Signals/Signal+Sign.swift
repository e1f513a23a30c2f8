/// Only whether the candidate did better (1), worse (-1) or the same (0). Complexity: O(values).
package func signDeltas(_ values: ArraySlice<Double>, baseline: Double, into deltas: inout [Double]) {
  for value in values { deltas.append(value > baseline ? 1 : (value < baseline ? -1 : 0)) }
}
