import Basics

/// Does `work` on a thread of its own while this one beats, and gives what came of it.
///
/// For work that cannot look up by itself. When a beat throws, `stop` tells the work to end. If it has not done so a
/// moment later it is left to itself: `abandon` is called, and the work must own all that it touches.
package func runApart<Value: Sendable>(
  _ pulse: Pulse, stage: String, stop: () -> Void, _ work: @escaping @Sendable () -> Value,
  abandon: () -> Void
) throws -> Value {
  let outcome = Monitor<Value?>(nil)
  guard
    startThread({
      let value = work(); outcome.change { $0 = value }
    })
  else {
    // No thread is to be had: the work is done here, and Ctrl-C waits for it.
    return work()
  }
  while true {
    if let value = outcome.wait(seconds: 0.03, { $0 }) { return value }
    do { try pulse.beat(stage, 0, 0) } catch {
      stop()
      if outcome.wait(seconds: 0.1, { $0 }) == nil { abandon() }
      throw error
    }
  }
}
