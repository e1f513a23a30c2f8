import Basics

/// Finds leaders for several taus at once.
package protocol LadderIndex {
  /// The leaders of the operation's key whose cosine with it reaches the lowest tau that they lead under, and maybe
  /// others. Asked once of every operation, in log order.
  mutating func close(to operation: Int32, pulse: Pulse) throws -> [Close]
  /// From now on the operation last asked about leads, under this tau and maybe under higher ones.
  mutating func add(_ operation: Int32, from tau: Cosine)
}

/// Units under several taus, made in one pass over the operations: what one is compared with serves all of them, and is
/// forgotten when it is placed.
package struct TauLadder: Sendable {
  /// Ascending.
  package let taus: [Cosine]
  private let groups: PlacingGroups
  private let parts: [Part]

  /// As many as fit the bits of a word.
  package static let mostTaus = 64

  /// What placing the operations of one group gave: the founder of each under each tau, in log order.
  package struct Part: Sendable {
    fileprivate let founders: [Int32]

    /// Complexity: that of the index for the operations of the group, and O(operations · taus + found · log found).
    package init(
      _ number: Int, of groups: PlacingGroups, _ operations: Operations, places: [Int32],
      constraints: Constraints, taus: [Cosine], index: some LadderIndex, pulse: Pulse
    ) throws {
      var (placing, index) = (LadderPlacing(taus: taus, constraints: constraints, places: places), index)
      for (operation, key) in operations.key.enumerated() where groups.group(of: key) == number {
        let operation = Int32(truncatingIfNeeded: operation)
        let leading = placing.place(operation, near: try index.close(to: operation, pulse: pulse))
        if leading != 0 { index.add(operation, from: taus[leading.trailingZeroBitCount]) }
      }
      founders = placing.founders
    }
  }

  package init(taus: [Cosine], groups: PlacingGroups, parts: [Part]) {
    (self.taus, self.groups, self.parts) = (taus, groups, parts)
  }

  /// The units under one of the taus, without candidates. Complexity: O(operations).
  package func partition(_ place: Int, _ operations: Operations) -> Partition {
    var next = [Int](repeating: place, count: parts.count)
    let founderOf = operations.key.map { key -> Int32 in
      let group = groups.group(of: key)
      defer { next[group] += taus.count }
      return parts[group].founders[next[group]]
    }
    return Partition(founderOf: founderOf, candidates: [], candidateWindow: Candidate.window)
  }
}

extension PlacingGroups {
  /// The place of each operation in its group, in log order.
  package func places(_ operations: Operations) -> [Int32] {
    var next = [Int32](repeating: 0, count: count)
    return operations.key.map { key in
      let group = group(of: key)
      defer { next[group] += 1 }
      return next[group]
    }
  }
}
