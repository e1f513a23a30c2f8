import Glibc

/// A file, a pipe or standard input, read from beginning to end and hashed on the way.
///
/// Not a mapping: a mapped file that someone shortens meanwhile kills the program, and pages of a mapping
/// count as this program's memory.
package final class InputFile: ByteSource {
  package let path: String
  /// Known for regular files only.
  package let size: Int?
  /// Bytes handed out so far.
  package private(set) var position = 0
  /// Called about twenty times a second while a pipe has nothing to give. May throw to stop waiting.
  package var whileWaiting: () throws -> Void = {}

  /// How many bytes there are to read; nil for as many as there are.
  package var limit: Int?

  let descriptor: Int32
  private let isStandardInput: Bool
  private let digest = Digest()
  /// Bytes looked at ahead of time; they are handed out first.
  private var peeked: ArraySlice<UInt8> = []

  /// `-` and `/dev/stdin` are standard input.
  package init(_ path: String) throws {
    isStandardInput = path == "-" || path == "/dev/stdin"
    descriptor = isStandardInput ? STDIN_FILENO : try openPatiently(path)
    self.path = path
    do {
      size = try InputFile.size(descriptor, path)
    } catch {
      if !isStandardInput { close(descriptor) }
      throw error
    }
  }

  deinit {
    if !isStandardInput { close(descriptor) }
  }

  private static func size(_ descriptor: Int32, _ path: String) throws -> Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileFault.last("examine", path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw FileFault.isDirectory(path: path)
    case S_IFREG: return Int(status.st_size)
    default: return nil
    }
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if !peeked.isEmpty { return takePeeked(into: buffer) }
    let count = try readDescriptor(into: buffer)
    // In bounds: the system wrote `count` bytes, at most as many as the buffer has.
    digest.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    position += count
    return count
  }

  /// The first bytes, which stay to be read. Call it before anything else; throws if there are none.
  package func peek(_ count: Int) throws -> [UInt8] {
    if peeked.count < count {
      var bytes = Array(peeked)
      let known = bytes.count
      bytes += [UInt8](repeating: 0, count: count - known)
      peeked = []
      let filled = try bytes[known...].withUnsafeMutableBytes { try fill($0) }
      peeked = bytes[..<(known + filled)]
    }
    guard !peeked.isEmpty else { throw FileFault.empty(path: path) }
    return Array(peeked.prefix(count))
  }

  /// SHA-256 of everything read, in hexadecimal. To be asked for once, at the end.
  package func finishDigest() -> String { digest.finish() }

  private func takePeeked(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, peeked.count)
    buffer.copyBytes(from: peeked.prefix(count))
    peeked = peeked.dropFirst(count)
    return count
  }

  private func readDescriptor(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let most = min(buffer.count, limit.map { $0 - position } ?? buffer.count)
    while true {
      if size == nil { try waitForInput() }
      // Safe: no more is asked for than the buffer holds.
      let count = System.read(descriptor, buffer.baseAddress, max(0, most), path)
      if count >= 0 { return count }
      guard errno == EINTR || errno == EAGAIN else { throw FileFault.last("read", path) }
      try whileWaiting()
    }
  }

  private func waitForInput() throws {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // A signal ends the wait as time does: both are occasions to stop.
    while poll(&request, 1, 50) <= 0 { try whileWaiting() }
  }
}
