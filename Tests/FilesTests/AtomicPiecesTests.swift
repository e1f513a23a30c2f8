import Files
import Foundation
import Testing

/// Content that comes in pieces replaces a file as a whole or not at all.
@Suite struct AtomicPiecesTests {
  private struct Stop: Error {}

  @Test func piecesBecomeTheFile() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("x").path
    try writeAtomically(to: path) { write in
      for piece in [[1, 2], [], [3]] as [[UInt8]] { try write(piece) }
    }
    #expect(try readWhole(path) == [1, 2, 3])
    #expect(throws: Stop.self) {
      try writeAtomically(to: path) { write in
        try write([9])
        throw Stop()
      }
    }
    #expect(try readWhole(path) == [1, 2, 3])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x"])
  }
}
