import Basics

/// Units with all that placing needs to go on: under other decisions, and with operations that were appended.
///
/// An operation gets its unit from the leaders of its key, or from its bloc. So units lie within a component, which is
/// the keys that blocs span, and a decision moves nobody outside the components of the operations that it is about.
package struct PlacedUnits: Sendable {
  package let operations: Operations
  package let constraints: Constraints
  package let tau: Cosine
  package let partition: Partition
  /// The founder of each operation's unit: what a unit goes by while numbers move.
  let founderOf: SharedColumn<Int32>
  /// Who leads in a unit beside its founder. Ascending.
  let followers: [Int32]
  package let chains: KeyChains
  let candidateLimit: Int

  /// Places all operations. Complexity: that of the index, and O(operations).
  package init<Index: LeaderIndex>(
    _ operations: Operations, constraints: Constraints, tau: Cosine, index: inout Index,
    candidateLimit: Int = CandidateList.most, pulse: Pulse = .silent
  ) throws {
    let all = try PlacedGroup(
      0, of: .one, operations, constraints: constraints, tau: tau, index: &index,
      candidateLimit: candidateLimit,
      pulse: pulse)
    self.init(
      [all], of: .one, operations, constraints: constraints, tau: tau, candidateLimit: candidateLimit)
  }

  init(
    operations: Operations, constraints: Constraints, tau: Cosine, partition: Partition,
    founderOf: SharedColumn<Int32>, followers: [Int32], chains: KeyChains, candidateLimit: Int
  ) {
    (self.operations, self.constraints, self.tau) = (operations, constraints, tau)
    (self.partition, self.founderOf, self.followers) = (partition, founderOf, followers)
    (self.chains, self.candidateLimit) = (chains, candidateLimit)
  }

  /// Who leads in a key, in log order. Complexity: O(operations of the key).
  package func leaders(of key: Int32) -> [Int32] {
    chains.members(of: key).filter { founderOf[Int($0)] == $0 || leadsBeside($0) }
  }

  private func leadsBeside(_ operation: Int32) -> Bool {
    let place = followers.partitioningIndex { $0 >= operation }
    return place < followers.count && followers[place] == operation
  }
}

/// A change of constraints or operations on its way.
package struct PlacingScope: Sendable {
  /// Keys whose operations are placed anew, as if nothing had been placed.
  package let keys: Set<Int32>
  /// All that are to be placed, in log order.
  package let operations: [Int32]
}

extension RandomAccessCollection {
  /// The first place from which on all elements fulfil it. Complexity: O(log n).
  package func partitioningIndex(where isBehind: (Element) -> Bool) -> Index {
    var (low, count) = (startIndex, self.count)
    while count > 0 {
      let half = count / 2
      let middle = index(low, offsetBy: half)
      if isBehind(self[middle]) {
        count = half
      } else {
        low = index(after: middle)
        count -= half + 1
      }
    }
    return low
  }
}
