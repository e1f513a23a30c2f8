/// Bytes that come one stretch after another: a file, a pipe, what a decompressor makes of one.
package protocol ByteSource: AnyObject {
  /// Fills `buffer` from its beginning and says how far; 0 only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension ByteSource {
  /// Fills `buffer` wholly, unless the source ends before.
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      if count == 0 { break }
      filled += count
    }
    return filled
  }
}
