import Answers
import Characters
import Files
import Language
import Synchronization

/// A line on standard error for each run that ends: where nobody looks at a terminal.
package final class RunLines: RunBoard {
  private let counts = Mutex(0)
  private let total: Int

  package init(total: Int) { self.total = total }

  package func begin(_ run: PlannedRun, slot: Int) {}
  package func beat(_ stage: String, _ done: Int, _ total: Int, slot: Int) {}

  package func end(_ outcome: RunOutcome, slot: Int) {
    counts.withLock { count in
      count += 1
      let errors = Output(Output.errors)
      errors.write("\(count)/\(total)  \(RunLines.line(outcome))\n")
      errors.flush()
    }
  }

  static func line(_ outcome: RunOutcome) -> String {
    let name = visible(outcome.run.name)
    if outcome.isKept { return "\(name)   kept" }
    let seconds = (outcome.seconds * 1000).rounded() / 1000
    guard let complaint = outcome.complaint else {
      return "\(name)   \(counted(outcome.statements.count, "statement")) in \(seconds) s"
    }
    let place = outcome.line.map { "\(outcome.run.script.path):\($0): " } ?? ""
    return "\(name)   failed: \(visible(String((place + complaint.message).prefix(300))))"
  }
}

/// All runs on one screen: a line for each that is at work, and one for all together.
package final class RunScreen: RunBoard {
  private struct Rows {
    var slots: [String]
    var done = 0
    var failed = 0
    var drawn = 0
    var last = 0.0
  }

  private let screen: Mutex<Rows>
  private let total: Int
  private static let interval = 0.1

  package init(total: Int, jobs: Int) {
    self.total = total
    screen = Mutex(Rows(slots: Array(repeating: "", count: jobs)))
  }

  package func begin(_ run: PlannedRun, slot: Int) { change(slot) { $0 = visible(run.name) } }

  package func beat(_ stage: String, _ done: Int, _ total: Int, slot: Int) {
    let share = total > 0 ? " \(min(100, done * 100 / total))%" : ""
    change(slot) { line in
      line = line.split(separator: "  ", maxSplits: 1).first.map(String.init) ?? line
      line += "  \(stage)\(share)"
    }
  }

  package func end(_ outcome: RunOutcome, slot: Int) {
    screen.withLock { screen in
      screen.done += 1
      screen.slots[slot] = ""
      guard outcome.exitCode != ExitCode.done else { return draw(&screen, isForced: false) }
      screen.failed += 1
      erase(&screen)
      write("  \(RunLines.line(outcome))\n")
      draw(&screen, isForced: true)
    }
  }

  /// Takes the lines off the screen.
  package func clear() { screen.withLock { erase(&$0) } }

  private func change(_ slot: Int, _ body: (inout String) -> Void) {
    screen.withLock { screen in
      body(&screen.slots[slot])
      draw(&screen, isForced: false)
    }
  }

  private func draw(_ screen: inout Rows, isForced: Bool) {
    let now = monotonicSeconds()
    guard isForced || now - screen.last > RunScreen.interval else { return }
    screen.last = now
    erase(&screen)
    let width = max(20, Terminal.width(of: 2) - 1)
    let failed = screen.failed > 0 ? " · \(screen.failed) failed" : ""
    let lines =
      ["  \(screen.done) of \(total) runs\(failed)"] + screen.slots.filter { !$0.isEmpty }.map { "    \($0)" }
    write(lines.map { String($0.prefix(width)) + "\n" }.joined())
    screen.drawn = lines.count
  }

  private func erase(_ screen: inout Rows) {
    if screen.drawn > 0 { write("\u{1b}[\(screen.drawn)A\u{1b}[J") }
    screen.drawn = 0
  }

  private func write(_ text: String) {
    let errors = Output(Output.errors)
    errors.write(text)
    errors.flush()
  }
}
