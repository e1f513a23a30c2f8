import Glibc
import Synchronization

/// A program that answers lines with lines: one line in, one line out. It runs in a process group of its own, and all of that
/// group ends with this value.
package final class ChildProgram {
  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private var held: [UInt8] = []

  /// `command` is for `/bin/sh`. What the program says on standard error goes where ours does.
  package init(_ command: String) throws {
    let started = try ChildProgram.starting.withLock { _ throws in
      let (toChild, fromChild) = (try ChildProgram.pipe(for: command), try ChildProgram.pipe(for: command))
      defer {
        close(toChild.end)
        close(fromChild.start)
      }
      let process = try ChildProgram.start(command, toChild.end, fromChild.start)
      return (process: process, input: toChild.start, output: fromChild.end)
    }
    (process, input, output) = started
  }

  /// One at a time: a program must not get the ends of another's pipes, which would keep them open.
  private static let starting = Mutex<Void>(())

  /// What is written at its start comes out at its end.
  private static func pipe(for command: String) throws -> (end: Int32, start: Int32) {
    var ends = [Int32](repeating: 0, count: 2)
    guard Glibc.pipe(&ends) == 0 else { throw FileFault.last("run", command) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func start(_ command: String, _ input: Int32, _ output: Int32) throws -> pid_t {
    var (actions, attributes) = (posix_spawn_file_actions_t(), posix_spawnattr_t())
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    // Signals that are ignored here would be there, too.
    var usual = sigset_t()
    sigemptyset(&usual)
    for signal in [SIGPIPE, SIGXFSZ, SIGINT, SIGTERM, SIGHUP] { sigaddset(&usual, signal) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    let texts: [String] = ["/bin/sh", "-c", command]
    var words = texts.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, environ)
    guard code == 0 else { throw FileFault.refused(action: "run", path: command, code: code) }
    return process
  }

  deinit {
    close(input)
    close(output)
    kill(-process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// The answer to a line, without its end; nil where the program ended, said nothing for so long, or said too much. After nil it
  /// is of no use any more.
  package func answer(to line: String, seconds: Double, beat: () throws -> Void) throws -> [UInt8]? {
    do { try writeFully(Array(line.utf8) + [UInt8(ascii: "\n")], to: input, path: "a program") } catch {
      return nil
    }
    let end = monotonicSeconds() + seconds
    while true {
      if let newline = held.firstIndex(of: UInt8(ascii: "\n")) {
        defer { held.removeSubrange(...newline) }
        return Array(held[..<newline])
      }
      guard held.count < 1 << 20, monotonicSeconds() < end else { return nil }
      try beat()
      guard try take() else { return nil }
    }
  }

  /// What has come within a moment; false at the end.
  private func take() throws -> Bool {
    var descriptor = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, 50) > 0 else { return true }
    var chunk = [UInt8](repeating: 0, count: 4_096)
    // Safe: no more is asked for than the chunk holds.
    let count = chunk.withUnsafeMutableBytes { read(output, $0.baseAddress, $0.count) }
    if count > 0 { held += chunk[..<count] }
    return count > 0 || count < 0 && errno == EINTR
  }
}
