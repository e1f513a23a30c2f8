import CPty
import Glibc

/// A program at a terminal, and somebody sitting at it: types, looks at the screen, waits, resizes, leaves.
///
/// ```swift
/// let terminal = try PseudoTerminal(product: "maa", arguments: ["--no-init"])
/// try terminal.waitFor("maa 1 ›")
/// terminal.send("evidence\r")
/// try terminal.waitFor("mhat")
/// #expect(terminal.screen.rows[0].hasPrefix("maa"))
/// ```
///
/// Nothing runs behind one's back: output is read while sending and waiting. Not to be shared by threads.
package final class PseudoTerminal {
  /// What the person sees.
  package private(set) var screen: TerminalScreen
  /// Everything the program sent, byte for byte.
  package private(set) var output: [UInt8] = []
  package let process: pid_t
  private var terminal: Int32
  private var status: Int32?

  /// Starts `path`. Of the surroundings it gets `environment` and nothing else, except for `PATH`, `TERM`
  /// and `HOME` (a folder that does not exist), which `environment` may override.
  package init(
    path: String, arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80,
    rows: Int = 24
  ) throws {
    screen = TerminalScreen(columns: columns, rows: rows)
    let surroundings = ["PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "HOME": "/nonexistent"]
      .merging(Products.instruments) { $1 }.merging(environment) { $1 }
    var terminal: Int32 = -1
    process = withCStrings([path] + arguments) { arguments in
      withCStrings(surroundings.map { "\($0.key)=\($0.value)" }.sorted()) { environment in
        cpty_spawn(path, arguments, environment, Int32(rows), Int32(columns), &terminal)
      }
    }
    self.terminal = terminal
    guard process > 0 else { throw TerminalFailure("cannot start \(path)") }
  }

  /// Starts a program that was built along with the tests.
  package convenience init(
    product: String, arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80,
    rows: Int = 24
  ) throws {
    try self.init(
      path: Products.path(of: product), arguments: arguments, environment: environment, columns: columns,
      rows: rows)
  }

  deinit {
    if status == nil, cpty_status(process) < 0 {
      Glibc.kill(process, SIGKILL)
      while cpty_status(process) < 0 { usleep(1000) }
    }
    if terminal >= 0 { close(terminal) }
  }

  /// Types. Reads along, so that a long text cannot block both sides.
  package func send(_ text: String) { send(bytes: Array(text.utf8)) }

  package func send(bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty, terminal >= 0 {
      var ready = pollfd(fd: terminal, events: Int16(POLLIN | POLLOUT), revents: 0)
      guard poll(&ready, 1, 10_000) > 0 else { return }
      if ready.revents & Int16(POLLIN) != 0 { readAvailable() }
      if ready.revents & Int16(POLLHUP | POLLERR) != 0 { return }
      // A few at a time: the driver throws away what its queue of 4096 cannot hold.
      let count = rest.prefix(1024).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
    }
  }

  /// Pastes, as a terminal does that was asked to mark pastes.
  package func paste(_ text: String) { send("\u{1B}[200~" + text + "\u{1B}[201~") }

  /// Waits until the text stands somewhere on the screen.
  package func waitFor(_ text: String, within seconds: Double = 10) throws {
    try wait("“\(text)” on the screen", within: seconds) { $0.screen.text.contains(text) }
  }

  /// Waits until the text was sent, seen or not.
  package func waitForOutput(_ text: String, within seconds: Double = 10) throws {
    let wanted = Array(text.utf8)
    try wait("“\(text)” in the output", within: seconds) { $0.output.contains(wanted) }
  }

  /// Waits until something is so; the description says what, should it never be.
  package func wait(
    _ what: String, within seconds: Double = 10, until isSo: (PseudoTerminal) -> Bool
  ) throws {
    let deadline = now() + seconds
    while true {
      readAvailable()
      if isSo(self) { return }
      let left = deadline - now()
      guard left > 0, terminal >= 0 else {
        throw TerminalFailure("no \(what); the screen is\n\(screen.text)")
      }
      var ready = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      poll(&ready, 1, Int32(max(1, min(left * 1000, 50))))
      // A program that has ended leaves nothing to poll for.
      if ready.revents & Int16(POLLHUP) != 0, ready.revents & Int16(POLLIN) == 0 { usleep(2000) }
    }
  }

  /// Reads until the program has been silent for a while: for asserting that nothing happens.
  package func settle(_ seconds: Double = 0.15) {
    var quietSince = now()
    while now() - quietSince < seconds {
      if readAvailable() { quietSince = now() }
      usleep(5000)
    }
  }

  /// Changes the window's size, which the program learns by SIGWINCH.
  package func resize(columns: Int, rows: Int) {
    readAvailable()
    screen.resize(columns: columns, rows: rows)
    _ = cpty_resize(terminal, Int32(rows), Int32(columns))
  }

  package func kill(_ signal: Int32) { Glibc.kill(process, signal) }

  /// Takes the terminal away, as closing its window does.
  package func hangUp() {
    readAvailable()
    if terminal >= 0 { close(terminal) }
    terminal = -1
  }

  /// Waits for the program to end: its exit status, or 128 + the signal that ended it.
  package func exitStatus(within seconds: Double = 10) throws -> Int32 {
    let deadline = now() + seconds
    while status == nil {
      readAvailable()
      let current = cpty_status(process)
      if current >= 0 { status = current }
      guard status != nil || now() < deadline else { throw TerminalFailure("the program has not ended") }
      if status == nil { usleep(2000) }
    }
    readAvailable()
    return status ?? -1
  }

  /// Reads what there is; whether there was anything.
  @discardableResult
  private func readAvailable() -> Bool {
    guard terminal >= 0 else { return false }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var any = false
    while case let count = read(terminal, &chunk, chunk.count), count > 0 {
      output += chunk[..<count]
      screen.feed(chunk[..<count])
      any = true
    }
    return any
  }
}

package struct TerminalFailure: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

private func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// C's arrays of strings, ended by a null pointer. They live as long as the call.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
  defer { copies.forEach { free($0) } }
  return body(&copies)
}
