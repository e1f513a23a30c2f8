import Glibc

/// A file of lines that one process writes and any may read: what is written stays in its place, and is on the disk when `sync`
/// returns. It is locked from its opening on, and the lock goes with the process however it ends.
package final class SyncedFile {
  package let path: String
  private let descriptor: Int32

  /// Opens what is there, or a new file. Nil where another process writes it.
  package init?(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFault.last("write", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
  }

  deinit { close(descriptor) }

  package func contents() throws -> [UInt8] { try readWhole(path) }

  /// Takes the file back to its first bytes.
  package func truncate(to count: Int) throws {
    guard ftruncate(descriptor, off_t(count)) == 0 else { throw FileFault.last("write", path) }
  }

  /// Appends whole or not at all, as far as the system lets it.
  package func append(_ bytes: [UInt8]) throws {
    let start = lseek(descriptor, 0, SEEK_END)
    do { try writeFully(bytes, to: descriptor, path: path) } catch {
      if start >= 0 { ftruncate(descriptor, start) }
      throw error
    }
  }

  package func sync() throws {
    guard fdatasync(descriptor) == 0 else { throw FileFault.last("write", path) }
  }
}
