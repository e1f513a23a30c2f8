import Glibc

/// A file that only this process writes: it is held under an advisory lock from its making to its closing, and
/// the lock goes with the process however it ends.
package final class LockedFile {
  package let path: String
  private var descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close() }

  /// A new file whose name no other process has. It gets its name when it is locked already, so that nobody
  /// takes it for a file that was left behind.
  package static func createNew(in folder: String, suffix: String) throws -> (LockedFile, path: String) {
    for attempt in 0..<1000 {
      let path = "\(folder)/\(getpid())-\(attempt)\(suffix)"
      let hidden = "\(folder)/.\(getpid())-\(attempt).new"
      let descriptor = open(hidden, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
      if descriptor < 0, errno == EEXIST { continue }
      guard descriptor >= 0 else { throw FileFault.last("create", path) }
      guard flock(descriptor, LOCK_EX) == 0, link(hidden, path) == 0 else {
        let isTaken = errno == EEXIST
        unlink(hidden)
        Glibc.close(descriptor)
        if isTaken { continue }
        throw FileFault.last("create", path)
      }
      unlink(hidden)
      syncFolder(of: path)
      return (LockedFile(path: path, descriptor: descriptor), path)
    }
    throw FileFault.refused(action: "create a journal in", path: folder, code: EEXIST)
  }

  /// Appends and syncs: when this returns, the text survives the machine.
  package func append(_ text: String) throws {
    let start = lseek(descriptor, 0, SEEK_END)
    do {
      try writeFully(Array(text.utf8), to: descriptor, path: path)
      guard fdatasync(descriptor) == 0 else { throw FileFault.last("write", path) }
    } catch {
      // Half a line must not stand before the next one.
      if start >= 0 { ftruncate(descriptor, start) }
      throw error
    }
  }

  package func remove() { unlink(path) }

  package func close() {
    guard descriptor >= 0 else { return }
    Glibc.close(descriptor)
    descriptor = -1
  }

  /// The content of a file that no process holds, or nil.
  package static func contentsIfUnlocked(_ path: String) -> [UInt8]? {
    // A pipe of that name must not keep us waiting.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { Glibc.close(descriptor) }
    guard isRegularFile(path), flock(descriptor, LOCK_SH | LOCK_NB) == 0 else { return nil }
    return try? readWhole(path)
  }

  package static func delete(_ path: String) { unlink(path) }
}
