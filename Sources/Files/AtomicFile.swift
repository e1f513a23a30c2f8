import Glibc

/// Puts `bytes` in the place of a file so that a reader sees the old content or the new, never a part: written
/// beside it, synced, renamed. What is not a regular file (a terminal, a pipe, `/dev/stdout`) is written to.
///
/// `isSynced` false leaves to the system when it goes to the disk: for what can be made again.
package func writeAtomically(_ bytes: [UInt8], to path: String, isSynced: Bool = true) throws {
  try writeAtomically(to: path, isSynced: isSynced) { write in try write(bytes) }
}

/// The same for content that comes in pieces, of which none is held: `produce` calls what it is given with each. When
/// it throws, the file stays as it was.
package func writeAtomically(
  to path: String, isSynced: Bool = true, _ produce: (_ write: ([UInt8]) throws -> Void) throws -> Void
) throws {
  var status = stat()
  let exists = stat(path, &status) == 0
  if exists, status.st_mode & S_IFMT == S_IFDIR { throw FileFault.isDirectory(path: path) }
  if exists, status.st_mode & S_IFMT != S_IFREG { return try writeThrough(to: path, produce) }
  // A link keeps pointing to the file whose content changes.
  let target = exists ? resolvingLinks(path) : path
  let temporary = "\(target).\(getpid()).tmp"
  do {
    try writeNew(
      to: temporary, mode: exists ? status.st_mode & 0o777 : nil, named: path, isSynced: isSynced, produce)
    guard System.rename(temporary, target) == 0 else { throw FileFault.last("replace", path) }
  } catch {
    System.unlink(temporary)
    throw error
  }
  if isSynced { try syncFolder(of: target) }
}

/// Whether a name is that of a file which was being written when its process ended.
package func isLeftover(_ path: String) -> Bool {
  let parts = path.split(separator: ".")
  return parts.count > 2 && parts.last == "tmp"
    && parts[parts.count - 2].allSatisfy { $0.isASCII && $0.isNumber }
}

private func writeThrough(to path: String, _ produce: (([UInt8]) throws -> Void) throws -> Void) throws {
  let descriptor = try openPatiently(path, O_WRONLY, "write")
  try closing(descriptor, path) { try produce { try writeFully($0, to: descriptor, path: path) } }
}

/// A file system may say only when a file is closed that it had no room for it.
private func closing(_ descriptor: Int32, _ path: String, _ body: () throws -> Void) throws {
  do { try body() } catch {
    _ = System.close(descriptor, path)
    throw error
  }
  guard System.close(descriptor, path) == 0 || errno == EINTR else { throw FileFault.last("write", path) }
}

private func writeNew(
  to temporary: String, mode: mode_t?, named path: String, isSynced: Bool,
  _ produce: (([UInt8]) throws -> Void) throws -> Void
) throws {
  System.unlink(temporary)
  var descriptor: Int32
  repeat {
    descriptor = System.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  } while descriptor < 0 && errno == EINTR
  guard descriptor >= 0 else { throw FileFault.last("write", path) }
  try closing(descriptor, path) {
    if let mode { fchmod(descriptor, mode) }
    try produce { try writeFully($0, to: descriptor, path: path) }
    guard !isSynced || System.sync(descriptor, path) == 0 else { throw FileFault.last("write", path) }
  }
}

/// Writes all bytes, however many calls that takes.
package func writeFully(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
  try bytes.withUnsafeBytes { try writeFully($0, to: descriptor, path: path) }
}

package func writeFully(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws {
  var written = 0
  while written < bytes.count {
    // Safe: the slice knows how long it is.
    let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
    let count = System.write(descriptor, rest.baseAddress, rest.count, path)
    if count < 0 {
      if errno == EINTR { continue }
      throw FileFault.last("write", path)
    }
    written += count
  }
}

private func resolvingLinks(_ path: String) -> String { canonicalPath(path) ?? path }

/// The one path from the root, without links, of what is there; nil where nothing is.
package func canonicalPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// Makes a rename or a new name durable. Some file systems refuse, and the content is synced all the same; a disk that fails
/// is a fault.
func syncFolder(of path: String) throws {
  let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? "."
  let descriptor = System.open(folder.isEmpty ? "/" : String(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  defer { close(descriptor) }
  guard System.sync(descriptor, path) != 0, [EIO, ENOSPC, EDQUOT].contains(errno) else { return }
  throw FileFault.last("write", path)
}

/// Makes the folder a file shall lie in, if its name speaks of one.
package func makeParentFolder(of path: String) throws {
  guard let end = path.lastIndex(of: "/"), end > path.startIndex else { return }
  var folder = ""
  for part in path[..<end].split(separator: "/", omittingEmptySubsequences: false) {
    folder += folder.isEmpty && !part.isEmpty ? String(part) : "/\(part)"
    guard !folder.isEmpty else { continue }
    if System.makeFolder(folder, 0o777) == 0 {
      try syncFolder(of: folder)
    } else if errno != EEXIST, errno != EISDIR {
      throw FileFault.last("make the folder", folder)
    }
  }
}
