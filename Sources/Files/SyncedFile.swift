import Glibc

/// A file of lines that one process writes and any may read: what is written stays in its place, and is on the disk when `sync`
/// returns. It is locked from its opening on, and the lock goes with the process however it ends.
package final class SyncedFile {
  package let path: String
  private let descriptor: Int32
  /// Where the last whole text ends, while behind it stands half of one that could not be taken back.
  private var tornAt: Int?

  /// Opens what is there, or a new file. Nil where another process writes it.
  package init?(_ path: String) throws {
    self.path = path
    let isNew = !fileExists(path)
    descriptor = try SyncedFile.opened(path)
    guard System.lock(descriptor, LOCK_EX | LOCK_NB, path) == 0 else {
      guard errno == EWOULDBLOCK else { throw FileFault.last("lock", path) }
      return nil
    }
    // Its content is synced; so that the machine finds it, its name must be.
    if isNew { try syncFolder(of: path) }
  }

  private static func opened(_ path: String) throws -> Int32 {
    var descriptor: Int32
    repeat {
      descriptor = System.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw FileFault.last("write", path) }
    return descriptor
  }

  deinit { close(descriptor) }

  package func contents() throws -> [UInt8] { try readWhole(path) }

  /// Takes the file back to its first bytes.
  package func truncate(to count: Int) throws {
    guard System.truncate(descriptor, off_t(count), path) == 0 else { throw FileFault.last("write", path) }
    tornAt = nil
  }

  /// Appends whole or not at all. What a full disk let stand of half a text is taken back, now or before the next.
  package func append(_ bytes: [UInt8]) throws {
    if let end = tornAt { try truncate(to: end) }
    let start = Int(lseek(descriptor, 0, SEEK_END))
    do { try writeFully(bytes, to: descriptor, path: path) } catch {
      if start >= 0, System.truncate(descriptor, off_t(start), path) != 0 { tornAt = start }
      throw error
    }
  }

  package func sync() throws {
    guard System.sync(descriptor, dataOnly: true, path) == 0 else { throw FileFault.last("write", path) }
  }
}
