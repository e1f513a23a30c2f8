import Basics
import TraceLogs

extension TraceLog {
  /// The median over all values of the given calls: each call's baseline once, and every candidate's value.
  /// With an even number of values, the mean of the two in the middle. Nil without calls.
  /// Complexity: O(values) on average.
  package func batchMedian(of calls: some Sequence<Int32>, _ values: inout [Double]) -> Double? {
    values.removeAll(keepingCapacity: true)
    for call in calls {
      values.append(self.calls.baseline[Int(call)])
      values.append(contentsOf: self.calls.value[self.calls.entries(of: Int(call))])
    }
    return median(of: &values)
  }
}
