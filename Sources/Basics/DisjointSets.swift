/// Disjoint sets of small integers (Tarjan 1975): union towards the smaller root, with path halving, so that
/// the root of a set does not depend on the order of the unions.
package struct DisjointSets {
  private var parent: [Int] = []

  package init() {}

  package mutating func grow(to count: Int) {
    while parent.count < count { parent.append(parent.count) }
  }

  package mutating func root(_ element: Int) -> Int {
    var element = element
    while parent[element] != element {
      parent[element] = parent[parent[element]]
      element = parent[element]
    }
    return element
  }

  package mutating func unite(_ a: Int, _ b: Int) {
    let (a, b) = (root(a), root(b))
    parent[max(a, b)] = min(a, b)
  }
}
