import Glibc
import Synchronization

/// A pipe that has no other end yet keeps whoever opens it waiting, and one should know for what.
package enum PipeWait {
  private static let teller = Mutex<(@Sendable (_ path: String, _ isToRead: Bool) -> Void)?>(nil)

  /// Whom to tell that a pipe is waited for; once for each.
  package static func tell(_ teller: @escaping @Sendable (_ path: String, _ isToRead: Bool) -> Void) {
    self.teller.withLock { $0 = teller }
  }

  /// After so long somebody is told.
  fileprivate static let patience: Int32 = 300

  fileprivate static func isWaiting(for path: String, isToRead: Bool) {
    teller.withLock { $0 }?(path, isToRead)
  }
}

/// Opens. A pipe without another end keeps one waiting, which is said; Ctrl-C ends that, other signals do not.
func openPatiently(_ path: String, _ mode: Int32 = O_RDONLY, _ action: String = "open") throws -> Int32 {
  var status = stat()
  if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO {
    return try openPipe(path, mode, action)
  }
  while true {
    let descriptor = System.open(path, mode | O_CLOEXEC)
    if descriptor >= 0 { return descriptor }
    guard errno == EINTR else { throw FileFault.last(action, path) }
    try Interrupt.check()
  }
}

private func openPipe(_ path: String, _ mode: Int32, _ action: String) throws -> Int32 {
  let isToRead = mode & O_ACCMODE == O_RDONLY
  var waited: Int32 = 0
  var descriptor: Int32 = -1
  while descriptor < 0 || !isReady(descriptor, isToRead) {
    if descriptor < 0 {
      descriptor = System.open(path, mode | O_CLOEXEC | O_NONBLOCK)
      // Nobody reads yet.
      guard descriptor >= 0 || errno == ENXIO || errno == EINTR else { throw FileFault.last(action, path) }
      if descriptor >= 0 { continue }
    }
    do { try Interrupt.check() } catch {
      if descriptor >= 0 { close(descriptor) }
      throw error
    }
    if !isToRead || descriptor < 0 { usleep(50_000) }
    if waited < PipeWait.patience, waited + 50 >= PipeWait.patience {
      PipeWait.isWaiting(for: path, isToRead: isToRead)
    }
    waited = min(waited + 50, PipeWait.patience)
  }
  // From here on a read waits for bytes, as of any pipe.
  _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
  return descriptor
}

/// Whether there is something to read, or was and is no more. Writing is ready once somebody reads.
private func isReady(_ descriptor: Int32, _ isToRead: Bool) -> Bool {
  guard isToRead else { return true }
  var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  return poll(&request, 1, 50) > 0
}
