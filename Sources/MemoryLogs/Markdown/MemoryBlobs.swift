import Git

/// Versions of files as texts. What is too large or no text counts as no file.
struct MemoryBlobs {
  private let objects: GitObjects
  private var kept: [ObjectID: String?] = [:]
  private var keptBytes = 0
  private(set) var large = 0
  private(set) var binary = 0
  private(set) var mended = 0
  /// Versions that were told of already.
  private var told: Set<ObjectID> = []

  private static let mostKept = 32 << 20

  init(_ objects: GitObjects) { self.objects = objects }

  mutating func text(_ id: ObjectID) throws -> String? {
    if let known = kept[id] { return known }
    let text = try read(id)
    keptBytes += (text?.utf8.count ?? 0) + 64
    if keptBytes > MemoryBlobs.mostKept { (kept, keptBytes) = ([:], 0) }
    kept[id] = .some(text)
    return text
  }

  private mutating func read(_ id: ObjectID) throws -> String? {
    let isNew = told.insert(id).inserted
    guard let size = try objects.size(id, .blob), size > MemoryText.mostBytes else {
      guard let read = MemoryText(try objects.read(id, .blob, limit: MemoryText.mostBytes)) else {
        if isNew { binary += 1 }
        return nil
      }
      if read.isMended, isNew { mended += 1 }
      return read.text
    }
    if isNew { large += 1 }
    return nil
  }
}

/// Files through their moves: where each was last, what it said last, and the names that it had before.
struct FileLineages {
  private(set) var last: [(path: String, id: ObjectID, earlier: [String])] = []
  private(set) var moves = 0

  init(_ walk: CommitWalk) {
    var ids: [String: ObjectID] = [:]
    var earlier: [String: [String]] = [:]
    for touch in walk.start + walk.commits.flatMap(\.touches) {
      if let from = touch.from {
        moves += 1
        earlier[touch.path] = (earlier.removeValue(forKey: from) ?? []) + [from]
        ids[from] = nil
      }
      if let id = touch.after { ids[touch.path] = id }
    }
    last = ids.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { ($0.key, $0.value, earlier[$0.key] ?? []) }
  }
}
