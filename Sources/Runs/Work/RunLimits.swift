import Basics
import Files
import Sessions
import Synchronization

/// How long a run and each of its statements may take, and how much memory the program may hold. All long work beats, so a
/// statement is stopped within a fifth of a second or so; a query that is being stepped is left.
package final class RunLimits: StatementWatch, Sendable {
  package struct Bounds: Sendable {
    /// In seconds; nil is without end.
    package var run: Double?
    package var statement: Double?
    /// In bytes, of the whole program.
    package var memory: Int?

    package init() {}
    package var areSet: Bool { run != nil || statement != nil || memory != nil }
  }

  private struct State {
    var runStarted = monotonicSeconds()
    var statementStarted = monotonicSeconds()
    var memorySeen = 0.0
    var broken: LimitFault?
  }

  private let bounds: Bounds
  private let state = Mutex(State())

  package init(_ bounds: Bounds) { self.bounds = bounds }

  /// A pulse that stops where a limit is broken.
  package func pulse(_ pulse: Pulse) -> Pulse {
    guard bounds.areSet else { return pulse }
    return Pulse { stage, done, total in
      try pulse.beat(stage, done, total)
      try self.check()
    }
  }

  package func beginStatement() {
    let now = monotonicSeconds()
    state.withLock { state in
      state.statementStarted = now
      // A shell goes on after a statement that was stopped; a run that took too long does not.
      if case .runTook = state.broken { return }
      state.broken = nil
    }
  }

  /// What a statement that was interrupted really ran into.
  package func fault(for error: any Error) -> any Error {
    guard isInterruption(error), let broken = state.withLock({ $0.broken }) else { return error }
    if case .held = broken { releaseFreeMemory() }
    return broken
  }

  private func isInterruption(_ error: any Error) -> Bool {
    if case .reviewInterrupted? = error as? SessionFault { true } else { error is Interrupted }
  }

  private func check() throws {
    let now = monotonicSeconds()
    let isBroken = state.withLock { state in
      if state.broken == nil { state.broken = fault(&state, now) }
      return state.broken != nil
    }
    // As Ctrl-C: whatever works knows how to leave.
    if isBroken { throw Interrupted() }
  }

  private func fault(_ state: inout State, _ now: Double) -> LimitFault? {
    if let most = bounds.statement, now - state.statementStarted > most { return .statementTook(most) }
    if let most = bounds.run, now - state.runStarted > most { return .runTook(most) }
    guard let most = bounds.memory, now - state.memorySeen > 0.05 else { return nil }
    state.memorySeen = now
    let held = residentMemory()
    return held > most ? .held(held, most: most) : nil
  }
}

/// A limit of the command line that a run ran into.
package enum LimitFault: Error, Equatable {
  case statementTook(Double)
  case runTook(Double)
  case held(Int, most: Int)
}
