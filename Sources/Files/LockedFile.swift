import Glibc

/// A file that only this process writes: it is held under an advisory lock from its making to its closing, and
/// the lock goes with the process however it ends.
package final class LockedFile {
  package let path: String
  private var descriptor: Int32
  /// Where the last whole text ends, while behind it stands half of one that could not be taken back.
  private var tornAt: off_t?

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close() }

  /// A new file whose name no other process has. It gets its name when it is locked already, so that nobody
  /// takes it for a file that was left behind.
  package static func createNew(in folder: String, suffix: String, beginning text: String) throws
    -> (LockedFile, path: String)
  {
    for attempt in 0..<1000 {
      let path = "\(folder)/\(getpid())-\(attempt)\(suffix)"
      let hidden = "\(folder)/.\(getpid())-\(attempt).new"
      let descriptor = System.open(hidden, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
      if descriptor < 0, errno == EEXIST { continue }
      guard descriptor >= 0 else { throw FileFault.last("create", path) }
      guard System.lock(descriptor, LOCK_EX, hidden) == 0, System.link(hidden, path) == 0 else {
        let (isTaken, fault) = (errno == EEXIST, FileFault.last("create", path))
        System.unlink(hidden)
        Glibc.close(descriptor)
        if isTaken { continue }
        throw fault
      }
      System.unlink(hidden)
      let file = LockedFile(path: path, descriptor: descriptor)
      return (try file.begun(with: text), path)
    }
    throw FileFault.refused(action: "create a journal in", path: folder, code: EEXIST)
  }

  /// A file that cannot even begin is not left behind.
  private func begun(with text: String) throws -> LockedFile {
    do {
      try append(text)
      try syncFolder(of: path)
      return self
    } catch {
      remove()
      throw error
    }
  }

  /// Appends and syncs: when this returns, the text survives the machine.
  package func append(_ text: String) throws {
    if let end = tornAt {
      guard takeBack(to: end) else { throw FileFault.last("write", path) }
      tornAt = nil
    }
    let start = lseek(descriptor, 0, SEEK_END)
    do {
      try writeFully(Array(text.utf8), to: descriptor, path: path)
      guard System.sync(descriptor, dataOnly: true, path) == 0 else { throw FileFault.last("write", path) }
    } catch {
      // Half a line must not stand before the next one.
      if start >= 0, !takeBack(to: start) { tornAt = start }
      throw error
    }
  }

  private func takeBack(to end: off_t) -> Bool { System.truncate(descriptor, end, path) == 0 }

  package func remove() { System.unlink(path) }

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

  package static func delete(_ path: String) { System.unlink(path) }
}
