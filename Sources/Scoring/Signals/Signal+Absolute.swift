/// The candidate's value itself: the ablation that takes an easy batch for a good operation.
/// Complexity: O(values).
package func absoluteDeltas(_ values: ArraySlice<Double>, into deltas: inout [Double]) {
  deltas.append(contentsOf: values)
}
