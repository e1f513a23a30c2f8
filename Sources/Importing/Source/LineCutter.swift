import Files

/// Cuts a source into lines, of which it holds one, and a piece of what follows.
struct LineCutter {
  private let source: any ByteSource
  private var buffer: [UInt8]
  private var start = 0
  private var end = 0
  /// Up to here there is no newline.
  private var searched = 0
  private var isAtEnd = false
  /// Lines handed out so far.
  private(set) var count = 0

  private static let step = 256 << 10

  init(_ source: any ByteSource) {
    self.source = source
    buffer = [UInt8](repeating: 0, count: LineCutter.step)
  }

  /// The next line without its end; nil after the last. One that is too long comes as far as it was read.
  mutating func next() throws -> ArraySlice<UInt8>? {
    while true {
      if let newline = buffer[searched..<end].firstIndex(of: UInt8(ascii: "\n")) {
        return take(to: newline, next: newline + 1)
      }
      searched = end
      if isAtEnd { return start < end ? take(to: end, next: end) : nil }
      if end - start > ImportSource.longestLine { return take(to: end, next: end) }
      try fill()
    }
  }

  private mutating func take(to newline: Int, next: Int) -> ArraySlice<UInt8> {
    var line = buffer[start..<newline]
    if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    if count == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    (start, searched) = (next, next)
    count += 1
    return line
  }

  private mutating func fill() throws {
    if start > 0 {
      // Whoever was handed the last line is done with it.
      buffer.replaceSubrange(0..<end - start, with: buffer[start..<end])
      (end, searched, start) = (end - start, searched - start, 0)
    }
    if end == buffer.count { buffer += [UInt8](repeating: 0, count: max(LineCutter.step, buffer.count)) }
    let room = end..<buffer.count
    let source = source
    let count = try buffer.withUnsafeMutableBytes {
      // In bounds: `room` is what is left of the buffer.
      try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[room]))
    }
    isAtEnd = count == 0
    end += count
  }
}
