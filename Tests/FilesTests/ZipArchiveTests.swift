import CZlib
import Files
import GoldenSupport
import Testing

/// Archives are read through their directory, and what makes them dangerous is refused.
@Suite struct ZipArchiveTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func open(_ bytes: [UInt8]) throws -> ZipArchive { try ZipArchive(folder.file(bytes)) }

  private func contents(_ bytes: [UInt8], limit: Int = 1 << 24) throws -> [String: [UInt8]] {
    let archive = try open(bytes)
    var contents: [String: [UInt8]] = [:]
    for member in archive.members { contents[member.name] = try archive.bytes(of: member, limit: limit) }
    return contents
  }

  private func fault(_ bytes: [UInt8], limit: Int = 1 << 24) -> String {
    do {
      _ = try contents(bytes, limit: limit)
      return "none"
    } catch let fault as ArchiveFault {
      return String(describing: fault).prefix { $0 != "(" }.description
    } catch {
      return "\(error)"
    }
  }

  @Test func unpacksEveryMethod() throws {
    let text = someText(300_000)
    let members = ZipSample.Method.allCases.map { ZipSample.Packed("samples/\($0).json", text, $0) }
    let archive = ZipSample(members + [ZipSample.Packed("empty", [], .deflated)])
    for bytes in [archive.bytes, archive.bytes(comment: 300), archive.bytes(isLarge: true)] {
      let contents = try contents(bytes)
      #expect(contents.count == 5)
      #expect(contents["empty"] == [])
      #expect(members.allSatisfy { contents[$0.name] == text })
    }
  }

  @Test func theLastOfOneNameCounts() throws {
    let archive = ZipSample([.init("a", [1], .stored), .init("b", [2], .stored), .init("a", [3], .stored)])
    #expect(try contents(archive.bytes) == ["a": [3], "b": [2]])
    #expect(try open(archive.bytes).members.map(\.name) == ["b", "a"])
  }

  @Test func foldersAreNoMembers() throws {
    #expect(try open(ZipSample([.init("samples/", [], .stored)]).bytes).members.isEmpty)
    #expect(try open(ZipSample([]).bytes).members.isEmpty)
  }

  @Test(arguments: ["/etc/passwd", "../x", "a/../../x", "a\\..\\x", "", "a\0b"])
  func namesThatLeadOutAreRefused(name: String) {
    #expect(fault(ZipSample([.init(name, [1], .stored)]).bytes) == "unsafeName")
  }

  @Test func bombsAreRefused() {
    let zeros = [UInt8](repeating: 0, count: 1 << 22)
    let bomb = ZipSample([.init("a", zeros, .deflated)])
    #expect(bomb.bytes.count < 10_000)
    #expect(fault(bomb.bytes, limit: 1 << 20) == "tooLarge")
    // It says that it is small, and is not.
    #expect(fault(ZipSample([.init("a", zeros, .deflated, declared: 1000)]).bytes) == "wrongContent")
    #expect(fault(ZipSample([.init("a", zeros, .zstd, declared: 1000)]).bytes) == "wrongContent")
    #expect(fault(ZipSample([.init("a", [1, 2], .stored, declared: 1000)]).bytes) == "wrongContent")
    #expect(fault(ZipSample([.init("a", [1, 2], .stored, checksum: 7)]).bytes) == "wrongContent")
  }

  @Test func membersThatShareBytesAreRefused() {
    let twice = ZipSample([.init("a", someText(1000), .deflated), .init("b", someText(1000), .deflated)])
    #expect(fault(twice.bytes(sharing: true)) == "overlapping")
  }

  @Test func whatIsNoWholeArchiveIsSaid() {
    let bytes = ZipSample([.init("a", someText(1000), .deflated)]).bytes
    #expect(fault(Array(bytes.dropLast())) == "noDirectory")
    #expect(fault(someText(100)) == "noDirectory")
    #expect(fault(ZipSample([.init("a", [1], .encrypted)]).bytes) == "encrypted")
    #expect(fault(ZipSample([.init("a", [1], .unknown)]).bytes) == "unknownMethod")
  }

  /// Whatever is done to its bytes, an archive gives its content or a fault, in bounded memory.
  @Test func mutatedArchivesAreHarmless() throws {
    var random = SeededGenerator(seed: 7)
    let whole = ZipSample([
      .init("header.json", someText(2000), .deflated), .init("samples/1.json", someText(500), .zstd),
      .init("x", someText(80), .stored),
    ])
    for isLarge in [false, true] {
      let bytes = whole.bytes(isLarge: isLarge)
      for _ in 0..<300 {
        var mutated = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          mutated[Int.random(in: 0..<mutated.count, using: &random)] = UInt8.random(
            in: 0...255, using: &random)
        }
        if Bool.random(using: &random) {
          mutated.removeLast(Int.random(in: 0...mutated.count, using: &random))
        }
        _ = fault(mutated, limit: 1 << 20)
      }
    }
  }
}
