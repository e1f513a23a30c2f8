import Glibc
import Synchronization

/// What is asked of the system for a file.
package enum FileCall: String, Sendable, CaseIterable {
  case open, read, write, sync, truncate, rename, link, unlink, makeFolder, lock, close
}

/// What becomes of a call.
package enum FaultOutcome: Sendable, Equatable {
  case goesOn
  /// It does nothing and gives this `errno`.
  case fails(Int32)
  /// It reads or writes so many bytes at most.
  case shortens(Int)
}

/// A plan of which calls of the system go wrong. Tests set one to see that a statement leaves the old or the new, whatever
/// fails on its way; the program itself never has one.
package protocol FaultPlan: AnyObject {
  func outcome(of call: FileCall, path: String, count: Int) -> FaultOutcome
  /// The call was made; `descriptor` is the file's, or -1.
  func made(_ call: FileCall, path: String, descriptor: Int32, succeeded: Bool)
}

/// Runs `body` with a plan for the calls of this thread; those of others go on as ever.
package func withFaults<Value>(_ plan: any FaultPlan, _ body: () throws -> Value) rethrows -> Value {
  Faults.begin(plan)
  defer { Faults.end() }
  return try body()
}

/// The plans in force. Unchecked, and safe: a plan is only ever used by the thread that set it.
struct Faults: @unchecked Sendable {
  private let plan: any FaultPlan
  private let thread: pthread_t

  /// How many there are: all that a program without plans looks at.
  private static let count = Atomic(0)
  private static let all = Mutex<[Faults]>([])

  static var planned: Faults? {
    guard count.load(ordering: .relaxed) > 0 else { return nil }
    let own = pthread_self()
    return all.withLock { $0.last { pthread_equal($0.thread, own) != 0 } }
  }

  fileprivate static func begin(_ plan: any FaultPlan) {
    let faults = Faults(plan: plan, thread: pthread_self())
    all.withLock { $0.append(faults) }
    count.add(1, ordering: .relaxed)
  }

  fileprivate static func end() {
    let own = pthread_self()
    all.withLock { plans in
      if let place = plans.lastIndex(where: { pthread_equal($0.thread, own) != 0 }) {
        plans.remove(at: place)
      }
    }
    count.subtract(1, ordering: .relaxed)
  }

  func outcome(of call: FileCall, _ path: String, _ count: Int) -> FaultOutcome {
    plan.outcome(of: call, path: path, count: count)
  }

  /// Of a call that cannot be done in part.
  func code(of call: FileCall, _ path: String) -> Int32? {
    if case .fails(let code) = plan.outcome(of: call, path: path, count: 0) { code } else { nil }
  }

  func done(_ call: FileCall, _ path: String, _ descriptor: Int32, _ succeeded: Bool) {
    plan.made(call, path: path, descriptor: descriptor, succeeded: succeeded)
  }
}
