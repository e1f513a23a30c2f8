/// Rows by their numbers, of which few are there: what changed of a large column, or came behind it. Copies share what they
/// have in common.
///
/// Two levels of nodes over leaves of 32 places. Who changes a row of a copy writes a leaf, the node over it and the list of
/// nodes anew, and after that what it wrote already in place.
/// Complexity: O(1) to read; to change k rows O(k), and a pointer for every 2,048 places.
public struct Overlay<Row: Sendable>: Sendable {
  @usableFromInline var nodes: [[[Row?]]] = []

  @inlinable static var leafBits: Int { 5 }
  @inlinable static var nodeBits: Int { 6 }

  @inlinable public init() {}

  @inlinable public var isEmpty: Bool { nodes.isEmpty }

  @inlinable public subscript(index: Int) -> Row? {
    get {
      let node = index >> (Self.leafBits + Self.nodeBits)
      guard node < nodes.count, !nodes[node].isEmpty else { return nil }
      let leaf = (index >> Self.leafBits) & (1 << Self.nodeBits - 1)
      guard !nodes[node][leaf].isEmpty else { return nil }
      return nodes[node][leaf][index & (1 << Self.leafBits - 1)]
    }
    set {
      let (node, leaf) = place(index)
      nodes[node][leaf][index & (1 << Self.leafBits - 1)] = newValue
    }
  }

  /// Makes room for a row. Each step is in place where no copy shares it.
  @inlinable mutating func place(_ index: Int) -> (node: Int, leaf: Int) {
    let node = index >> (Self.leafBits + Self.nodeBits)
    let leaf = (index >> Self.leafBits) & (1 << Self.nodeBits - 1)
    while nodes.count <= node { nodes.append([]) }
    if nodes[node].isEmpty { nodes[node] = Array(repeating: [], count: 1 << Self.nodeBits) }
    if nodes[node][leaf].isEmpty { nodes[node][leaf] = Array(repeating: nil, count: 1 << Self.leafBits) }
    return (node, leaf)
  }

  /// The rows that are there, ascending. Complexity: O(rows), and a step for every 32 places.
  @inlinable public func forEach(_ body: (Int, Row) throws -> Void) rethrows {
    for (node, leaves) in nodes.enumerated() {
      for (leaf, rows) in leaves.enumerated() {
        let start = (node << Self.nodeBits + leaf) << Self.leafBits
        for (place, row) in rows.enumerated() {
          if let row { try body(start + place, row) }
        }
      }
    }
  }
}
