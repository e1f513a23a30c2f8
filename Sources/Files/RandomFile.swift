import Glibc

/// A regular file that is read here and there.
package final class RandomFile: Sendable {
  let path: String
  package let size: Int
  private let descriptor: Int32

  package init(_ path: String) throws {
    self.path = path
    descriptor = try openPatiently(path)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let fault = FileFault.last("examine", path)
      close(descriptor)
      throw fault
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileFault.isDirectory(path: path)
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills `buffer` from `place` on, as far as the file reaches.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at place: Int) throws -> Int {
    while true {
      // Safe: no more is asked for than the buffer holds.
      let count = System.read(descriptor, buffer.baseAddress, buffer.count, at: place, path)
      if count >= 0 { return count }
      guard errno == EINTR else { throw FileFault.last("read", path) }
    }
  }

  /// Exactly `count` bytes; a file that does not have them is cut off.
  func bytes(at place: Int, count: Int) throws -> [UInt8] {
    guard place >= 0, count >= 0, place <= size, count <= size - place else {
      throw ArchiveFault.damaged(path: path)
    }
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let read = try bytes.withUnsafeMutableBytes { buffer in
        try self.read(
          into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]), at: place + filled)
      }
      guard read > 0 else { throw ArchiveFault.damaged(path: path) }
      filled += read
    }
    return bytes
  }
}

/// A part of a file, as a source.
final class FileStretch: ByteSource {
  private let file: RandomFile
  private var place: Int
  private let end: Int

  init(_ file: RandomFile, from start: Int, count: Int) {
    self.file = file
    place = start
    end = start + count
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, end - place)])
    guard !room.isEmpty else { return 0 }
    let count = try file.read(into: room, at: place)
    place += count
    return count
  }
}

/// Whole numbers as zip writes them. What lies beyond the bytes is 0: whoever asks has compared lengths before.
struct LittleEndian {
  private let bytes: [UInt8]
  private let start: Int

  init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    self.start = start
  }

  var count: Int { bytes.count - start }

  func short(_ at: Int) -> Int { Int(number(at, 2)) }

  func word(_ at: Int) -> Int { Int(number(at, 4)) }

  /// Nil where it is larger than any file.
  func long(_ at: Int) -> Int? {
    let number = number(at, 8)
    return number < 1 << 62 ? Int(number) : nil
  }

  private func number(_ at: Int, _ width: Int) -> UInt64 {
    (0..<width).reversed().reduce(0) { number, offset in
      let place = start + at + offset
      return number << 8 | (bytes.indices.contains(place) ? UInt64(bytes[place]) : 0)
    }
  }
}
