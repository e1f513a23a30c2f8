import CZlib

/// What deflated bytes unpack to: a gzip file, of one member or many, one zlib stream (RFC 1950), or one bare stream.
package final class InflateSource: ByteSource {
  /// What stands around the deflated bytes.
  package enum Wrapping: String, Sendable { case gzip, zlib, none }

  private let input: PackedInput
  private let path: String
  private let wrapping: Wrapping
  /// On the heap: zlib keeps a pointer to the stream it was set up with.
  private let stream: UnsafeMutablePointer<z_stream>
  private var insideMember = true
  private var isDone = false

  package init(_ source: any ByteSource, path: String, wrapping: Wrapping) throws {
    input = PackedInput(source)
    self.path = path
    self.wrapping = wrapping
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = inflateInit2_(
      stream, InflateSource.bits(wrapping), ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else {
      stream.deallocate()
      throw FileFault.refused(action: "unpack", path: path, code: 12)
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  private var format: String { wrapping == .none ? "zip" : wrapping.rawValue }

  /// Of window: 15, and 16 more for "gzip only", negative for no header.
  private static func bits(_ wrapping: Wrapping) -> Int32 {
    switch wrapping {
    case .gzip: 15 + 16
    case .zlib: 15
    case .none: -15
    }
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var produced = 0
    while produced == 0 && !isDone {
      produced = try input.offer { packed in
        if !insideMember { try beginMember(packed) }
        return isDone ? (packed.count, 0) : try inflateSome(packed, buffer)
      }
    }
    return produced
  }

  /// After a member: the end, padding with zeros (tapes leave it), or another member.
  private func beginMember(_ packed: UnsafeMutableRawBufferPointer) throws {
    guard wrapping == .gzip, let first = packed.first, first != 0 else { return isDone = true }
    guard first == 0x1f, inflateReset(stream) == Z_OK else {
      throw FileFault.corrupt(path: path, format: format)
    }
    insideMember = true
  }

  private func inflateSome(
    _ packed: UnsafeMutableRawBufferPointer, _ buffer: UnsafeMutableRawBufferPointer
  ) throws -> (used: Int, Int) {
    guard packed.count > 0 else { throw FileFault.truncated(path: path, format: format) }
    let room = min(buffer.count, Int(Int32.max))
    // Valid for the length of the call: both buffers outlive it, and zlib stays within the counts given.
    stream.pointee.next_in = packed.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(packed.count)
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room)
    let code = inflate(stream, Z_NO_FLUSH)
    guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
      throw FileFault.corrupt(path: path, format: format)
    }
    insideMember = code != Z_STREAM_END
    return (packed.count - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out))
  }
}
