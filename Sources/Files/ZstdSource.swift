import CZstd

/// The content of a zstd file, of one frame or many.
final class ZstdSource: ByteSource {
  private let input: PackedInput
  private let path: String
  private let context: OpaquePointer
  private var insideFrame = true
  private var isDone = false

  init(_ source: any ByteSource, path: String) throws {
    guard let context = ZSTD_createDCtx() else {
      throw FileFault.refused(action: "unpack", path: path, code: 12)
    }
    input = PackedInput(source)
    self.path = path
    self.context = context
  }

  deinit { ZSTD_freeDCtx(context) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var produced = 0
    while produced == 0 && !isDone {
      produced = try input.offer { try decompressSome($0, buffer) }
    }
    return produced
  }

  private func decompressSome(
    _ packed: UnsafeMutableRawBufferPointer, _ buffer: UnsafeMutableRawBufferPointer
  ) throws -> (used: Int, Int) {
    if packed.count == 0 && !insideFrame {
      isDone = true
      return (0, 0)
    }
    // Valid for the length of the call: both buffers outlive it, and zstd stays within the sizes given.
    var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
    var source = ZSTD_inBuffer(src: packed.baseAddress, size: packed.count, pos: 0)
    let hint = ZSTD_decompressStream(context, &output, &source)
    guard ZSTD_isError(hint) == 0 else { throw FileFault.corrupt(path: path, format: "zstd") }
    // At the end of the input nothing more may come out of what the context still holds.
    if packed.count == 0 && output.pos == 0 { throw FileFault.truncated(path: path, format: "zstd") }
    insideFrame = hint != 0
    return (source.pos, output.pos)
  }
}
