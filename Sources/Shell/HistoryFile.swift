import Files
import Glibc

/// A history on disk: one entry a line, oldest first; `\n` stands for a newline within an entry and `\\`
/// for a backslash. Only its owner may read it: lines may hold what was pasted by mistake.
///
/// Shells that share the file append under a lock, each line in one write.
package struct HistoryFile {
  package let path: String

  package init(path: String) { self.path = path }

  /// The last entries. When the file has grown to twice as many, it is cut back to them.
  package func load(atMost limit: Int) -> [String] {
    if let folder = parentDirectory(of: path) { try? makePrivateDirectory(folder) }
    guard let all = try? lines(ofFile: path) else { return [] }
    let last = all.suffix(limit)
    if all.count > 2 * limit { withLock { cut(limit, lockedBy: $0) } }
    return last.map(HistoryFile.decode)
  }

  package func append(_ line: String) {
    withLock { descriptor in
      let torn = endsWithinLine(descriptor)
      writeAll(Array(((torn ? "\n" : "") + HistoryFile.encode(line) + "\n").utf8), to: descriptor)
    }
  }

  package static func encode(_ line: String) -> String {
    var encoded = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      switch scalar {
      case "\n": encoded.append(contentsOf: "\\n".unicodeScalars)
      case "\\": encoded.append(contentsOf: "\\\\".unicodeScalars)
      default: encoded.append(scalar)
      }
    }
    return String(encoded)
  }

  package static func decode(_ encoded: String) -> String {
    var line = String.UnicodeScalarView()
    var scalars = encoded.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "\\" else {
        line.append(scalar)
        continue
      }
      guard let next = scalars.next() else { break }
      line.append(next == "n" ? "\n" : next)
    }
    return String(line)
  }

  /// Opens the file and holds its lock for the length of `body`. Another shell may have put a shorter file
  /// in its place between the opening and the lock: then it is opened again.
  private func withLock(_ body: (Int32) -> Void) {
    for _ in 0..<10 {
      let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { return }
      // Closing gives up the lock.
      defer { close(descriptor) }
      guard flock(descriptor, LOCK_EX) == 0 else { return }
      if isStillThere(descriptor) {
        fchmod(descriptor, 0o600)
        return body(descriptor)
      }
    }
  }

  private func isStillThere(_ descriptor: Int32) -> Bool {
    var opened = stat()
    var named = stat()
    guard fstat(descriptor, &opened) == 0, stat(path, &named) == 0 else { return false }
    return opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  private func endsWithinLine(_ descriptor: Int32) -> Bool {
    let size = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0x0A
    return size > 0 && pread(descriptor, &last, 1, size - 1) == 1 && last != 0x0A
  }

  /// Writes the last entries beside the file and puts that in its place, so that a crash loses nothing.
  private func cut(_ limit: Int, lockedBy descriptor: Int32) {
    guard let entries = try? lines(ofFile: path), let real = realpath(path, nil) else { return }
    // realpath hands over a string of its own, freed here.
    defer { free(real) }
    let target = String(cString: real)
    let shorter = target + ".\(getpid())"
    let copy = open(shorter, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard copy >= 0 else { return }
    let bytes = Array(entries.suffix(limit).map { $0 + "\n" }.joined().utf8)
    let isWritten = writeAll(bytes, to: copy) && fsync(copy) == 0
    close(copy)
    if !isWritten || rename(shorter, target) != 0 { unlink(shorter) }
  }
}

/// The lines of a small text file; bytes that are no UTF-8 become U+FFFD.
func lines(ofFile path: String) throws -> [String] {
  try readWhole(path).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
}

@discardableResult
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    // Safe: the slice knows how long it is.
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}
