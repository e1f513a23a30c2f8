import Basics
import Files
import Synchronization

extension Turn {
  /// Does work whose beats may lie further apart than somebody waits after Ctrl-C on a thread of its own. When it is told
  /// to stop and does not at once, it is left to its next beat.
  package func apart<Value: Sendable>(
    _ stage: String, _ work: @escaping @Sendable (Pulse) throws -> Value
  ) throws -> Value {
    let course = WorkCourse(stage)
    let shown = Pulse { [pulse] _, _, _ in
      let (stage, done, total) = course.last
      try pulse.beat(stage, done, total)
    }
    let outcome = try runApart(shown, stage: stage, stop: course.stop) {
      Result { try work(course.pulse) }
    } abandon: {
    }
    return try outcome.get()
  }
}

/// How far work has come on another thread, and whether it is still wanted.
private final class WorkCourse: Sendable {
  private let state: Mutex<(stage: String, done: Int, total: Int)>
  private let isStopped = Atomic(false)

  init(_ stage: String) { state = Mutex((stage, 0, 0)) }

  var last: (stage: String, done: Int, total: Int) { state.withLock { $0 } }

  func stop() { isStopped.store(true, ordering: .relaxed) }

  var pulse: Pulse {
    Pulse { stage, done, total in
      if self.isStopped.load(ordering: .relaxed) { throw Interrupted() }
      self.state.withLock { $0 = (stage, done, total) }
    }
  }
}
