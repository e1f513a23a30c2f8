import Files
import Foundation
import Importing
import JSON
import Testing

@Suite struct SourceTests {
  @Test func listsFilesByTheBytesOfTheirNames() throws {
    try withFolder([
      "b.json": "1", "a/z.md": "22", "a/.hidden/x": "", ".git/config": "no", "node_modules/p": "no",
    ]) { folder in
      let source = try ImportSource(folder + "/")
      #expect(source.files.map(\.name) == ["a/.hidden/x", "a/z.md", "b.json"])
      #expect(source.files.map(\.size) == [0, 2, 1] && source.isFolder)
      #expect(
        source.files[1].folder == "a" && source.files[1].base == "z.md" && source.files[1].ending == "md")
    }
  }

  @Test func numbersInNamesCountAsNumbers() throws {
    try withFolder(["t10": "", "t9": "", "t09b": "", "s": "", "t1/x": ""]) { folder in
      let names = try ImportSource(folder).files.inNaturalOrder().map(\.name)
      #expect(names == ["s", "t1/x", "t9", "t09b", "t10"])
    }
  }

  @Test func followsALinkOnceAndNoCircle() throws {
    try withFolder(["real/a.txt": "a", "b.txt": "b"]) { folder in
      let manager = FileManager.default
      try manager.createSymbolicLink(atPath: folder + "/again", withDestinationPath: "real")
      try manager.createSymbolicLink(atPath: folder + "/real/up", withDestinationPath: "..")
      try manager.createSymbolicLink(atPath: folder + "/self", withDestinationPath: "self")
      try manager.createSymbolicLink(atPath: folder + "/b2.txt", withDestinationPath: "b.txt")
      try manager.createSymbolicLink(atPath: folder + "/gone", withDestinationPath: "nowhere")
      #expect(try ImportSource(folder).files.map(\.name) == ["b.txt", "real/a.txt"])
    }
  }

  @Test func aLinkedFolderIsRead() throws {
    try withFolder(["x/a.txt": "a"]) { outside in
      try withFolder(["b.txt": "b"]) { folder in
        try FileManager.default.createSymbolicLink(
          atPath: folder + "/in", withDestinationPath: outside + "/x")
        #expect(try ImportSource(folder).files.map(\.name) == ["b.txt", "in/a.txt"])
      }
    }
  }

  @Test func tooManyFilesAreRefused() throws {
    try withFolder(["a/1": "", "a/2": "", "a/3": ""]) { folder in
      #expect(throws: FileFault.tooManyFiles(path: folder, limit: 2)) { try FolderWalk(folder, limit: 2) }
      let whole = try FolderWalk(folder, limit: 3)
      #expect(whole.files.count == 3)
    }
  }

  @Test func whatIsReadWhollyIsHashedAndALookIsNot() throws {
    try withFolder(["a": "alpha", "b": "beta"]) { folder in
      let source = try ImportSource(folder)
      let (a, b) = (source.files[0], source.files[1])
      #expect(try source.head(a) == Array("alpha".utf8) && source.reads.isEmpty)
      _ = try source.text(b)
      #expect(source.reads.map(\.sha256) == [Digest.sha256(of: Array("beta".utf8))])
      let line = "\(Digest.sha256(of: Array("beta".utf8)))  b\n"
      #expect(source.sha256 == Digest.sha256(of: Array(line.utf8)))
    }
  }

  @Test func oneFileHasItsOwnHash() throws {
    try withFolder(["a.txt": "alpha"]) { folder in
      let source = try ImportSource(folder + "/a.txt")
      _ = try source.bytes(source.files[0])
      #expect(source.files[0].name == "a.txt" && !source.isFolder)
      #expect(source.sha256 == Digest.sha256(of: Array("alpha".utf8)))
    }
  }

  @Test func textsHaveOneKindOfLineEnds() throws {
    try withFolder(["a": "\u{FEFF}one\r\ntwo\rthree\n\r\nfour"]) { folder in
      let source = try ImportSource(folder)
      #expect(try source.text(source.files[0]) == "one\ntwo\nthree\n\nfour")
      var lines: [String] = []
      try source.lines(source.files[0]) { number, line in
        lines.append("\(number) \(String(decoding: line, as: UTF8.self))")
      }
      #expect(lines == ["1 one", "2 two\rthree", "3 ", "4 four"])
    }
  }

  @Test func linesAreCutWhereverTheyLie() throws {
    let text = (0..<40_000).map { String(repeating: "x", count: $0 % 37) + "\n" }.joined() + "last"
    try withFolder(["a": text]) { folder in
      let source = try ImportSource(folder)
      var (count, sum) = (0, 0)
      try source.lines(source.files[0]) { number, line in
        count += 1
        sum += line.count
        #expect(number == count)
      }
      #expect(count == 40_001 && sum == text.utf8.count - 40_000)
    }
  }

  @Test func packedFilesAreReadAsWhatTheyHold() throws {
    let folder = temporaryPath()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // printf '{"a":1}' | gzip -n
    let packed: [UInt8] = [
      0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xAB, 0x56, 0x4A, 0x54, 0xB2, 0x32, 0xAC, 5, 0, 0xAF, 0xAC, 0x1B,
      0x56, 7, 0, 0, 0,
    ]
    try writeAtomically(packed, to: folder + "/a.json.gz")
    let source = try ImportSource(folder)
    #expect(source.files[0].ending == "json")
    #expect(try source.head(source.files[0]) == Array(#"{"a":1}"#.utf8))
  }
}

@Suite struct SourceFaultTests {
  private func read(_ text: String, _ body: (ImportSource, SourceFile) throws -> Void) throws {
    try withFolder(["a.json": text]) { folder in
      let source = try ImportSource(folder)
      try body(source, source.files[0])
    }
  }

  @Test(arguments: [
    ("{\"a\":1,}", 1, 8), ("[1,2", 1, 5), ("{\"a\":\n [1 2]}", 2, 5), ("\n\n{\"a\" 1}", 3, 6),
    ("[NaN]", 1, 2),
    ("[01]", 1, 2), ("[1.]", 1, 2), ("[\"a\tb\"]", 1, 4), ("{\"a\":1} x", 1, 9), ("[1]]", 1, 4), ("", 1, 1),
    ("{1:2}", 1, 2), ("[tru]", 1, 2), ("{\"a\":1}{\"b\":2}", 1, 8),
  ])
  func whatIsNoJSONIsToldWithItsPlace(_ text: String, _ line: Int, _ column: Int) throws {
    try read(text) { source, file in
      do {
        _ = try source.json(file)
        Issue.record("read \(text)")
      } catch ImportFault.notJSON(_, let foundLine, let foundColumn, _) {
        #expect(foundLine == line && foundColumn == column)
      }
    }
  }

  @Test func aKeyThatStandsTwiceIsRefused() throws {
    try read(#"{"a":[{"id":1},{"id":2,"x":{"id":3},"id":4}]}"#) { source, file in
      #expect(throws: ImportFault.repeatedKey(file: source.shown(file), line: nil, place: "a[1].id")) {
        try source.json(file)
      }
    }
    let many = "{" + (0..<40).map { "\"k\($0 == 39 ? 7 : $0)\":1" }.joined(separator: ",") + "}"
    try read(many + "\n") { source, file in
      #expect(throws: ImportFault.repeatedKey(file: source.shown(file), line: 1, place: "k7")) {
        try source.jsonLines(file) { _, _ in }
      }
    }
  }

  @Test func textThatIsNoUTF8IsRefused() throws {
    try withFolder([:]) { folder in
      try writeAtomically(Array("one\ntwo ".utf8) + [0xFF, 0x0A], to: folder + "/a.md")
      let source = try ImportSource(folder)
      #expect(throws: ImportFault.invalidUTF8(file: folder + "/a.md", line: 2)) {
        try source.text(source.files[0])
      }
    }
  }

  @Test func aLineOfJSONLinesIsToldByItsNumber() throws {
    try read("{\"a\":1}\n\n{\"a\":}\n") { source, file in
      do {
        try source.jsonLines(file) { _, _ in }
        Issue.record("read")
      } catch ImportFault.notJSON(_, let line, let column, _) {
        #expect(line == 3 && column == 6)
      }
    }
  }
}
