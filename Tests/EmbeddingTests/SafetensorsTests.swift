import Embedding
import Files
import Foundation
import GoldenSupport
import Testing

@Suite struct SafetensorsTests {
  private static let header =
    #"{"__metadata__":{"a":"\"}"},"x":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}"#

  private static func file(_ header: String, length: UInt64? = nil, data: Int = 16) -> [UInt8] {
    let padded = header + String(repeating: " ", count: (4 - header.utf8.count % 4) % 4)
    let count = (length ?? UInt64(padded.utf8.count)).littleEndian
    return withUnsafeBytes(of: count, Array.init) + padded.utf8
      + (0..<data).map { UInt8($0 % 4 == 3 ? 64 : 0) }
  }

  private func open<Result>(_ bytes: [UInt8], _ body: (Safetensors) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(try Safetensors(url.path))
  }

  private func reason(_ bytes: [UInt8], shape: [Int] = [2, 2]) -> ModelFault.Reason? {
    do {
      _ = try open(bytes) { try $0.floats("x", shape: shape).reduce(0, +) }
      return nil
    } catch ModelFault.damaged(_, let reason) {
      return reason
    } catch {
      return nil
    }
  }

  @Test func readsWhatIsThere() throws {
    #expect(try open(Self.file(Self.header)) { Array(try $0.floats("x", shape: [2, 2])) } == [2, 2, 2, 2])
  }

  @Test func refusesWhatIsNotThere() {
    #expect(reason(Self.file(Self.header), shape: [4]) == .otherShape("x"))
    #expect(reason(Self.file(Self.header.replacing("\"x\"", with: "\"y\""))) == .noTensor("x"))
    #expect(reason(Self.file(Self.header.replacing("F32", with: "F16"))) == .otherShape("x"))
    #expect(reason(Self.file(Self.header, data: 15)) == .outsideFile("x"))
    #expect(reason(Self.file(Self.header.replacing("[0,16]", with: "[0,12]"))) == .outsideFile("x"))
    #expect(reason(Self.file(Self.header.replacing("[0,16]", with: "[16,0]"))) == .outsideFile("x"))
    #expect(reason(Self.file(Self.header.replacing("[0,16]", with: "[1,17]"), data: 32)) == .outsideFile("x"))
    #expect(reason(Self.file(Self.header.replacing("16]", with: "9999999999999999999]"))) == .badHeader)
    #expect(reason(Self.file(Self.header.replacing("16]", with: "999999999999999999]"))) == .outsideFile("x"))
    #expect(reason(Self.file(Self.header, length: .max)) == .tooShort)
    #expect(reason(Self.file(Self.header, length: 0)) == .badHeader)
    #expect(reason([1, 2, 3]) == .tooShort)
    #expect(reason(Self.file("[]")) == .badHeader)
    #expect(reason(Self.file(String(repeating: "[", count: 100_000))) == .badHeader)
  }

  /// Every beginning of a file, and thousands with bytes changed: an answer or a fault, never the program's end.
  @Test func tornAndDamagedFilesEndWell() throws {
    let whole = Self.file(Self.header)
    for count in 1..<whole.count { #expect(reason(Array(whole.prefix(count))) != nil) }
    var random = SeededGenerator.announced()
    for _ in 0..<2000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<(whole.count - 16), using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      _ = reason(bytes)
    }
  }
}
