import Files
import Testing

@Suite struct DecompressionTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    try InputFile(folder.file(bytes)).unpacked().source.readAll()
  }

  @Test func leavesPlainFilesAlone() throws {
    for bytes in [[1], Array("{}\n".utf8), someText(1_000_000), [0x1f], [0x28, 0xb5]] as [[UInt8]] {
      #expect(try unpacked(bytes) == bytes)
    }
  }

  @Test func unpacksBothFormats() throws {
    for count in [0, 1, 300_000, 2_000_000] {
      let bytes = someText(count)
      #expect(try unpacked(gzipPacked(bytes)) == bytes)
      #expect(try unpacked(zstdPacked(bytes)) == bytes)
    }
  }

  @Test func unpacksManyMembersAndFrames() throws {
    let parts = [someText(400_000), [], someText(7)]
    let whole = Array(parts.joined())
    #expect(try unpacked(parts.flatMap(gzipPacked)) == whole)
    #expect(try unpacked(parts.flatMap(zstdPacked)) == whole)
    #expect(try unpacked(gzipPacked(whole) + [0, 0, 0]) == whole)
  }

  @Test func tellsTruncatedFiles() throws {
    for (packed, format) in [
      (gzipPacked(someText(500_000)), "gzip"), (zstdPacked(someText(500_000)), "zstd"),
    ] {
      for count in [5, 20, packed.count / 2, packed.count - 1] {
        let path = try folder.file(packed.prefix(count))
        #expect(throws: FileFault.truncated(path: path, format: format)) {
          try InputFile(path).unpacked().source.readAll()
        }
      }
    }
  }

  @Test func tellsCorruptFiles() throws {
    for (packed, format) in [
      (gzipPacked(someText(500_000)), "gzip"), (zstdPacked(someText(500_000)), "zstd"),
    ] {
      for bytes in [packed + Array("more".utf8), packed.dropLast(6) + [1, 2, 3, 4, 5, 6]] {
        let path = try folder.file(bytes)
        #expect(throws: FileFault.corrupt(path: path, format: format)) {
          try InputFile(path).unpacked().source.readAll()
        }
      }
    }
  }
}
