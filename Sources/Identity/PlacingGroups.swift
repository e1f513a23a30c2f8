import Basics

/// Keys shared out so that each group can be placed by itself: units lie within a component, which is the keys that blocs
/// span, so that nothing that happens in one group reaches another.
package struct PlacingGroups: Sendable {
  package let count: Int
  /// The group of each key; empty where there is one.
  private let groupOf: [UInt8]

  /// All keys in one.
  package static let one = PlacingGroups(count: 1, groupOf: [])

  /// A component that is this share of the work and more may as well be placed with all others.
  private static let mostOfOne = 0.9

  private init(count: Int, groupOf: [UInt8]) { (self.count, self.groupOf) = (count, groupOf) }

  /// As many groups as there may be, of about as much work each, the heaviest component in the first; one group where a single
  /// component is most of it.
  /// Complexity: O(keys · log keys + operations named).
  package init(
    _ operations: Operations, _ constraints: Constraints, most: Int, work: (_ key: Int32) -> Double
  ) {
    let most = min(most, Int(UInt8.max))
    let components = PlacingGroups.components(operations, constraints).map { keys in
      (keys: keys, work: keys.reduce(0) { $0 + work($1) })
    }
    let total = components.reduce(0) { $0 + $1.work }
    let largest = components.lazy.map(\.work).max() ?? 0
    guard most > 1, components.count > 1, largest < PlacingGroups.mostOfOne * total else {
      self = .one
      return
    }
    var groupOf = [UInt8](repeating: 0, count: operations.keyCount)
    var loads = [Double](repeating: 0, count: most)
    // The heaviest first, each to who has least: no group has a third more than the best that can be done (Graham 1969).
    for component in components.sorted(by: { ($1.work, $0.keys[0]) < ($0.work, $1.keys[0]) }) {
      let group = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
      loads[group] += component.work
      for key in component.keys { groupOf[Int(key)] = UInt8(group) }
    }
    self.init(count: most, groupOf: groupOf)
  }

  package func group(of key: Int32) -> Int { groupOf.isEmpty ? 0 : Int(groupOf[Int(key)]) }

  private static func components(_ operations: Operations, _ constraints: Constraints) -> [[Int32]] {
    let joined = KeyComponents(constraints, keys: operations.key)
    return (0..<Int32(operations.keyCount)).compactMap { key in
      let keys = joined.closed([key])
      if keys.count == 1 { return [key] }
      return keys.min() == key ? keys.sorted() : nil
    }
  }
}

/// What placing the keys of one group gave.
package struct PlacedGroup: Sendable {
  let founderOf: SharedColumn<Int32>
  let followers: [Int32]
  let candidates: CandidateList

  /// Complexity: that of the index for the operations of the group, and O(operations).
  package init<Index: LeaderIndex>(
    _ number: Int, of groups: PlacingGroups, _ operations: Operations, constraints: Constraints, tau: Cosine,
    index: inout Index, candidateLimit: Int = CandidateList.most, pulse: Pulse = .silent
  ) throws {
    var placing = Placing(
      count: operations.count, constraints: constraints, tau: tau, index: index,
      candidates: CandidateList(tau: tau, limit: candidateLimit))
    for (operation, key) in operations.key.enumerated() where groups.group(of: key) == number {
      try placing.place(Int32(truncatingIfNeeded: operation), pulse)
    }
    index = placing.index
    (founderOf, followers) = (placing.founderOf, placing.followers)
    candidates = placing.candidates
  }
}

extension PlacedUnits {
  /// What was placed group by group, together: what placing all in one gives.
  /// Complexity: O(operations + candidates · log candidates).
  package init(
    _ parts: [PlacedGroup], of groups: PlacingGroups, _ operations: Operations, constraints: Constraints,
    tau: Cosine, candidateLimit: Int = CandidateList.most
  ) {
    let founderOf = PlacedUnits.founders(parts, of: groups, operations)
    let candidates = CandidateList(parts.map(\.candidates), tau: tau, limit: candidateLimit)
    self.init(
      operations: operations, constraints: constraints, tau: tau,
      partition: Partition(
        founderOf: founderOf.array, candidates: candidates.all, candidateWindow: candidates.window),
      founderOf: founderOf.shared, followers: parts.flatMap(\.followers).sorted(),
      chains: KeyChains(operations), candidateLimit: candidateLimit)
  }

  private static func founders(_ parts: [PlacedGroup], of groups: PlacingGroups, _ operations: Operations)
    -> SharedColumn<Int32>
  {
    guard parts.count > 1 else { return parts.first?.founderOf ?? SharedColumn() }
    return SharedColumn(
      operations.key.enumerated().map { operation, key in parts[groups.group(of: key)].founderOf[operation] })
  }
}
