import Basics
import Identity

/// A candidate on the desk: what the answer would change, and how likely the answer is another than what stands.
public struct QueueEntry: Sendable, Equatable {
  public let candidate: Candidate
  public let change: Change
  public internal(set) var chance: Double
  /// What makes it suspect, and how seldom chance would.
  public let reason: Suspicion.Reason?
  public let p: Double?
  /// The natural logarithm of how much likelier the evidence is if both are one operation; 0 where it says nothing.
  public let likeness: Double

  package init(
    _ candidate: Candidate, _ change: Change, chance: Double, reason: Suspicion.Reason? = nil,
    p: Double? = nil, likeness: Double = 0
  ) {
    (self.candidate, self.change, self.chance, self.reason, self.p) = (candidate, change, chance, reason, p)
    self.likeness = likeness
  }

  /// What one answer is expected to change.
  public func expected(spread: Double) -> Double { chance * change.weight(spread: spread) }
}

public enum QueueOrder: String, Sendable, CaseIterable {
  /// What is expected to change most first.
  case impact
  case cosine
  /// Where something speaks against a unit; the likeliest to be two first.
  case disagreement
  /// Where one knows least what the answer will be.
  case uncertainty
  case random
}

/// Entries in an order: a queue takes much memory, and is not copied for each order in which somebody wants to see it.
package struct OrderedQueue: RandomAccessCollection, Sendable, Equatable {
  private let entries: [QueueEntry]
  /// Nil for the order in which they are.
  private let order: [Int32]?

  package init(_ entries: [QueueEntry], _ order: [Int32]? = nil) {
    (self.entries, self.order) = (entries, order)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { entries.count }

  package subscript(place: Int) -> QueueEntry { entries[order.map { Int($0[place]) } ?? place] }

  // What other rooms ask of all of them: there, each would be asked for as of any collection.
  package var candidates: [Candidate] { map(\.candidate) }

  package func forEach(_ body: (QueueEntry) throws -> Void) rethrows {
    for place in indices { try body(self[place]) }
  }
}

extension [QueueEntry] {
  /// Ties go to the older pair. Complexity: O(n), and O(t log t) for t that tie.
  public func ordered(by order: QueueOrder, spread: Double) -> [QueueEntry] {
    self.order(by: order, spread: spread).map { self[Int($0)] }
  }

  /// The same as places among these.
  package func order(by order: QueueOrder, spread: Double) -> [Int32] {
    var places = indices.map { RankKey(-self[$0].key(order, spread: spread), unit: $0) }
    places.sortByRank()
    var start = 0
    while start < places.count {
      var end = start + 1
      while end < places.count, places[end].ranksAs(places[start]) { end += 1 }
      if end - start > 1 { places.replaceSubrange(start..<end, with: byAge(places[start..<end])) }
      start = end
    }
    return places.map(\.unit)
  }

  private func byAge(_ places: ArraySlice<RankKey>) -> [RankKey] {
    var keys = places.map { RankKey(ascending: self[Int($0.unit)].age, unit: $0.unit) }
    keys.sortByRank()
    return keys
  }
}

extension QueueEntry {
  /// The smallest goes first.
  fileprivate func key(_ order: QueueOrder, spread: Double) -> Double {
    switch order {
    case .impact: -expected(spread: spread)
    case .cosine: -candidate.cosine.value
    case .disagreement: -chance - (reason == nil ? 0 : 1)
    case .uncertainty: abs(chance - 0.5)
    case .random: QueueEntry.lot(candidate)
    }
  }

  /// Less for the older pair.
  fileprivate var age: UInt64 {
    UInt64(UInt32(bitPattern: candidate.first)) << 32 | UInt64(UInt32(bitPattern: candidate.second))
  }

  /// The same pair draws the same lot in every log that numbers it so.
  private static func lot(_ candidate: Candidate) -> Double {
    var random = Randomness(
      seed: UInt64(truncatingIfNeeded: candidate.first), purpose: UInt64(truncatingIfNeeded: candidate.second)
    )
    return random.uniform()
  }
}
