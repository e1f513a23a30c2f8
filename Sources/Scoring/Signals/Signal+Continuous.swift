/// The candidate's value less the baseline's (arXiv 2606.20475, section 4.2). Complexity: O(values).
package func continuousDeltas(_ values: ArraySlice<Double>, baseline: Double, into deltas: inout [Double]) {
  for value in values { deltas.append(value - baseline) }
}
