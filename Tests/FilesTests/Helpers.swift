import CZlib
import CZstd
import Files
import Foundation

/// A folder that is gone when the test is.
final class ScratchFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ bytes: some Collection<UInt8>) throws -> String {
    let file = url.appendingPathComponent(UUID().uuidString)
    try Data(bytes).write(to: file)
    return file.path
  }
}

/// Bytes that neither repeat nor resist packing.
func someText(_ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: 97 + ($0 * $0 / 7) % 23) }
}

func zstdPacked(_ bytes: [UInt8]) -> [UInt8] {
  var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
  let count = ZSTD_compress(&packed, packed.count, bytes, bytes.count, 3)
  return Array(packed[..<count])
}

func gzipPacked(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
  var input = bytes
  let count = input.withUnsafeMutableBufferPointer { source in
    packed.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(target.count)
      deflate(&stream, Z_FINISH)
      return target.count - Int(stream.avail_out)
    }
  }
  return Array(packed[..<count])
}

extension ByteSource {
  /// Everything that is left.
  func readAll() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = try block.withUnsafeMutableBytes { try read(into: $0) }
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }
}
