import Accumulation
import Cache
import CacheSupport
import Foundation
import GoldenSupport
import Testing

/// Whatever becomes of the file, the vectors are right, and nobody has to do anything about it.
@Suite struct DamageTests {
  @Test func aFlippedBitCostsOneVector() throws {
    let store = try Store()
    try store.missing(samples(0..<100))
    var bytes = try store.bytes()
    let row = CountingEmbedder().row("text 42").flatMap { withUnsafeBytes(of: $0.bitPattern, Array.init) }
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: row) })
    bytes[place + 5] ^= 0x10
    try store.replace(bytes)
    let cache = store.cache()
    #expect(try store.missing(samples(0..<100), cache) == ["text 42"])
    #expect(cache.takeNotices() == [.dropped(count: 1, path: store.path)])
    #expect(try store.missing(samples(0..<100), cache) == [])
    #expect(cache.takeNotices() == [])
  }

  @Test func whatIsNoDatabaseIsSetAside() throws {
    let store = try Store()
    try store.replace(Array("these are notes of mine".utf8) + [UInt8](repeating: 7, count: 5000))
    let cache = store.cache()
    #expect(try store.missing(samples(0..<10), cache).count == 10)
    #expect(cache.takeNotices() == [.setAside(path: store.path, to: store.damaged)])
    #expect(try String(contentsOfFile: store.damaged, encoding: .utf8).hasPrefix("these are notes of mine"))
    #expect(try store.missing(samples(0..<10)) == [])
  }

  @Test func anotherProgramsDatabaseIsSetAsideWhole() throws {
    let store = try Store()
    try store.replace([])
    try Raw(store.path).run("CREATE TABLE letters (body); INSERT INTO letters VALUES ('dear')")
    let before = try store.bytes()
    let cache = store.cache()
    try store.missing(["a"], cache)
    #expect(cache.takeNotices() == [.setAside(path: store.path, to: store.damaged)])
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: store.damaged))) == before)
  }

  @Test(arguments: [
    "PRAGMA user_version = 9", "DROP TABLE uses", "DROP TABLE vectors", "PRAGMA application_id = 1",
  ])
  func anotherVersionIsSetAside(_ change: String) throws {
    let store = try Store()
    try store.missing(["a"])
    try Raw(store.path).run(change)
    let cache = store.cache()
    #expect(try store.missing(["a"], cache) == ["a"])
    #expect(cache.takeNotices() == [.setAside(path: store.path, to: store.damaged)])
    #expect(try store.missing(["a"]) == [])
  }

  /// A byte of its schema makes a table without a primary key of it, in which SQLite sees nothing wrong: rows then had no
  /// number, one that was damaged could not be dropped, and was made anew for ever.
  @Test func tablesOfAnotherMakeAreSetAside() throws {
    let store = try Store()
    try store.missing(samples(0..<20))
    var bytes = try store.bytes()
    let word = Array("PRIMARY KEY, key".utf8)
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: word) })
    bytes[place + 7] = 0xa0
    let row = CountingEmbedder().row("text 17").flatMap { withUnsafeBytes(of: $0.bitPattern, Array.init) }
    let vector = try #require(bytes.indices.first { bytes[$0...].starts(with: row) })
    bytes[vector + 5] ^= 0x10
    try store.replace(bytes)
    let cache = store.cache()
    #expect(try store.missing(samples(0..<20), cache).count == 20)
    #expect(cache.takeNotices() == [.setAside(path: store.path, to: store.damaged)])
    #expect(try store.missing(samples(0..<20)) == [])
  }

  @Test func aTruncatedFileIsAnsweredRight() throws {
    var random = SeededGenerator.announced()
    let store = try Store()
    try store.missing(samples(0..<800))
    let whole = try store.bytes()
    let lengths = [0, 1, 15, 16, 99, 100, 511, 512, 8191, 8192, 8193, whole.count - 1]
    for length in lengths + (0..<20).map({ _ in Int.random(in: 0..<whole.count, using: &random) }) {
      try store.replace(whole[..<length])
      try checkRecovery(of: store, "\(length) bytes")
    }
  }

  @Test func changedBytesAnywhereAreAnsweredRight() throws {
    var random = SeededGenerator.announced()
    let store = try Store()
    try store.missing(samples(0..<300))
    let whole = try store.bytes()
    for round in 0..<150 {
      var bytes = whole
      // Structure lies at the beginning of the file and of each page.
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let page = Int.random(in: 0..<(whole.count / 8192), using: &random) * 8192
        let within = Bool.random(using: &random) ? 120 : 8192
        bytes[page + Int.random(in: 0..<within, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      try store.replace(bytes)
      try checkRecovery(of: store, "round \(round), seed \(random.seed)")
    }
  }

  /// `missing` checks each bit. The second session may find what the first could not see, the third nothing.
  private func checkRecovery(of store: Store, _ comment: Comment) throws {
    let texts = samples(0..<310)
    for _ in 0..<3 { try store.missing(texts) }
    #expect(try store.missing(texts) == [], comment)
  }
}
