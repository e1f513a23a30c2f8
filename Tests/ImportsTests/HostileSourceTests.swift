import Files
import Foundation
import Glibc
import Importing
import Imports
import JSON
import Testing

/// Folders and files that nobody means well with: one clear message, and no more memory than is allowed.
@Suite struct HostileSourceTests {
  @Test func aHundredThousandFilesAreListedAndOneMoreIsRefused() throws {
    let folder = temporaryPath()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for number in 0..<ImportSource.mostFiles { close(creat("\(folder)/\(number).txt", 0o600)) }
    #expect(try ImportSource(folder).files.count == ImportSource.mostFiles)
    #expect(try FormatRegistry.recognize(try ImportSource(folder)) == nil)
    close(creat("\(folder)/more.txt", 0o600))
    #expect(throws: FileFault.tooManyFiles(path: folder, limit: ImportSource.mostFiles)) {
      try ImportSource(folder)
    }
  }

  /// A sparse file takes no room: a gibibyte of zeros between quotes.
  private func withLargeLine(_ body: (ImportSource, SourceFile) throws -> Void) throws {
    try withFolder(["big.json": "{\"a\":\""]) { folder in
      let path = folder + "/big.json"
      truncate(path, 1 << 30)
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.seekToEnd()
      try handle.write(contentsOf: Array("\"}".utf8))
      try handle.close()
      let source = try ImportSource(folder)
      try body(source, source.files[0])
    }
  }

  @Test func aGibibyteOnOneLineIsRefusedBeforeItIsRead() throws {
    try withLargeLine { source, file in
      let limit = ImportSource.largestWhole
      #expect(throws: ImportFault.tooLarge(file: source.shown(file), size: file.size, limit: limit)) {
        try source.json(file)
      }
      #expect(throws: ImportFault.self) { try source.text(file) }
      #expect(
        throws: ImportFault.lineTooLong(file: source.shown(file), line: 1, limit: ImportSource.longestLine)
      ) {
        try source.lines(file) { _, _ in }
      }
      let head = try source.head(file)
      #expect(head.count == 4096 && source.reads.isEmpty)
    }
  }

  /// A list of ones takes fifteen times its bytes once it is parsed.
  @Test func manyValuesAreWeighedBeforeTheyAreParsed() {
    let count = 1 << 20
    let bytes = [UInt8(ascii: "[")] + [UInt8](repeating: UInt8(ascii: ","), count: count)
    #expect(JSONDocument.memory(for: bytes) > 24 * count)
  }

  @Test func bytesThatAreNoTextAreToldByTheirLine() throws {
    try withFolder([:]) { folder in
      try writeAtomically(
        Array("{\"a\":1,\n\"b\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8), to: folder + "/a.json")
      let source = try ImportSource(folder)
      #expect(throws: ImportFault.invalidUTF8(file: folder + "/a.json", line: 2)) {
        try source.json(source.files[0])
      }
    }
  }

  @Test func whatIsNoFileIsPassedOver() throws {
    try withFolder(["a.txt": "a"]) { folder in
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      let source = try ImportSource(folder)
      #expect(source.files.map(\.name) == ["a.txt"])
    }
  }

  @Test func aNameThatIsNoTextIsCounted() throws {
    try withFolder(["a.txt": "a"]) { folder in
      let name = Array(folder.utf8) + Array("/".utf8) + [0xFF, 0xFE, 0]
      name.withUnsafeBytes { bytes in
        // The name ends with its zero.
        if let start = bytes.bindMemory(to: CChar.self).baseAddress { close(creat(start, 0o600)) }
      }
      let source = try ImportSource(folder)
      #expect(source.files.count == 1 && source.unreadableNames == 1)
    }
  }
}
