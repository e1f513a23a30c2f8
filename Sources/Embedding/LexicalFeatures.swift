/// The hashed features of one text after the other, with repetitions. The room for them is used again.
struct LexicalFeatures {
  private var words: FeatureBuckets
  private var pairs: FeatureBuckets
  private var grams: FeatureBuckets
  private var previous: UInt64?

  static let wordWeight = 1.5
  static let pairWeight = 1.0
  static let gramWeight = 1.0
  static let gramLengths = 3...5

  /// Features fall on so many places, a power of two.
  init(places: Int) {
    (words, pairs, grams) = (
      FeatureBuckets(places: places), FeatureBuckets(places: places), FeatureBuckets(places: places)
    )
  }

  mutating func take(_ text: String) {
    previous = nil
    Words(in: text).forEach { add($0) }
  }

  private mutating func add(_ bounded: [UInt32]) {
    var hash = FeatureHash(.word)
    for scalar in bounded.dropFirst().dropLast() { hash.take(scalar) }
    if let previous { pairs.add(FeatureHash.ofPair(previous, hash.mixed)) }
    words.add(hash.mixed)
    previous = hash.mixed
    for start in bounded.indices {
      addGrams(of: bounded[start...].prefix(LexicalFeatures.gramLengths.upperBound))
    }
  }

  /// All that begin where this does: each is the shorter one and a scalar more.
  private mutating func addGrams(of longest: ArraySlice<UInt32>) {
    var (hash, length) = (FeatureHash(.gram), 0)
    for scalar in longest {
      hash.take(scalar)
      length += 1
      if length >= LexicalFeatures.gramLengths.lowerBound { grams.add(hash.mixed) }
    }
  }

  /// Calls `body` once per distinct feature, and forgets them all. Those that fall on one place come by kind, and then in the
  /// order of their hashes: what is summed up for a place then has one order.
  mutating func empty(_ body: (_ place: Int, _ hash: UInt64, _ weight: Double) -> Void) {
    words.empty { body($0, $1, LexicalFeatures.wordWeight * $2) }
    pairs.empty { body($0, $1, LexicalFeatures.pairWeight * $2) }
    grams.empty { body($0, $1, LexicalFeatures.gramWeight * $2) }
  }
}

/// Hashes by the place that each falls on: hardly ever do two fall on one, so that hardly anything is left to be sorted.
private struct FeatureBuckets {
  private struct Feature {
    let hash: UInt64
    /// The one before it that fell on its place; -1 for none.
    let next: Int32
  }

  /// The last feature of each place; -1 for none.
  private var last: [Int32]
  private var taken: [Int32] = []
  private var features: [Feature] = []
  private var sorted: [UInt64] = []

  init(places: Int) { last = Array(repeating: -1, count: places) }

  mutating func add(_ hash: UInt64) {
    let place = Int(truncatingIfNeeded: hash & UInt64(last.count - 1))
    let next = last[place]
    if next < 0 { taken.append(Int32(truncatingIfNeeded: place)) }
    last[place] = Int32(truncatingIfNeeded: features.count)
    features.append(Feature(hash: hash, next: next))
  }

  /// Each distinct hash with the root of how often it came, and forgets them. Complexity: O(features · log features of a place).
  @inline(__always)
  mutating func empty(_ body: (_ place: Int, _ hash: UInt64, _ root: Double) -> Void) {
    for place in taken {
      let feature = features[Int(last[Int(place)])]
      if feature.next < 0 { body(Int(place), feature.hash, 1) } else { several(Int(place), body) }
      last[Int(place)] = -1
    }
    taken.removeAll(keepingCapacity: true)
    features.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private mutating func several(_ place: Int, _ body: (_ place: Int, _ hash: UInt64, _ root: Double) -> Void)
  {
    sorted.removeAll(keepingCapacity: true)
    var next = last[place]
    while next >= 0 {
      sorted.append(features[Int(next)].hash)
      next = features[Int(next)].next
    }
    sorted.sort()
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
      body(place, sorted[start], Double(end - start).squareRoot())
      start = end
    }
  }
}

/// FNV-1a over scalars, its bits mixed at the end (the finalizer of SplitMix64).
struct FeatureHash {
  enum Kind: UInt64 {
    case word = 1
    case pair, gram
  }

  private var state: UInt64

  init(_ kind: Kind) { state = 0xcbf2_9ce4_8422_2325 ^ kind.rawValue }

  mutating func take(_ scalar: UInt32) { state = (state ^ UInt64(scalar)) &* 0x100_0000_01b3 }

  var mixed: UInt64 { FeatureHash.mix(state) }

  static func ofPair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    mix((first &* 0x100_0000_01b3) ^ second ^ Kind.pair.rawValue)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
