/// Keeps every delta within `bound` of zero, so that no single call decides (as Huber 1964 bounds influence).
/// Complexity: O(deltas).
package func clip(_ deltas: inout [Double], to bound: Double) {
  for index in deltas.indices { deltas[index] = max(-bound, min(bound, deltas[index])) }
}
