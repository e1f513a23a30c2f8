/// A column of a value that is followed: its versions share what they have in common, so that appending to one, or changing
/// some of it, costs what is new, however long it is.
///
///     var column = SharedColumn([3, 1, 4])
///     column.share()
///     var next = column
///     next.append(1)      // the three before are not copied
///
/// The elements that were there first stand side by side; what came later, or changed, lies over them. Until `share` is
/// called it is an array, and grows like one.
/// Complexity: O(1) to read; to change or append k elements O(k), and a pointer for every 2,048 elements.
public struct SharedColumn<Element: Sendable>: Sendable {
  @usableFromInline var first: [Element]
  @usableFromInline var later = Overlay<Element>()
  @usableFromInline var size: Int
  @usableFromInline var isShared = false

  @inlinable public init() { self.init([]) }

  @inlinable public init(_ elements: [Element]) { (first, size) = (elements, elements.count) }

  @inlinable public init(repeating element: Element, count: Int) {
    self.init(Array(repeating: element, count: count))
  }

  /// From here on copies share their elements.
  @inlinable public mutating func share() { isShared = true }

  @inlinable public var shared: SharedColumn {
    var column = self
    column.share()
    return column
  }

  @inlinable public mutating func append(_ element: Element) {
    if isShared { later[size] = element } else { first.append(element) }
    size += 1
  }

  @inlinable public mutating func append(contentsOf elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }

  /// Asks once, not for each of them, whether somebody else has the column too.
  @inlinable public mutating func append(contentsOf elements: [Element]) {
    guard !isShared else {
      for element in elements { append(element) }
      return
    }
    first.append(contentsOf: elements)
    size = first.count
  }

  /// Side by side. Complexity: O(1) as long as nothing came later, then O(n).
  @inlinable public var array: [Element] {
    guard isShared, !later.isEmpty else { return first }
    var all = first
    all.reserveCapacity(size)
    later.forEach { index, element in
      if index < all.count { all[index] = element } else { all.append(element) }
    }
    return all
  }
}

extension SharedColumn: RandomAccessCollection, MutableCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { size }

  @inlinable public subscript(index: Int) -> Element {
    get { later[index] ?? first[index] }
    set {
      precondition(index >= 0 && index < size, "index \(index) of \(size)")
      if isShared { later[index] = newValue } else { first[index] = newValue }
    }
  }
}

extension SharedColumn: Equatable where Element: Equatable {
  @inlinable public static func == (left: SharedColumn, right: SharedColumn) -> Bool {
    left.count == right.count
      && (left.later.isEmpty && right.later.isEmpty ? left.first == right.first : left.elementsEqual(right))
  }
}

extension SharedColumn: ExpressibleByArrayLiteral {
  @inlinable public init(arrayLiteral elements: Element...) { self.init(elements) }
}
