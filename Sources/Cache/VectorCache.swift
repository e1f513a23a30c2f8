import Basics
import Files
import SQLite

/// Vectors kept from one run to the next, in a file that the user's processes share.
///
/// The cache never fails a statement: where it cannot be used, vectors are made anew, and `takeNotices` says why,
/// each reason once a session.
package final class VectorCache {
  package let path: String
  /// Bytes the file may have.
  package let limit: Int
  /// Texts of this session whose vector was there, and texts that were embedded.
  package internal(set) var found = 0
  package internal(set) var embedded = 0

  let today: Int
  let patience: Double
  var file: CacheFile?
  /// The file as it was when it was opened last.
  var opened: FileIdentity?
  /// Given up until the end of this use.
  var isOff = false
  /// Why nothing can be written until then, where that is so.
  var refusal: (any Error)?
  /// Why it was given up last.
  var trouble: CacheNotice?
  private var notices: [CacheNotice] = []
  private var said: [CacheNotice] = []

  /// `patience` is how many seconds another process's lock is waited for.
  package init(path: String, limit: Int, today: Int = daysSince1970(), patience: Double = 2) {
    self.path = path
    self.limit = limit
    self.today = today
    self.patience = patience
  }

  /// 2 GiB.
  package static let usualLimit = 2 << 30

  /// What is to be said since the last time.
  package func takeNotices() -> [CacheNotice] {
    defer { notices = [] }
    return notices
  }

  /// Lets go of the file, so that a session that waits for its user holds nothing.
  func close() {
    file = nil
    isOff = false
    refusal = nil
  }

  func say(_ notice: CacheNotice) {
    guard !said.contains(where: { $0.isOfOneKind(with: notice) }) else { return }
    said.append(notice)
    notices.append(notice)
  }
}

extension VectorCache {
  private static let keysAtOnce = 2048

  /// Hands the vectors that are kept to `take`, by the index of their key; `take` refuses a wrong length.
  func read(_ keys: [VectorKey], pulse: Pulse, _ take: (Int, UnsafeRawBufferPointer) -> Bool) throws {
    var (damaged, ofOtherLength) = (0, 0)
    for start in stride(from: 0, to: keys.count, by: VectorCache.keysAtOnce) {
      try pulse.beat("looking up vectors", start, keys.count)
      let range = start..<min(start + VectorCache.keysAtOnce, keys.count)
      try attempt(pulse) { file in
        let rows = try file.read(keys, range, take)
        damaged += rows.damaged.count
        ofOtherLength += rows.ofOtherLength.count
        guard !file.isReadOnly else { return }
        let useless = rows.damaged + rows.ofOtherLength
        if !useless.isEmpty { try file.drop(useless) }
        if !rows.stale.isEmpty { try file.touch(rows.stale) }
      }
    }
    if damaged > 0 { say(.dropped(count: damaged, path: path)) }
    if ofOtherLength > 0 { say(.otherLength(count: ofOtherLength, path: path)) }
  }

  /// The vectors kept under these keys have another length than the embedder's now.
  func forget(_ keys: [VectorKey], pulse: Pulse) throws {
    try attempt(pulse) { if !$0.isReadOnly { try $0.drop(keys) } }
    say(.otherLength(count: keys.count, path: path))
  }

  func write(_ keys: [VectorKey], _ values: [Float], dimension: Int, pulse: Pulse) throws {
    try attempt(pulse) { file in
      if !file.isReadOnly { try file.write(keys, values, dimension: dimension, limit: limit) }
    }
  }
}

extension VectorCache {
  /// How many vectors are kept and the bytes they take, nil where the file cannot be used.
  package func contents(pulse: Pulse) throws -> (count: Int, bytes: Int)? {
    defer { close() }
    var contents: (Int, Int)?
    try attempt(pulse) { contents = (try $0.count(), try $0.inUse()) }
    return contents
  }

  /// Forgets every vector, and files that were set aside. What hindered it, or nil.
  package func clear(pulse: Pulse) throws -> CacheNotice? {
    defer { close() }
    var hasRoom = true
    try attempt(pulse) { file in
      guard !file.isReadOnly else { return }
      do { try file.clear() } catch let fault as DatabaseFault where fault.isLackOfRoom { hasRoom = false }
    }
    if isOff || file?.isReadOnly == true { return trouble }
    // To delete rows, SQLite first writes down what they were.
    if !hasRoom { return try removeFiles(pulse) }
    removeFile("\(path).damaged")
    return nil
  }
}
