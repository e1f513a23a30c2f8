import Basics

extension Constraints {
  /// What is said of one operation, in terms that do not depend on how the decisions were numbered.
  private struct Saying: Equatable {
    /// The oldest of its bloc.
    let first: Int32
    /// The oldest of each bloc that it must be apart from.
    let apart: [Int32]
  }

  /// The operations, of the first `count`, that are placed under other constraints than in `other`: their bloc is another
  /// one, or has to be apart from others. Whoever is not among them may have to be placed anew all the same, but then
  /// lies in one component with somebody who is. Ascending. Complexity: O(operations named).
  package func differences(from other: Constraints, below count: Int) -> [Int32] {
    let (here, there) = (sayings(below: count), other.sayings(below: count))
    let changed = here.keys.filter { here[$0] != there[$0] } + there.keys.filter { here[$0] == nil }
    return changed.sorted()
  }

  /// The operations that are named here and not in `other`, or there and not here: whether anybody ruled on an operation
  /// counts where one asks who would follow whom.
  package func namings(unlike other: Constraints) -> [Int32] {
    (blocs.keys.filter { other.bloc(of: $0) == nil } + other.blocs.keys.filter { bloc(of: $0) == nil })
      .sorted()
  }

  /// Nothing is said of an operation that is alone in its bloc, and apart from none that the log holds.
  private func sayings(below count: Int) -> [Int32: Saying] {
    var (first, size) = ([Int32: Int32](), [Int32: Int]())
    for (operation, bloc) in blocs where operation < count {
      first[bloc] = min(first[bloc] ?? operation, operation)
      size[bloc, default: 0] += 1
    }
    let apart = first.keys.reduce(into: [Int32: [Int32]]()) { all, bloc in
      all[bloc] = self.apart(from: bloc).compactMap { first[$0] }.sorted()
    }
    var sayings: [Int32: Saying] = [:]
    for (operation, bloc) in blocs where operation < count {
      guard let oldest = first[bloc], let apart = apart[bloc], size[bloc] != 1 || !apart.isEmpty else {
        continue
      }
      sayings[operation] = Saying(first: oldest, apart: apart)
    }
    return sayings
  }
}

/// Keys that are placed together because blocs span them. An operation joins leaders of its own key or follows its bloc,
/// so nothing that happens in one component reaches another.
package struct KeyComponents {
  /// The keys of each component of more than one, by each of its keys.
  private var joined: [Int32: [Int32]] = [:]

  /// Complexity: O(operations named).
  package init(_ constraints: Constraints, keys: SharedColumn<Int32>) {
    var keysOfBloc: [Int32: Set<Int32>] = [:]
    for (operation, bloc) in constraints.blocs { keysOfBloc[bloc, default: []].insert(keys[Int(operation)]) }
    let spanning = keysOfBloc.values.filter { $0.count > 1 }
    let all = Set(spanning.joined()).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(all, all.indices))
    var sets = DisjointSets()
    sets.grow(to: all.count)
    for keys in spanning {
      let own = keys.compactMap { places[$0] }
      for place in own.dropFirst() { sets.unite(own[0], place) }
    }
    for component in Dictionary(grouping: all.indices, by: { sets.root($0) }).values {
      let keys = component.map { all[$0] }
      for key in keys { joined[key] = keys }
    }
  }

  /// These keys and all that are placed together with them.
  package func closed(_ keys: Set<Int32>) -> Set<Int32> {
    keys.reduce(into: keys) { all, key in if let joined = joined[key] { all.formUnion(joined) } }
  }
}
