/// The hashed features of one text after the other, with repetitions. The room for them is used again.
struct LexicalFeatures {
  private let words: FeatureBuckets
  private let pairs: FeatureBuckets
  private let grams: FeatureBuckets
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
    Words(in: text).forEach { word in word.withUnsafeBufferPointer { add($0) } }
  }

  private mutating func add(_ bounded: UnsafeBufferPointer<UInt32>) {
    var hash = FeatureHash(.word)
    for place in 1..<(bounded.count - 1) { hash.take(bounded[place]) }
    let word = hash.mixed
    if let previous { pairs.add(FeatureHash.ofPair(previous, word)) }
    words.add(word)
    previous = word
    for start in 0..<max(0, bounded.count - LexicalFeatures.gramLengths.lowerBound + 1) {
      addGrams(of: bounded, from: start)
    }
  }

  /// All that begin there: each is the shorter one and a scalar more.
  @inline(__always)
  private func addGrams(of bounded: UnsafeBufferPointer<UInt32>, from start: Int) {
    var hash = FeatureHash(.gram)
    for place in start..<min(start + LexicalFeatures.gramLengths.upperBound, bounded.count) {
      hash.take(bounded[place])
      if place - start + 1 >= LexicalFeatures.gramLengths.lowerBound { grams.add(hash.mixed) }
    }
  }

  /// Calls `body` once per distinct feature, and forgets them all. Those that fall on one place come by kind, and then in the
  /// order of their hashes: what is summed up for a place then has one order.
  @inline(__always)
  func empty(_ body: (_ place: Int, _ hash: UInt64, _ weight: Double) -> Void) {
    words.empty { body($0, $1, LexicalFeatures.wordWeight * $2) }
    pairs.empty { body($0, $1, LexicalFeatures.pairWeight * $2) }
    grams.empty { body($0, $1, LexicalFeatures.gramWeight * $2) }
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
