/// Ranks from 1, the lowest, in which values that tie share the mean of their ranks (Kendall 1945).
/// The buffers are used again. Complexity: O(n log n).
package struct MidRanks {
  package private(set) var ranks: [Double] = []
  private var values: [Double] = []
  private var order: [Int] = []

  package init() {}

  /// Ranks the values and, after them, one more.
  package mutating func rank(_ values: some Sequence<Double>, and last: Double) {
    self.values.removeAll(keepingCapacity: true)
    self.values.append(contentsOf: values)
    self.values.append(last)
    rank()
  }

  package mutating func rank(_ values: [Double]) {
    self.values = values
    rank()
  }

  private mutating func rank() {
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: values.indices)
    order.sort { [values] in values[$0] < values[$1] }
    ranks.removeAll(keepingCapacity: true)
    ranks.append(contentsOf: values)
    var first = 0
    while first < order.count { first = shareRanks(from: first) }
  }

  /// Gives the values that tie with the one at `first` their rank; where the next ones begin.
  private mutating func shareRanks(from first: Int) -> Int {
    var end = first + 1
    while end < order.count, values[order[end]] == values[order[first]] { end += 1 }
    for place in first..<end { ranks[order[place]] = Double(first + 1 + end) / 2 }
    return end
  }
}
