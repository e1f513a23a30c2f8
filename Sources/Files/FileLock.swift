import Glibc

/// An advisory lock on a file of its own, which many processes hold together or one alone. It goes with the
/// process, however that ends.
package final class FileLock {
  private let descriptor: Int32

  /// Opens the file, which only its owner may touch, or makes it. Nothing is locked yet.
  package init(_ path: String) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw FileFault.last("open", path) }
  }

  deinit { close(descriptor) }

  /// Whether the lock is ours together with others, now.
  package func takeShared() -> Bool { flock(descriptor, LOCK_SH | LOCK_NB) == 0 }

  /// Whether the lock is ours alone, now. A shared one is given up, even where this fails.
  package func takeAlone() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }
}

/// What tells a file from another one that bears its name later.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64

  /// Nil where there is no such file.
  package init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}

/// Makes an empty file that only its owner may touch, unless there is one of that name.
package func makePrivateFile(_ path: String) throws {
  let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else {
    if errno == EEXIST { return }
    throw FileFault.last("create", path)
  }
  close(descriptor)
}

/// Gives a file another name, in the place of a file that has it.
package func renameFile(_ path: String, to name: String) throws {
  guard rename(path, name) == 0 else { throw FileFault.last("rename", path) }
}

/// Removes a file; that there is none is fine.
package func removeFile(_ path: String) { unlink(path) }

/// Stops this thread for a moment.
package func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

/// What changes whenever a file's content does, as far as the system notices.
package struct FileStamp: Equatable, Sendable {
  private let numbers: [Int]

  /// Nil for what is no regular file.
  package init?(_ path: String) {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    numbers = [
      Int(truncatingIfNeeded: status.st_dev), Int(truncatingIfNeeded: status.st_ino), Int(status.st_size),
      status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
    ]
  }

  /// The program that is running.
  package static var ofThisProgram: FileStamp? { FileStamp("/proc/self/exe") }

  /// The numbers, with a blank between two.
  package var text: String { numbers.map(String.init).joined(separator: " ") }

  /// Whether it changed so lately that it may change again without another stamp: clocks of file systems have steps.
  package func isFresh(_ seconds: Int = 2) -> Bool { time(nil) - numbers[5] < seconds }
}
