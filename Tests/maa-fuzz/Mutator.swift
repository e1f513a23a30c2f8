import Basics

/// Changes bytes at random, from a seed.
struct Mutator {
  private var random: Randomness
  private let tokens: [[UInt8]]
  private let longest: Int

  init(_ target: FuzzTarget, seed: UInt64) {
    random = Randomness(seed: seed)
    tokens = target.tokens.map { Array($0.utf8) }
    longest = target.longest
  }

  mutating func pick(_ corpus: [[UInt8]]) -> [UInt8] { corpus[random.below(corpus.count)] }

  mutating func changed(_ input: [UInt8], _ corpus: [[UInt8]]) -> [UInt8] {
    var bytes = input
    for _ in 0...random.below(4) { change(&bytes, corpus) }
    if bytes.count > longest { bytes.removeLast(bytes.count - longest) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8], _ corpus: [[UInt8]]) {
    let place = random.below(bytes.count + 1)
    let end = min(bytes.count, place + 1 + random.below(16))
    switch random.below(10) {
    case 0 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: random.next())
    case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.below(8))
    case 2: bytes.removeSubrange(place..<max(place, end))
    case 3: bytes.insert(contentsOf: bytes[place..<max(place, end)], at: random.below(bytes.count + 1))
    case 4, 5: insertToken(&bytes, at: place)
    case 6: bytes.removeLast(min(bytes.count, random.below(64)))
    case 7:
      let other = pick(corpus)
      let start = random.below(other.count + 1)
      bytes.insert(contentsOf: other[start..<min(other.count, start + random.below(64))], at: place)
    case 8 where place < end:
      // Runs find what is slow.
      let piece = Array(bytes[place..<end])
      for _ in 0..<random.below(max(1, longest / 16 / piece.count)) {
        bytes.insert(contentsOf: piece, at: place)
      }
    default: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
    }
  }

  private mutating func insertToken(_ bytes: inout [UInt8], at place: Int) {
    guard !tokens.isEmpty else { return }
    bytes.insert(contentsOf: tokens[random.below(tokens.count)], at: place)
  }
}
