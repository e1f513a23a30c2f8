import Basics
import Characters
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
    let width = Terminal.windowColumns(of: Output.errors)
    if isDue { write("\r" + Progress.bar(stage, done, total, width: width) + "\u{1b}[K") }
  }

  /// A line that never runs over the edge, where a return could not take it back: the bar yields, then the words do.
  package static func bar(_ stage: String, _ done: Int, _ total: Int, width: Int) -> String {
    guard total > 0 else { return cut("  \(stage) …", to: width - 1) }
    let share = min(1, max(0, Double(done) / Double(total)))
    let percent = " \(Int(share * 100))%"
    let room = width - 1 - displayWidth("  \(stage) \(percent)")
    guard room >= 6 else { return cut("  \(stage)", to: width - 1 - percent.utf8.count) + percent }
    let cells = min(24, room)
    let filled = Int(share * Double(cells))
    return "  \(stage) " + String(repeating: "━", count: filled)
      + String(repeating: "┄", count: cells - filled) + percent
  }

  private static func cut(_ text: String, to width: Int) -> String {
    guard displayWidth(text) > width else { return text }
    var (kept, used) = ("", 1)
    for character in text {
      used += displayWidth(of: character)
      if used > width { break }
      kept.append(character)
    }
    return kept + "…"
  }

  private func write(_ text: String) {
    let errors = Output(Output.errors)
    errors.write(text)
    errors.flush()
  }
}
