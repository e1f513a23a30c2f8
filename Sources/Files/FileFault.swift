import Glibc

/// What went wrong with a file. Data only: `Notebook` holds the wording.
package enum FileFault: Error, Equatable {
  /// The system refused: `action` is a verb phrase such as `open`, `code` the value of `errno`.
  case refused(action: String, path: String, code: Int32)
  case isDirectory(path: String)
  case empty(path: String)
  /// More bytes than such a file can have.
  case tooLarge(path: String, limit: Int)
  /// Compressed bytes end too early or do not decode; `format` is `gzip` or `zstd`.
  case truncated(path: String, format: String)
  case corrupt(path: String, format: String)
  /// Someone else holds the lock on the file.
  case locked(path: String, holder: Int32?)
  /// A folder with more files, or folders, below it than are looked at.
  case tooManyFiles(path: String, limit: Int)
}

extension FileFault {
  /// The fault that the last failed system call stands for.
  package static func last(_ action: String, _ path: String) -> FileFault {
    .refused(action: action, path: path, code: errno)
  }

  package static func writeProtected(_ path: String) -> FileFault {
    .refused(action: "write", path: path, code: EACCES)
  }

  /// The user, or the file system, may read here and no more.
  package var isRefusalToWrite: Bool {
    guard case .refused(_, _, let code) = self else { return false }
    return [EROFS, EACCES, EPERM].contains(code)
  }
}

/// The system's own phrase for an error number, such as `No such file or directory`.
package func phrase(ofErrorNumber code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
