import Basics

/// Which text of an earlier state each text of a later one is.
///
/// Equal texts are one, then texts that differ in white space alone, then texts whose cosine is at least a threshold: the
/// highest first, on a tie the older of the earlier state, then the older of the later. Every text is matched once.
///
/// Complexity: what is left after equal texts costs its product in cosines, and memory for some millions of pairs at most.
package struct TextMatching {
  private let old: [String]
  private let new: [String]
  /// Per new text, the place of the old one that it is; nil for what came anew.
  package private(set) var origins: [Int?]
  private var isTaken: [Bool]

  /// `known` holds what is settled beforehand, per new text.
  package init(_ old: [String], _ new: [String], known: [Int?] = []) {
    (self.old, self.new) = (old, new)
    origins = known.isEmpty ? Array(repeating: nil, count: new.count) : known
    isTaken = Array(repeating: false, count: old.count)
    for case .some(let place) in origins { isTaken[place] = true }
  }

  /// Places in the old state that are none in the new.
  package var removed: [Int] { old.indices.filter { !isTaken[$0] } }
  package var added: [Int] { new.indices.filter { origins[$0] == nil } }

  package mutating func matchEqual() {
    match { ByteText($0) }
    match { foldedText($0) }
  }

  /// The first free one of equal keys for the first free one.
  private mutating func match<Key: Hashable>(by key: (String) -> Key) {
    var (free, wanting) = ([Key: [Int]](), added)
    guard !wanting.isEmpty else { return }
    for place in removed.reversed() { free[key(old[place]), default: []].append(place) }
    guard !free.isEmpty else { return }
    wanting.removeAll { new[$0].isEmpty }
    for place in wanting {
      if let origin = free[key(new[place])]?.popLast() { settle(place, origin) }
    }
  }

  private mutating func settle(_ place: Int, _ origin: Int) {
    origins[place] = origin
    isTaken[origin] = true
  }
}

/// Texts that are alike.
extension TextMatching {
  private static let mostPairs = 2_000_000
  /// Cosines held at one time.
  private static let blockSize = 4_000_000

  /// More are not compared: some ten thousand texts that all changed at once are no edit of a memory.
  private static let mostCompared = 100_000_000

  /// `mostPairs` bounds what is held; what comes out does not depend on it. False where there were too many to compare.
  @discardableResult
  package mutating func matchAlike(
    using similarity: any TextSimilarity, threshold: Double, mostPairs: Int = mostPairs
  ) throws -> Bool {
    var ceiling = Double.infinity
    while true {
      let (rows, columns) = (removed.filter { !old[$0].isEmpty }, added.filter { !new[$0].isEmpty })
      if rows.isEmpty || columns.isEmpty { return true }
      guard rows.count <= TextMatching.mostCompared / columns.count else { return false }
      var band = Band(floor: threshold, ceiling: ceiling, most: max(1, mostPairs))
      try forEachBlock(rows, columns, similarity) { band.take($0, $1, $2) }
      for pair in band.sorted() where origins[pair.new] == nil && !isTaken[pair.old] {
        settle(pair.new, pair.old)
      }
      if band.floor <= threshold { return true }
      ceiling = band.floor
    }
  }

  private func forEachBlock(
    _ rows: [Int], _ columns: [Int], _ similarity: any TextSimilarity,
    _ body: (_ old: Int, _ new: Int, _ cosine: Double) -> Void
  ) throws {
    let texts = columns.map { new[$0] }
    let height = max(1, TextMatching.blockSize / columns.count)
    for start in stride(from: 0, to: rows.count, by: height) {
      let block = rows[start..<min(start + height, rows.count)]
      let cosines = try similarity.cosines(block.map { old[$0] }, texts)
      for (row, place) in block.enumerated() {
        for (column, other) in columns.enumerated() {
          body(place, other, cosines[row * columns.count + column])
        }
      }
    }
  }
}

/// The pairs from a floor up to a ceiling, of which the lower are given up where there are too many: the floor rises, and
/// what lies below it is for a later pass.
private struct Band {
  struct Pair {
    var old: Int
    var new: Int
    var cosine: Double

    /// The order in which pairs are settled.
    static func precedes(_ a: Pair, _ b: Pair) -> Bool {
      (-a.cosine, a.old, a.new) < (-b.cosine, b.old, b.new)
    }
  }

  private(set) var floor: Double
  private let ceiling: Double
  private var most: Int
  private var pairs: [Pair] = []

  init(floor: Double, ceiling: Double, most: Int) {
    (self.floor, self.ceiling, self.most) = (floor, ceiling, most)
  }

  mutating func take(_ old: Int, _ new: Int, _ cosine: Double) {
    guard cosine >= floor, cosine < ceiling else { return }
    pairs.append(Pair(old: old, new: new, cosine: cosine))
    if pairs.count >= 2 * most { raise() }
  }

  /// Keeps the higher half, and all that tie with the least of it.
  private mutating func raise() {
    let lowest = pairs.map(\.cosine).sorted(by: >)[most - 1]
    // All that tie are settled in one pass, whatever it takes.
    guard lowest > floor else { return most *= 2 }
    floor = lowest
    pairs.removeAll { $0.cosine < lowest }
  }

  func sorted() -> [Pair] { pairs.sorted(by: Pair.precedes) }
}
