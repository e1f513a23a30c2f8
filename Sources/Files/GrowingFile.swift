import Glibc

/// A file that somebody else still writes, read as far as it goes: whole lines now, the rest when it comes.
///
/// A file that was moved away is read to its end, then the new one under its name from its beginning. One that became
/// shorter is read again from its beginning. A line without its end waits; it is never half a line that is handed out.
package final class GrowingFile {
  package enum Event: Sendable, Equatable {
    /// Another file bears the name.
    case rotated
    /// The file became shorter than what was read of it.
    case truncated
    /// The end of a line was never written.
    case torn(bytes: Int)
  }

  package let path: String
  /// What happened since it was asked last.
  package private(set) var events: [Event] = []
  /// Nothing more will come: the other end of a pipe is closed.
  package private(set) var hasEnded = false
  /// Bytes of the file that stands now, up to the last whole line.
  package var wholeBytes: Int { position - rest.count }

  private var descriptor: Int32
  private let isStandardInput: Bool
  private var isRegular = false
  private var position = 0
  private var rest: [UInt8] = []
  private static let chunk = 1 << 18
  /// A longer line is no line.
  private static let longest = 64 << 20

  package init(_ path: String) throws {
    self.path = path
    isStandardInput = path == "-" || path == "/dev/stdin"
    descriptor = isStandardInput ? STDIN_FILENO : try openPatiently(path)
    isRegular = status()?.isRegular ?? false
  }

  deinit { if !isStandardInput { close(descriptor) } }

  package func takeEvents() -> [Event] {
    defer { events = [] }
    return events
  }

  /// Whole lines that are there by now; empty where none are. Waits for a pipe, for as long as `beat` lets it.
  package func lines(most: Int, beat: () throws -> Void) throws -> [UInt8] {
    var lines: [UInt8] = []
    while lines.count < most {
      let count = try readMore(beat)
      if let end = rest.lastIndex(of: UInt8(ascii: "\n")) {
        lines += rest[...end]
        rest.removeSubrange(...end)
      }
      if rest.count > GrowingFile.longest { throw FileFault.tooLarge(path: path, limit: GrowingFile.longest) }
      if count > 0 { continue }
      // The last line of a pipe may lack its end.
      if hasEnded, !rest.isEmpty { give(&lines) }
      if try !moveOn() { break }
    }
    return lines
  }

  private func give(_ lines: inout [UInt8]) {
    lines += rest + [UInt8(ascii: "\n")]
    rest = []
  }

  private func readMore(_ beat: () throws -> Void) throws -> Int {
    if !isRegular, try !isReadable(beat) { return 0 }
    var chunk = [UInt8](repeating: 0, count: GrowingFile.chunk)
    // Safe: no more is asked for than the chunk holds.
    let count = chunk.withUnsafeMutableBytes { System.read(descriptor, $0.baseAddress, $0.count, path) }
    guard count >= 0 else {
      guard errno == EINTR || errno == EAGAIN else { throw FileFault.last("read", path) }
      try beat()
      return 0
    }
    position += count
    rest += chunk[..<count]
    if count == 0, !isRegular { hasEnded = true }
    return count
  }

  private func isReadable(_ beat: () throws -> Void) throws -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let count = poll(&request, 1, 0)
    if count <= 0 { try beat() }
    return count > 0
  }

  /// At the end of what stands here: whether another file, or another content, has come in its place.
  private func moveOn() throws -> Bool {
    guard isRegular, let own = status() else { return false }
    if own.size < position {
      events.append(.truncated)
      dropRest()
      lseek(descriptor, 0, SEEK_SET)
      position = 0
      return true
    }
    guard let named = FileStatus(path), named.number != own.number else { return false }
    events.append(.rotated)
    dropRest()
    let next = try openPatiently(path)
    close(descriptor)
    descriptor = next
    position = 0
    return true
  }

  private func dropRest() {
    if !rest.isEmpty { events.append(.torn(bytes: rest.count)) }
    rest = []
  }

  private func status() -> FileStatus? { FileStatus(descriptor: descriptor) }
}

/// What the system says of a file.
private struct FileStatus {
  let isRegular: Bool
  let size: Int
  /// Which file it is, whatever its name.
  let number: [UInt64]

  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    isRegular = status.st_mode & S_IFMT == S_IFREG
    size = Int(status.st_size)
    number = [UInt64(truncatingIfNeeded: status.st_dev), UInt64(truncatingIfNeeded: status.st_ino)]
  }
}
