import Foundation
import StubServer
import TerminalSupport
import Testing

/// Files that cannot be written, or not as long as they should be: said, and no answer is lost by it.
@Suite struct FullDiskTests {
  private static let kitchen = "load datasets/kitchen.jsonl"
  private let home: TemporaryFolder
  private let server: StubServer
  private var cache: String { "\(home.path)/maa/vectors.sqlite" }

  init() throws {
    home = try TemporaryFolder()
    server = try StubServer { request, _ in StubServer.vectors(for: request, dimension: 64) }
  }

  private func run(_ statements: String, shell: (String) -> String = { $0 }) throws -> Run {
    let command = shell("\"$MAA\" --allow-network -c '\(statements)'")
    return try Run([], environment: ["XDG_CACHE_HOME": home.path], shell: command)
  }

  private var embedding: String { "\(Self.kitchen); embed http \(server.url) --model m" }

  /// A file may have so many bytes here and no more, as on a full disk.
  @Test func aFileThatIsTooLongIsAFault() throws {
    let run = try run("\(Self.kitchen); export evidence --to \(home.path)/e.csv") { "ulimit -f 1; \($0)" }
    #expect(run.code == 1 && run.errors.contains("File too large"), "\(run.code) \(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: "\(home.path)/e.csv"))
  }

  @Test func theCacheIsClearedOnAFullDisk() throws {
    #expect(try run(embedding).code == 0)
    #expect(FileManager.default.fileExists(atPath: cache))
    let clearing = try run("cache clear") { "ulimit -f 0; \($0)" }
    #expect(clearing.code == 0 && clearing.output.contains("cleared"), "\(clearing.errors)")
    let asked = server.requests.count
    #expect(try run(embedding).code == 0)
    #expect(server.requests.count == 2 * asked, "nothing was kept")
  }

  @Test func aCacheThatCannotGrowIsReadAndDoneWithout() throws {
    #expect(try run(embedding).code == 0)
    let asked = server.requests.count
    let other = embedding.replacingOccurrences(of: "--model m", with: "--model n")
    let full = try run("\(embedding); \(other); evidence") { "ulimit -f 0; \($0)" }
    #expect(full.code == 0 && server.requests.count == 2 * asked, "\(full.errors)")
    #expect(full.errors.contains("vectors are not kept in"), "\(full.errors)")
  }

  /// Permissions do not bind root, who becomes somebody else for this.
  @Test func aReadOnlyFolderIsStillRead() throws {
    #expect(try run(embedding).code == 0)
    let asked = server.requests.count
    for (path, mode) in [(cache, 0o444), ("\(home.path)/maa", 0o555), (home.path, 0o555)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(home.path)/maa")
    }
    let nobody = geteuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups" : "env"
    // Where this folder is closed to others, or there is no setpriv, nothing can be said.
    guard try run("help", shell: { "\(nobody) \($0)" }).code == 0 else { return }
    let reading = try run("\(embedding); cache; set tau 0.9; cache") { "\(nobody) \($0)" }
    #expect(reading.code == 0 && server.requests.count == asked, "\(reading.errors)")
    let notices = reading.errors.split(separator: "\n").filter { $0.contains("can only be read") }
    #expect(notices.count == 1, "\(reading.errors)")
    let clearing = try run("cache clear") { "\(nobody) \($0)" }
    #expect(clearing.code == 1 && clearing.errors.contains("can only be read"), "\(clearing.errors)")
  }
}
