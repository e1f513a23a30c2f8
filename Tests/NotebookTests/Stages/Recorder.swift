import Synchronization

/// What bodies of stages did, in order.
final class Recorder<Element: Sendable>: Sendable {
  private let noted = Mutex<[Element]>([])

  var all: [Element] { noted.withLock { $0 } }

  func record(_ element: Element) { noted.withLock { $0.append(element) } }

  func clear() { noted.withLock { $0.removeAll() } }
}

final class CallCounter: Sendable {
  private let noted = Atomic(0)

  var count: Int { noted.load(ordering: .relaxed) }

  func add() { noted.add(1, ordering: .relaxed) }
}
