import CZlib

/// What a member unpacks to, held against what the directory says of it.
final class ZipMemberSource: ByteSource {
  private let source: any ByteSource
  private let member: ZipMember
  private let path: String
  private var count = 0
  private var checksum: UInt = 0
  private var isDone = false

  init(_ source: any ByteSource, _ member: ZipMember, path: String) {
    self.source = source
    self.member = member
    self.path = path
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard !isDone, !buffer.isEmpty else { return 0 }
    let read = try unpack(buffer)
    count += read
    guard count <= member.unpacked else { throw wrongContent }
    // Safe: as many bytes as were just written. zlib counts them in 32 bits.
    checksum = crc32(checksum, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(read))
    if read == 0 { try finish() }
    return read
  }

  /// A whole member may be followed by nothing, so that an end before its length is a fault of the archive.
  private func unpack(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, 1 << 30)])
    do {
      return try source.read(into: room)
    } catch is FileFault {
      throw wrongContent
    }
  }

  private func finish() throws {
    isDone = true
    guard count == member.unpacked, checksum == UInt(member.checksum) else { throw wrongContent }
  }

  private var wrongContent: ArchiveFault { .wrongContent(path: path, member: member.name) }
}
