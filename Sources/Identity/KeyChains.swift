/// The operations of each key, from the youngest to the oldest: a form that grows by what is appended, where rows of
/// operations side by side would have to be written anew.
package struct KeyChains: Sendable {
  /// The operation of its key before each; -1 for the first.
  private var before: [Int32] = []
  /// The youngest of each key.
  private var last: [Int32] = []

  package init(_ operations: Operations) {
    before.reserveCapacity(operations.count)
    append(operations)
  }

  /// The same for operations that begin with those of this. Complexity: O(new operations), and a copy.
  package func appending(_ operations: Operations) -> KeyChains {
    var next = self
    next.append(operations)
    return next
  }

  private mutating func append(_ operations: Operations) {
    guard operations.count > before.count else { return }
    last += repeatElement(-1, count: operations.keyCount - last.count)
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
