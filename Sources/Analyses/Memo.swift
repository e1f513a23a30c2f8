/// Remembers the last few values of one stage by what they depend on, so that undo and redo find them again.
package final class Memo<Key: Equatable, Value> {
  private var kept: [(key: Key, value: Value)] = []
  private let capacity: Int

  init(capacity: Int = 4) { self.capacity = capacity }

  package func value(for key: Key, make: () throws -> Value) rethrows -> Value {
    if let place = kept.firstIndex(where: { $0.key == key }) {
      let found = kept.remove(at: place)
      kept.append(found)
      return found.value
    }
    let value = try make()
    kept.append((key, value))
    if kept.count > capacity { kept.removeFirst() }
    return value
  }

  func remembers(_ key: Key) -> Bool { kept.contains { $0.key == key } }

  package func forget(_ key: Key) { kept.removeAll { $0.key == key } }

  /// The best of the remembered values whose key will do, or nil.
  func best(where fits: (Key) -> Bool, by isWorse: (Value, Value) -> Bool) -> Value? {
    kept.filter { fits($0.key) }.map(\.value).max(by: isWorse)
  }
}
