import Glibc

/// Lines of a descriptor as they arrive, bytes checked to be UTF-8. A last line without its newline counts.
package final class LineReader {
  private let descriptor: Int32
  private let name: String
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  /// Up to here there is no newline.
  private var searched = 0
  /// Lines handed out so far.
  package private(set) var count = 0

  package init(_ descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  package static func standardInput() -> LineReader { LineReader(STDIN_FILENO, name: "standard input") }

  /// The next line with its newline, or nil at the end.
  package func next() throws -> String? {
    while true {
      if let newline = buffer[max(start, searched)...].firstIndex(of: UInt8(ascii: "\n")) {
        return try take(through: newline + 1)
      }
      searched = buffer.count
      if isAtEnd { return start < buffer.count ? try take(through: buffer.count) : nil }
      try fill()
    }
  }

  private func take(through end: Int) throws -> String {
    count += 1
    defer { start = end }
    guard let line = String(validating: buffer[start..<end], as: UTF8.self) else {
      throw InvalidText(name: name, line: count)
    }
    return line
  }

  private func fill() throws {
    buffer.removeSubrange(..<start)
    searched -= start
    start = 0
    var chunk = [UInt8](repeating: 0, count: 16_384)
    // Safe: no more is asked for than the chunk holds.
    let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count < 0 {
      guard errno == EINTR else { throw FileFault.last("read", name) }
      return try Interrupt.check()
    }
    isAtEnd = count == 0
    buffer += chunk[..<max(0, count)]
  }
}

/// A line that is not valid UTF-8.
package struct InvalidText: Error, Equatable {
  package let name: String
  package let line: Int
}
