import Basics
import Files
import Synchronization

/// A bar on standard error for work that takes over half a second, and the place where Ctrl-C is noticed.
package final class Progress: Sendable {
  private struct State {
    var stage = ""
    var started = monotonicSeconds()
    var drawn = 0.0
    var isShown = false
  }

  private let state = Mutex(State())
  private let isVisible: Bool
  private static let patience = 0.5
  private static let interval = 0.1

  package init(isVisible: Bool) { self.isVisible = isVisible }

  package var pulse: Pulse {
    Pulse { [self] stage, done, total in
      try Interrupt.check()
      if isVisible { draw(stage, done, total) }
    }
  }

  /// Work begins now.
  package func reset() {
    state.withLock { $0 = State() }
  }

  /// Takes the bar off the screen.
  package func clear() {
    let wasShown = state.withLock { state in
      defer { state.isShown = false }
      return state.isShown
    }
    if wasShown { write("\r\u{1b}[K") }
  }

  private func draw(_ stage: String, _ done: Int, _ total: Int) {
    let now = monotonicSeconds()
    let isDue = state.withLock { state in
      guard now - state.started > Progress.patience, now - state.drawn > Progress.interval else {
        return false
      }
      state.drawn = now
      state.isShown = true
      return true
    }
    if isDue { write("\r" + Progress.bar(stage, done, total) + "\u{1b}[K") }
  }

  static func bar(_ stage: String, _ done: Int, _ total: Int) -> String {
    guard total > 0 else { return "  \(stage) …" }
    let share = min(1, max(0, Double(done) / Double(total)))
    let filled = Int(share * 24)
    let percent = Int(share * 100)
    return "  \(stage) " + String(repeating: "━", count: filled) + String(repeating: "┄", count: 24 - filled)
      + " \(percent)%"
  }

  private func write(_ text: String) {
    let errors = Output(Output.errors)
    errors.write(text)
    errors.flush()
  }
}
