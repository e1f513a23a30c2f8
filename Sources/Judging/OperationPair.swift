import Identity
import TraceLogs

/// Two operations of a log, whichever comes first.
package struct OperationPair: Hashable, Sendable {
  package let low: Int32
  package let high: Int32

  package init(_ first: Int32, _ second: Int32) {
    (low, high) = (min(first, second), max(first, second))
  }
}

extension Operations {
  /// The two of these names; nil unless the log holds each just once, and they are two.
  package func pair(_ first: OperationName, _ second: OperationName) -> OperationPair? {
    let (first, second) = (matches(first), matches(second))
    guard first.count == 1, second.count == 1, first != second else { return nil }
    return OperationPair(Int32(first[0]), Int32(second[0]))
  }
}
