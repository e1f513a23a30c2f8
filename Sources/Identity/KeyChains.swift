import Basics

/// The operations of each key, from the youngest to the oldest: a form that grows by what is appended, where rows of
/// operations side by side would have to be written anew.
package struct KeyChains: Sendable {
  /// The operation of its key before each; -1 for the first.
  private var before = SharedColumn<Int32>()
  /// The youngest of each key.
  private var last = SharedColumn<Int32>()
  private var lineage: Lineage

  package init(_ operations: Operations) {
    lineage = operations.lineage
    append(operations)
    before.share()
    last.share()
  }

  /// Whether `operations` are those of this, or begin with them.
  package func precede(_ operations: Operations) -> Bool { operations.lineage.continues(lineage) }

  /// The same for operations that begin with those of this. Complexity: O(new operations).
  package func appending(_ operations: Operations) -> KeyChains {
    var next = self
    next.append(operations)
    next.lineage = operations.lineage
    return next
  }

  private mutating func append(_ operations: Operations) {
    guard operations.count > before.count else { return }
    while last.count < operations.keyCount { last.append(-1) }
    for operation in before.count..<operations.count {
      let key = Int(operations.key[operation])
      before.append(last[key])
      last[key] = Int32(truncatingIfNeeded: operation)
    }
  }

  /// In log order. Complexity: O(members).
  package func members(of key: Int32) -> [Int32] {
    var members: [Int32] = []
    var operation = last[Int(key)]
    while operation >= 0 {
      members.append(operation)
      operation = before[Int(operation)]
    }
    members.reverse()
    return members
  }
}
