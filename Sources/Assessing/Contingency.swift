import Basics
import Identity

/// How many labelled operations each unit has of each true operation.
package struct Contingency: Sendable {
  package struct Overlap: Sendable, Equatable {
    package let unit: Int32
    package let identity: Int32
    package let count: Int
  }

  /// Those that hold something, unit by unit.
  package private(set) var cells: [Overlap] = []
  /// Labelled operations of each unit, and of each true operation.
  package private(set) var unitSize: [Int]
  package private(set) var identitySize: [Int]

  /// Complexity: O(operations).
  package init(_ identities: TrueIdentities, _ partition: Partition) {
    unitSize = Array(repeating: 0, count: partition.unitCount)
    identitySize = Array(repeating: 0, count: identities.count)
    var counts = Array(repeating: 0, count: identities.count)
    var touched: [Int32] = []
    for unit in 0..<partition.unitCount {
      for member in partition.members(of: unit) {
        let identity = identities.ofOperation[Int(member)]
        guard identity >= 0 else { continue }
        if counts[Int(identity)] == 0 { touched.append(identity) }
        counts[Int(identity)] += 1
      }
      for identity in touched {
        let count = counts[Int(identity)]
        cells.append(Overlap(unit: Int32(unit), identity: identity, count: count))
        unitSize[unit] += count
        identitySize[Int(identity)] += count
        counts[Int(identity)] = 0
      }
      touched.removeAll(keepingCapacity: true)
    }
  }

  /// Units and true operations that hang together over common members, each group by itself: what errors there are lie
  /// inside of groups. In the order of their first units. Complexity: O(cells).
  package func groups() -> [AgreementSums] {
    var sets = DisjointSets()
    sets.grow(to: unitSize.count + identitySize.count)
    for cell in cells { sets.unite(Int(cell.unit), unitSize.count + Int(cell.identity)) }
    var places = [Int32](repeating: -1, count: unitSize.count + identitySize.count)
    var groups: [AgreementSums] = []
    func change(_ node: Int, _ body: (inout AgreementSums) -> Void) {
      let root = sets.root(node)
      if places[root] < 0 {
        places[root] = Int32(truncatingIfNeeded: groups.count)
        groups.append(AgreementSums())
      }
      body(&groups[Int(places[root])])
    }
    for cell in cells {
      change(Int(cell.unit)) {
        $0.add(cell.count, ofUnit: unitSize[Int(cell.unit)], ofIdentity: identitySize[Int(cell.identity)])
      }
    }
    for (unit, size) in unitSize.enumerated() where size > 0 { change(unit) { $0.addUnit(size) } }
    for (identity, size) in identitySize.enumerated() where size > 0 {
      change(unitSize.count + identity) { $0.addIdentity(size) }
    }
    return groups
  }
}
