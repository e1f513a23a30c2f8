import Synchronization

/// Pieces of work that parts take one after another, whoever is free. The first part, which runs on the thread that
/// asked, beats; when the beat throws, nobody takes another piece.
package final class SharedWork: Sendable {
  private let count: Int
  private let next = Atomic(0)
  private let isStopped = Atomic(false)
  private let thrown = Mutex<(any Error)?>(nil)
  private let beat: @Sendable (_ done: Int, _ total: Int) throws -> Void

  package init(_ count: Int, beat: @escaping @Sendable (_ done: Int, _ total: Int) throws -> Void) {
    self.count = count
    self.beat = beat
  }

  /// The next piece for this part, or nil when there is none or the work was stopped.
  package func take(_ part: Int) -> Int? {
    if part == 0 { beatOnce() }
    guard !isStopped.load(ordering: .relaxed) else { return nil }
    let piece = next.add(1, ordering: .relaxed).oldValue
    return piece < count ? piece : nil
  }

  package func stop(_ error: any Error) {
    thrown.withLock { $0 = $0 ?? error }
    isStopped.store(true, ordering: .relaxed)
  }

  /// Throws what stopped the work, if anything did.
  package func check() throws {
    if let error = thrown.withLock({ $0 }) { throw error }
  }

  private func beatOnce() {
    do { try beat(min(count, next.load(ordering: .relaxed)), count) } catch { stop(error) }
  }
}
