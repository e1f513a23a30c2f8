import Glibc

/// A file that grows line by line. A line is the system's once it is written, so that the end of this process loses none; it
/// is not synced, so that the end of the machine may.
package final class AppendedFile {
  private let path: String
  private let descriptor: Int32

  /// What is there stays.
  package init(_ path: String) throws {
    self.path = path
    descriptor = System.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFault.last("write", path) }
  }

  deinit { close(descriptor) }

  package func append(_ text: String) throws { try writeFully(Array(text.utf8), to: descriptor, path: path) }
}
