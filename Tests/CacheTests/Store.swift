import Accumulation
import CSQLite
import Cache
import CacheSupport
import Embedding
import Foundation
import TerminalSupport
import Testing

/// A cache file in a folder of its own, and what tests do with it.
struct Store {
  let folder: TemporaryFolder
  var path: String { "\(folder.path)/maa/vectors.sqlite" }

  init() throws { folder = try TemporaryFolder() }

  func cache(limit: Int = VectorCache.usualLimit, today: Int = 20_000, patience: Double = 2) -> VectorCache {
    VectorCache(path: path, limit: limit, today: today, patience: patience)
  }

  /// Embeds texts with a new embedder, and checks every bit; gives the texts that were not kept.
  @discardableResult
  func missing(
    _ texts: [String], _ cache: VectorCache? = nil, _ embedder: CountingEmbedder = CountingEmbedder(),
    pulse: Pulse = .silent
  ) throws -> [String] {
    let before = embedder.count
    let vectors = try embedder.vectors(of: texts, keptIn: cache ?? self.cache(), pulse: pulse)
    #expect(vectors.values.map(\.bitPattern) == texts.flatMap(embedder.row).map(\.bitPattern))
    return Array(embedder.texts.dropFirst(before))
  }

  func bytes() throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path))) }

  func replace(_ bytes: some Sequence<UInt8>) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // In place: another file of the name would be another test.
    if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(fileURLWithPath: path)) }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data(bytes))
    try file.close()
  }

  func exists(_ suffix: String) -> Bool { FileManager.default.fileExists(atPath: path + suffix) }

  var damaged: String { path + ".damaged" }
}

/// SQLite by itself, for tests that do what another program would.
final class Raw {
  private let api: MaaSQLite
  private var connection: OpaquePointer?

  init(_ path: String) throws {
    api = try #require(maa_sqlite()).pointee
    try #require(
      api.open(path, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil) == SQLITE_OK)
  }

  deinit { close() }

  func run(_ sql: String) throws { try #require(api.execute(connection, sql, nil, nil, nil) == SQLITE_OK) }

  func close() {
    _ = api.close(connection)
    connection = nil
  }
}
