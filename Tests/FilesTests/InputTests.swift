import Files
import Foundation
import Testing

@Suite struct InputTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test func readsHashesAndCounts() throws {
    let bytes = someText(700_001)
    let file = try InputFile(folder.file(bytes))
    #expect(file.size == bytes.count)
    #expect(try file.peek(5) == Array(bytes[..<5]))
    #expect(try file.readAll() == bytes)
    #expect(file.position == bytes.count)
    #expect(file.finishDigest() == Digest.sha256(of: bytes))
  }

  @Test func tellsWhatIsNoFile() throws {
    let path = folder.url.path
    #expect(throws: FileFault.isDirectory(path: path)) { try InputFile(path) }
    #expect(throws: FileFault.refused(action: "open", path: path + "/none", code: ENOENT)) {
      try InputFile(path + "/none")
    }
    let empty = try folder.file([])
    #expect(throws: FileFault.empty(path: empty)) { try InputFile(empty).peek(1) }
  }

  @Test func readsPipes() throws {
    let path = folder.url.appendingPathComponent("pipe").path
    #expect(mkfifo(path, 0o600) == 0)
    let bytes = someText(300_000)
    let sender = Thread {
      guard let handle = FileHandle(forWritingAtPath: path) else { return }
      try? handle.write(contentsOf: Data(bytes))
      try? handle.close()
    }
    sender.start()
    #expect(try readWhole(path) == bytes)
  }
}
