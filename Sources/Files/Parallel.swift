import Glibc

/// Runs `work(0)` … `work(threads - 1)` side by side, the first on this thread, and waits for all of them.
///
/// Throws what the worker with the lowest number threw. A thread that the system refuses is done without:
/// its work runs on this one afterwards, so work must not wait for a partner.
package func runInParallel(threads: Int, _ work: @escaping @Sendable (Int) throws -> Void) throws {
  let workers = (0..<max(1, threads)).map { number in Worker { try work(number) } }
  for worker in workers.dropFirst() { worker.start() }
  for worker in workers { worker.finish() }
  for worker in workers {
    if let error = worker.error { throw error }
  }
}

/// One thread's share of the work.
private final class Worker: @unchecked Sendable {  // unchecked: `error` is read after the thread was joined
  private let work: () throws -> Void
  private(set) var error: (any Error)?
  private var thread: pthread_t?

  init(_ work: @escaping () throws -> Void) { self.work = work }

  func start() {
    var identifier = pthread_t()
    // The thread owns one reference to its worker, and lets go of it when it begins to run.
    let context = Unmanaged.passRetained(self)
    let code = pthread_create(
      &identifier, nil,
      { context in
        context.map { Unmanaged<Worker>.fromOpaque($0).takeRetainedValue().run() }
        return nil
      }, context.toOpaque())
    if code == 0 { thread = identifier } else { context.release() }
  }

  /// Waits for the thread, or does the work here if there is none.
  func finish() {
    if let thread { pthread_join(thread, nil) } else { run() }
  }

  private func run() {
    do { try work() } catch { self.error = error }
  }
}

/// Starts a thread that nobody waits for; whether there was one to be had.
func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  final class Start {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var identifier = pthread_t()
  // The thread owns what it begins with, and lets go of it when it is done.
  let context = Unmanaged.passRetained(Start(body))
  let code = pthread_create(
    &identifier, nil,
    { context in
      context.map { Unmanaged<Start>.fromOpaque($0).takeRetainedValue().body() }
      return nil
    }, context.toOpaque())
  guard code == 0 else {
    context.release()
    return false
  }
  pthread_detach(identifier)
  return true
}
