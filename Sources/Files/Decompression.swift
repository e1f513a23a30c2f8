/// How a file's bytes are packed; told by its first bytes, never by its name.
package enum Compression: String, Sendable {
  case none, gzip, zstd

  package init(magic bytes: some Collection<UInt8>) {
    if bytes.starts(with: [0x1f, 0x8b]) {
      self = .gzip
    } else if bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) || Compression.isSkippableFrame(bytes) {
      self = .zstd
    } else {
      self = .none
    }
  }

  /// zstd files may begin with a frame to skip; pzstd writes such files.
  private static func isSkippableFrame(_ bytes: some Collection<UInt8>) -> Bool {
    let head = Array(bytes.prefix(4))
    return head.count == 4 && head[0] & 0xf0 == 0x50 && Array(head[1...]) == [0x2a, 0x4d, 0x18]
  }
}

extension InputFile {
  /// The file's content: its bytes as they are, or what they unpack to.
  package func unpacked() throws -> (compression: Compression, source: any ByteSource) {
    let compression = Compression(magic: try peek(16))
    switch compression {
    case .none: return (compression, self)
    case .gzip: return (compression, try InflateSource(self, path: path, wrapping: .gzip))
    case .zstd: return (compression, try ZstdSource(self, path: path))
    }
  }
}

/// The beginning of a file's content, from the beginning of the file; as much as can be told from that.
package func unpackedHead(_ bytes: [UInt8], path: String) -> [UInt8] {
  let memory = MemorySource(bytes)
  let source: (any ByteSource)? =
    switch Compression(magic: bytes) {
    case .none: memory
    case .gzip: try? InflateSource(memory, path: path, wrapping: .gzip)
    case .zstd: try? ZstdSource(memory, path: path)
    }
  var head = [UInt8](repeating: 0, count: max(bytes.count, 64 << 10))
  var filled = 0
  // What comes after the last whole piece is a fault here, for the bytes break off.
  while filled < head.count, let source,
    let count = try? head[filled...].withUnsafeMutableBytes({ try source.read(into: $0) }), count > 0
  {
    filled += count
  }
  return Array(head[..<filled])
}

/// Bytes in memory.
private final class MemorySource: ByteSource {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = min(buffer.count, rest.count)
    buffer.copyBytes(from: rest.prefix(count))
    rest = rest.dropFirst(count)
    return count
  }
}

/// The packed bytes a decompressor is about to take.
final class PackedInput {
  private let source: any ByteSource
  private(set) var bytes: [UInt8]
  private var used = 0
  private var count = 0

  init(_ source: any ByteSource) {
    self.source = source
    bytes = [UInt8](repeating: 0, count: 256 << 10)
  }

  /// Hands what is left to `take`, which says how much of it it used. Reads on when nothing is left;
  /// an empty buffer is the end.
  func offer<Result>(_ take: (UnsafeMutableRawBufferPointer) throws -> (used: Int, Result)) throws -> Result {
    if used == count {
      count = try bytes.withUnsafeMutableBytes { try source.read(into: $0) }
      used = 0
    }
    let rest = used..<count
    let (taken, result) = try bytes.withUnsafeMutableBytes { buffer in
      try take(UnsafeMutableRawBufferPointer(rebasing: buffer[rest]))
    }
    used += taken
    return result
  }
}
