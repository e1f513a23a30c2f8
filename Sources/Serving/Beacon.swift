import Basics
import Files
import Synchronization
import Tables

/// Tells the program that asked how far a long request has come, and notices when that program is gone.
package final class Beacon: Sendable {
  private let next = Mutex(monotonicSeconds())
  private static let interval = 0.1

  package init() {}

  package var pulse: Pulse {
    Pulse { [self] stage, done, total in
      try Interrupt.check()
      guard isDue() else { return }
      if Terminal.isHungUp(Output.standard) { throw Interrupted() }
      let output = Output(Output.standard)
      output.write(
        "{\"progress\":{\"stage\":\(JSONText.quoted(stage)),\"done\":\(done),\"total\":\(total)}}\n")
      output.flush()
    }
  }

  private func isDue() -> Bool {
    let now = monotonicSeconds()
    return next.withLock { next in
      guard now >= next else { return false }
      next = now + Beacon.interval
      return true
    }
  }
}
