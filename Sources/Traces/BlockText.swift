import Files
import Glibc

/// A stretch of the log that ends with a line, and its bytes.
///
/// `bytes[count]` and 64 more bytes after it can be read, and `bytes[count]` is a newline or a zero: the
/// block that owns the memory sees to it. The text must not outlive that block.
struct BlockText {
  let bytes: UnsafePointer<UInt8>
  /// Without the newline of the last line.
  let count: Int
  /// Whether the text ends here without a newline.
  let isLast: Bool

  /// How much text the JSON parser indexes at once: what its index, the text and the columns made of it
  /// take of the cache of one core.
  static let stretch = 256 << 10

  /// Where the last line ends that begins within one stretch from `start`; on a newline or at the end.
  func stretchEnd(from start: Int) -> Int {
    guard count - start > BlockText.stretch else { return count }
    let target = start + BlockText.stretch
    if let newline = lastNewline(bytes, start..<target) { return newline }
    return lineEnd(from: target, before: count)
  }

  @inline(__always)
  func lineEnd(from start: Int, before limit: Int) -> Int {
    memchr(bytes + start, 10, limit - start).map(offset) ?? limit
  }

  @inline(__always)
  private func offset(_ place: UnsafeMutableRawPointer) -> Int {
    UnsafeRawPointer(place) - UnsafeRawPointer(bytes)
  }

  /// The bytes of a line; valid as long as the block.
  func line(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count)
  }

  func line(startingAt start: Int) -> Range<Int> { start..<lineEnd(from: start, before: count) }

  /// How many lines end before `offset`.
  func linesBefore(_ offset: Int) -> Int {
    UnsafeBufferPointer(start: bytes, count: offset).reduce(0) { $0 + ($1 == 10 ? 1 : 0) }
  }

  /// Tells where in the line the fault is, by reading it again slowly.
  func fault(_ fault: RecordFault, in range: Range<Int>) -> LineFault {
    let line = line(range)
    let span = locate(fault.place, in: line)
    return LineFault(
      start: range.lowerBound, offset: span.lowerBound,
      seen: fault.seen ?? shortened(line[span]), expected: fault.expected)
  }

  /// Tells what is wrong with a line that simdjson refused.
  func malformed(_ range: Range<Int>) -> LineFault {
    let line = line(range)
    var scanner = LineScanner(line)
    let fault = scanner.firstFault() ?? ScanFault(0..<line.count, Expected.json)
    return LineFault(
      start: range.lowerBound, offset: fault.span.lowerBound,
      seen: fault.seen ?? shortened(line[fault.span]), expected: fault.expected)
  }
}

/// At most forty characters of a text from the log, as they are; what is no UTF-8 becomes U+FFFD.
func shortened(_ bytes: some Collection<UInt8>) -> String {
  let text = String(decoding: bytes.prefix(400), as: UTF8.self)
  let head = text.prefix(40)
  return head.endIndex == text.endIndex && bytes.count <= 400 ? text : head + "…"
}
