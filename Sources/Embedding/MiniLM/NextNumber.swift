import Synchronization

/// Hands out numbers, each to one thread.
final class NextNumber: Sendable {
  private let next = Atomic(0)

  func take(below end: Int) -> Int? {
    let taken = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return taken < end ? taken : nil
  }

  /// Nothing more is handed out.
  func stop() { next.store(Int.max / 2, ordering: .relaxed) }
}
