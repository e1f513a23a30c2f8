import Accumulation
import Cache
import CacheSupport
import Foundation
import GoldenSupport
import TerminalSupport
import Testing

/// Several processes, and none that can be had.
@Suite struct SharingTests {
  @Test func fourProcessesAtOnceLoseNothing() throws {
    let store = try Store()
    let probes = try (0..<4).map { try Probe(store, from: $0 * 100, to: $0 * 100 + 400, milliseconds: 2) }
    for probe in probes {
      let said = probe.finish()
      #expect(said.hasSuffix("right notices []\n"), "\(said)")
    }
    #expect(try store.missing(samples(0..<700)) == [])
    #expect(try store.cache().contents(pulse: .silent)?.count == 700)
  }

  @Test func whoeverFindsTheFileDamagedSetsItAsideOnce() throws {
    let store = try Store()
    try store.replace([UInt8](repeating: 0x55, count: 20_000))
    let probes = try (0..<4).map { try Probe(store, from: $0 * 50, to: $0 * 50 + 200, milliseconds: 1) }
    let said = probes.map { $0.finish() }
    #expect(said.count { $0.contains("setAside") } == 1, "\(said)")
    #expect(said.allSatisfy { $0.contains(" right ") })
    #expect(try store.missing(samples(0..<350)) == [])
  }

  @Test func aKilledProcessLeavesAUsableCache() throws {
    var random = SeededGenerator.announced()
    let store = try Store()
    // On a busy machine a process takes longer until it keeps anything.
    var (kept, most) = (0, UInt32(120_000))
    for round in 0..<40 {
      let probe = try Probe(store, from: round * 500, to: round * 500 + 2000, milliseconds: 0)
      usleep(.random(in: 0...most, using: &random))
      probe.kill()
      let before = kept
      let cache = store.cache()
      let texts = samples((round * 500)..<(round * 500 + 100))
      kept += 100 - (try store.missing(texts, cache).count)
      if kept == before { most = min(2 * most, 4_000_000) }
      #expect(cache.takeNotices() == [], "round \(round), seed \(random.seed)")
      #expect(try store.missing(texts) == [])
    }
    #expect(kept > 100, "the kills came too early to mean anything")
  }

  @Test func aProcessKilledWhileItBeginsACacheLeavesOneThatCanBeUsed() throws {
    var random = SeededGenerator.announced()
    for round in 0..<30 {
      let store = try Store()
      let probe = try Probe(store, from: 0, to: 2000, milliseconds: 0)
      usleep(.random(in: 0...120_000, using: &random))
      probe.kill()
      let cache = store.cache()
      try store.missing(samples(0..<10), cache)
      #expect(cache.takeNotices() == [], "round \(round), seed \(random.seed)")
    }
  }

  @Test func aLockHeldForTooLongIsDoneWithout() throws {
    let store = try Store()
    try store.missing(samples(0..<10))
    let cache = store.cache(patience: 0.1)
    let other = try Raw(store.path)
    try other.run("BEGIN EXCLUSIVE")
    for _ in 0..<2 { #expect(try store.missing(samples(0..<10), cache).count == 10) }
    #expect(cache.takeNotices() == [.busy(path: store.path)], "said once")
    #expect(try cache.clear(pulse: .silent) == .busy(path: store.path))
    try other.run("COMMIT")
    #expect(try store.missing(samples(0..<10), cache) == [])
  }

  @Test func waitingForALockCanBeInterrupted() throws {
    let store = try Store()
    try store.missing(["a"])
    let other = try Raw(store.path)
    try other.run("BEGIN EXCLUSIVE")
    let pulse = Pulse { stage, _, _ in if stage == "waiting for the cache" { throw Interrupted() } }
    #expect(throws: Interrupted.self) {
      try CountingEmbedder().vectors(of: ["a"], keptIn: store.cache(patience: 60), pulse: pulse)
    }
  }

  @Test(arguments: [
    "/dev/null/maa/vectors.sqlite", "/proc/maa/vectors.sqlite",
  ])
  func aPlaceThatCannotBeIsDoneWithout(_ path: String) throws {
    let store = try Store()
    let cache = VectorCache(path: path, limit: 1 << 20)
    for _ in 0..<2 { #expect(try store.missing(samples(0..<150), cache).count == 150) }
    let notices = cache.takeNotices()
    guard case .unusable(path, _)? = notices.first else {
      Issue.record("\(notices)")
      return
    }
    #expect(notices.count == 1)
    #expect(try cache.clear(pulse: .silent) == notices.first)
  }

  @Test func whatIsNoFileIsLeftAlone() throws {
    let store = try Store()
    try FileManager.default.createDirectory(atPath: store.path, withIntermediateDirectories: true)
    let cache = store.cache()
    #expect(try store.missing(["a"], cache) == ["a"])
    #expect(cache.takeNotices() == [.unusable(path: store.path, reason: "it is not a regular file")])
    #expect(!store.exists(".damaged"))
  }

  @Test(.disabled(if: geteuid() == 0, "permissions do not bind root"))
  func aReadOnlyFolderIsDoneWithout() throws {
    let store = try Store()
    try FileManager.default.createDirectory(
      atPath: store.folder.path + "/maa", withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o500])
    let cache = store.cache()
    #expect(try store.missing(["a"], cache) == ["a"])
    #expect(cache.takeNotices().count == 1)
  }
}

/// The program `vector-cache-probe`, at work.
private struct Probe {
  private let process = Process()
  private let output = Pipe()

  init(_ store: Store, from: Int, to: Int, milliseconds: Int) throws {
    process.executableURL = URL(fileURLWithPath: try Products.path(of: "vector-cache-probe"))
    process.arguments = [store.path, "\(from)", "\(to)", "\(milliseconds)"]
    process.standardOutput = output
    try process.run()
  }

  /// What it said.
  func finish() -> String {
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: said, as: UTF8.self)
  }

  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
