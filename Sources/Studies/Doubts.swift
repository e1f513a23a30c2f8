import Identity
import Judging
import TraceLogs

/// Pairs of which a person could not say whether they are one. They change nothing that follows from a study; a review
/// and `merges` pass over them, so that nobody is asked again.
package struct Doubts: Sendable, Equatable {
  package struct Doubt: Sendable, Equatable {
    package let first: OperationName
    package let second: OperationName
    package var reason: String?

    fileprivate func names(_ a: OperationName, _ b: OperationName) -> Bool {
      (first == a && second == b) || (first == b && second == a)
    }
  }

  package private(set) var all: [Doubt] = []

  package mutating func add(_ first: OperationName, _ second: OperationName, because reason: String?) {
    if let place = all.firstIndex(where: { $0.names(first, second) }) {
      all[place].reason = reason ?? all[place].reason
    } else {
      all.append(Doubt(first: first, second: second, reason: reason))
    }
  }

  /// A ruling ends the doubt.
  package mutating func remove(_ first: OperationName, _ second: OperationName) {
    if all.isEmpty { return }
    all.removeAll { $0.names(first, second) }
  }

  /// The doubts that one log knows both operations of.
  package func pairs(in operations: Operations) -> Set<OperationPair> {
    Set(all.compactMap { operations.pair($0.first, $0.second) })
  }
}
