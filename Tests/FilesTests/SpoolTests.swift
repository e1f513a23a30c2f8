import Files
import Foundation
import Testing

@Suite struct SpoolTests {
  @Test func whatWasPeekedStaysToBeRead() throws {
    let bytes = someText(100_000)
    let scratch = try ScratchFolder()
    let input = try InputFile(try scratch.file(bytes))
    #expect(try input.peek(16) == Array(bytes[..<16]))
    #expect(try input.peek(70_000) == Array(bytes[..<70_000]))
    #expect(try input.peek(3) == Array(bytes[..<3]))
    let spool = try TemporaryFile(input)
    #expect(try readWhole(spool.path) == bytes && input.position == bytes.count)
    #expect(input.finishDigest() == Digest.sha256(of: bytes))
  }

  @Test func aTemporaryFileIsGoneWithItsValue() throws {
    let scratch = try ScratchFolder()
    let source = try InputFile(try scratch.file(someText(10)))
    var spool: TemporaryFile? = try TemporaryFile(source)
    let path = try #require(spool?.path)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    spool = nil
    #expect(stat(path, &status) != 0)
  }

  @Test func aHeadIsUnpackedAsFarAsItGoes() {
    let bytes = someText(200_000)
    #expect(unpackedHead(Array(bytes[..<100]), path: "x") == Array(bytes[..<100]))
    let packed = zstdPacked(bytes)
    let head = unpackedHead(packed, path: "x")
    #expect(!head.isEmpty && bytes.starts(with: head))
    #expect(unpackedHead(Array(packed[..<5]), path: "x").isEmpty)
  }
}
