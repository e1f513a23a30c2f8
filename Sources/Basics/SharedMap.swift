/// A dictionary that shares with its copies what they have in common, as `SharedArray` does. It only grows, and it has
/// no order that could show.
///
/// A trie over the bits of the hash (Bagwell 2001) with up to eight entries to a leaf.
/// Complexity: O(log n) expected to find or add, in time and in memory. Inlinable, as `SharedArray` is.
public struct SharedMap<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  @usableFromInline typealias Entry = (key: Key, value: Value)

  @usableFromInline enum Node: Sendable {
    case leaf([Entry])
    case branch([Node])
  }

  @usableFromInline var root = Node.leaf([])

  @inlinable static var bits: Int { 3 }
  @inlinable static var width: Int { 1 << 3 }

  @inlinable public init() {}

  @inlinable public subscript(key: Key) -> Value? {
    var (node, hash) = (root, UInt(bitPattern: key.hashValue))
    while true {
      switch node {
      case .leaf(let entries): return entries.first { $0.key == key }?.value
      case .branch(let nodes):
        node = nodes[Int(truncatingIfNeeded: hash) & (Self.width - 1)]
        hash >>= UInt(Self.bits)
      }
    }
  }

  /// Adds a key that is not there.
  @inlinable public mutating func insert(_ key: Key, _ value: Value) {
    root = Self.node(root, UInt(bitPattern: key.hashValue), depth: 0, (key, value))
  }

  @inlinable static func node(_ node: Node, _ hash: UInt, depth: Int, _ entry: Entry) -> Node {
    switch node {
    case .leaf(let entries):
      // Keys whose hashes are wholly alike share a leaf, however many they are.
      if entries.count < width || depth * bits >= UInt.bitWidth { return .leaf(entries + [entry]) }
      var branch = Node.branch([Node](repeating: .leaf([]), count: width))
      for old in entries {
        let hash = UInt(bitPattern: old.key.hashValue) >> UInt(depth * bits)
        branch = Self.node(branch, hash, depth: depth, old)
      }
      return Self.node(branch, hash, depth: depth, entry)
    case .branch(var nodes):
      let place = Int(truncatingIfNeeded: hash) & (width - 1)
      nodes[place] = Self.node(nodes[place], hash >> UInt(bits), depth: depth + 1, entry)
      return .branch(nodes)
    }
  }
}
