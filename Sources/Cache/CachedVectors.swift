import Basics
import Embedding
import Identity

extension Embedder {
  /// One row per text: from the cache where it has one, else embedded, each distinct text once.
  ///
  /// Work is done and kept in chunks whose size the embedder chooses, so that Ctrl-C loses one chunk at most. An
  /// embedder without a cache fingerprint is asked for all texts at once. Without a cache the chunks are the same.
  ///
  /// A text without content is not asked for, whoever embeds: its vector is zero, so that it is like nothing.
  package func vectors(of texts: [String], keptIn cache: VectorCache?, pulse: Pulse) throws -> Vectors {
    guard !zerosBlanks else { return try vectors(ofWords: texts, keptIn: cache, pulse: pulse) }
    let isBlank = texts.map { $0.allSatisfy(\.isWhitespace) }
    guard isBlank.contains(true) else { return try vectors(ofWords: texts, keptIn: cache, pulse: pulse) }
    let words = zip(texts, isBlank).filter { !$0.1 }.map(\.0)
    guard !words.isEmpty else {
      let dimension = max(1, dimension)
      return Vectors(dimension: dimension, values: Array(repeating: 0, count: dimension * texts.count))
    }
    let vectors = try vectors(ofWords: words, keptIn: cache, pulse: pulse)
    var (values, next) = ([Float](), 0)
    values.reserveCapacity(vectors.dimension * texts.count)
    for isBlank in isBlank {
      if isBlank {
        values += repeatElement(0, count: vectors.dimension)
      } else {
        values += vectors.values[(next * vectors.dimension)..<((next + 1) * vectors.dimension)]
        next += 1
      }
    }
    return Vectors(dimension: vectors.dimension, values: values)
  }

  private func vectors(ofWords texts: [String], keptIn cache: VectorCache?, pulse: Pulse) throws -> Vectors {
    guard let cacheFingerprint, !texts.isEmpty else {
      return try embed(texts, pulse: pulse)
    }
    defer { cache?.close() }
    var rows = DistinctRows(texts, fingerprint: cacheFingerprint, dimension: dimension)
    if let cache { try rows.take(from: cache, pulse: pulse) }
    try rows.embedMissing(by: self, keptIn: cache, pulse: pulse)
    return rows.perText()
  }
}

/// The rows of the distinct texts, in the order in which they first appear.
private struct DistinctRows {
  private let texts: [String]
  private let keys: [VectorKey]
  /// The distinct text of each text.
  private let place: [Int]
  /// Zero as long as only the first row can say it.
  private var dimension: Int
  private var values: [Float] = []
  private var isKnown: [Bool]

  init(_ all: [String], fingerprint: String, dimension: Int) {
    var places: [VectorKey: Int] = [:]
    var (texts, keys): ([String], [VectorKey]) = ([], [])
    place = all.map { text in
      let key = VectorKey(fingerprint: fingerprint, dimension: dimension, text: text)
      if let place = places[key] { return place }
      places[key] = keys.count
      texts.append(text)
      keys.append(key)
      return keys.count - 1
    }
    (self.texts, self.keys, self.dimension) = (texts, keys, dimension)
    isKnown = [Bool](repeating: false, count: keys.count)
  }

  private mutating func makeRoom(_ dimension: Int) {
    guard values.isEmpty || dimension != self.dimension else { return }
    self.dimension = dimension
    values = [Float](repeating: 0, count: keys.count * dimension)
  }

  private func range(_ row: Int) -> Range<Int> { (row * dimension)..<((row + 1) * dimension) }
}

extension DistinctRows {
  mutating func take(from cache: VectorCache, pulse: Pulse) throws {
    try cache.read(keys, pulse: pulse) { take($0, $1) }
    cache.found += isKnown.count { $0 }
  }

  /// Copies a row; false if it has another length than all others.
  private mutating func take(_ row: Int, _ vector: UnsafeRawBufferPointer) -> Bool {
    let count = vector.count / 4
    guard count > 0, vector.count % 4 == 0, dimension == 0 || count == dimension else { return false }
    makeRoom(count)
    for column in 0..<count {
      // In bounds: the vector has `count` times four bytes, and `values` a row of `count` for each key.
      let bits = vector.loadUnaligned(fromByteOffset: 4 * column, as: UInt32.self)
      values[row * count + column] = Float(bitPattern: UInt32(littleEndian: bits))
    }
    isKnown[row] = true
    return true
  }

  /// Vectors that were kept are of an older kind where new ones have another length; new ones must be of one.
  mutating func embedMissing(by embedder: some Embedder, keptIn cache: VectorCache?, pulse: Pulse) throws {
    let missing = isKnown.indices.filter { !isKnown[$0] }
    let isKept = missing.count < isKnown.count
    let chunk = max(1, embedder.chunk)
    for start in stride(from: 0, to: missing.count, by: chunk) {
      let part = Array(missing[start..<min(start + chunk, missing.count)])
      let pulse = pulse.counting(from: start, of: missing.count)
      let fresh = try embedder.embed(part.map { texts[$0] }, pulse: pulse)
      cache?.embedded += part.count
      guard dimension == 0 || fresh.dimension == dimension else {
        guard isKept, start == 0 else {
          throw MixedDimensions(embedder: embedder.name, first: dimension, other: fresh.dimension)
        }
        return try embedAll(by: embedder, keptIn: cache, pulse: pulse)
      }
      try cache?.write(part.map { keys[$0] }, fresh.values, dimension: fresh.dimension, pulse: pulse)
      put(fresh.values, fresh.dimension, at: part)
    }
  }

  /// What is kept is of another kind, under the same name: all of it is made anew, in one go.
  private mutating func embedAll(
    by embedder: some Embedder, keptIn cache: VectorCache?, pulse: Pulse
  ) throws {
    let fresh = try embedder.embed(texts, pulse: pulse)
    let old = isKnown.indices.filter { isKnown[$0] }.map { keys[$0] }
    cache?.found -= old.count
    try cache?.forget(old, pulse: pulse)
    (values, dimension) = (fresh.values, fresh.dimension)
    cache?.embedded += texts.count
    try cache?.write(keys, values, dimension: dimension, pulse: pulse)
  }

  private mutating func put(_ fresh: [Float], _ width: Int, at part: [Int]) {
    makeRoom(width)
    for (index, row) in part.enumerated() {
      values.replaceSubrange(range(row), with: fresh[range(index)])
      isKnown[row] = true
    }
  }

  consuming func perText() -> Vectors {
    if place.count == keys.count { return Vectors(dimension: dimension, values: values) }
    var all: [Float] = []
    all.reserveCapacity(place.count * dimension)
    for row in place { all += values[range(row)] }
    return Vectors(dimension: dimension, values: all)
  }
}

extension Pulse {
  /// For a part of longer work, whose beats count within it.
  fileprivate func counting(from start: Int, of total: Int) -> Pulse {
    Pulse { stage, done, _ in try beat(stage, start + done, total) }
  }
}
