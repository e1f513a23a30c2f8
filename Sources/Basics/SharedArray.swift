/// An array that shares with its copies what they have in common: a copy that goes on costs as much as what is new in
/// it. A session keeps a study for every statement, and with it all decisions made up to then.
///
/// A trie over the bits of the index, eight children to a node (Bagwell 2001); changing an element copies the nodes on
/// the way to it. Complexity: O(log n) to read, append or change, in time and in memory.
///
/// Inlinable, or other rooms would pay for elements of unknown type at every step.
public struct SharedArray<Element: Sendable>: Sendable {
  @usableFromInline enum Node: Sendable {
    case leaf([Element])
    case branch([Node])
  }

  @usableFromInline var root = Node.leaf([])
  @usableFromInline var size = 0
  /// Bits of the index that the levels over the leaves take.
  @usableFromInline var shift = 0

  @inlinable static var bits: Int { 3 }
  @inlinable static var width: Int { 1 << 3 }

  @inlinable public init() {}

  @inlinable public var count: Int { size }

  @inlinable public subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "index \(index) of \(count)")
      var (node, shift) = (root, shift)
      while true {
        switch node {
        case .leaf(let elements): return elements[index & (Self.width - 1)]
        case .branch(let nodes):
          node = nodes[(index >> shift) & (Self.width - 1)]
          shift -= Self.bits
        }
      }
    }
    set {
      precondition(index >= 0 && index < count, "index \(index) of \(count)")
      root = Self.node(root, shift, index, newValue)
    }
  }

  @inlinable public mutating func append(_ element: Element) {
    if count == Self.width << shift {
      root = .branch([root])
      shift += Self.bits
    }
    root = Self.node(root, shift, count, element)
    size += 1
  }

  /// The node with another element at `index`, which may lie one behind its last.
  @inlinable static func node(_ node: Node, _ shift: Int, _ index: Int, _ element: Element) -> Node {
    let place = (index >> shift) & (width - 1)
    switch node {
    case .leaf(var elements):
      if place < elements.count { elements[place] = element } else { elements.append(element) }
      return .leaf(elements)
    case .branch(var nodes):
      let below = shift - bits
      if place < nodes.count {
        nodes[place] = Self.node(nodes[place], below, index, element)
      } else {
        let empty: Node = below == 0 ? .leaf([]) : .branch([])
        nodes.append(Self.node(empty, below, index, element))
      }
      return .branch(nodes)
    }
  }
}

extension SharedArray: RandomAccessCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { count }

  /// Goes down to each leaf once. Complexity: O(n).
  @inlinable public func forEach(_ body: (Element) throws -> Void) rethrows {
    try Self.forEach(in: root, body)
  }

  @inlinable static func forEach(in node: Node, _ body: (Element) throws -> Void) rethrows {
    switch node {
    case .leaf(let elements): for element in elements { try body(element) }
    case .branch(let nodes): for node in nodes { try forEach(in: node, body) }
    }
  }
}
