/// The words of a text as numbers, for comparing many texts fast: hashes of runs of letters, digits and inner
/// apostrophes and hyphens, with ASCII letters lower-cased.
public struct WordProfile: Sendable, Equatable {
  /// All in one, so that whoever copies a profile copies one reference: the words in the order of the text, the same sorted,
  /// and those that speak of a number, sorted.
  private let hashes: [UInt64]
  let count: Int
  let negations: Int

  public init(_ text: String) {
    var reader = WordReader()
    var text = text
    // Lent for the call.
    self = text.withUTF8 { reader.profile(of: UnsafeRawBufferPointer($0)) }
  }

  fileprivate init(words: [UInt64], numbers: [UInt64], negations: Int) {
    var hashes: [UInt64] = []
    hashes.reserveCapacity(2 * words.count + numbers.count)
    hashes += words
    hashes += words
    hashes[words.count...].sort()
    hashes += numbers
    if numbers.count > 1 { hashes[(2 * words.count)...].sort() }
    (self.hashes, self.negations, count) = (hashes, negations, words.count)
  }

  /// In the order of the text.
  var words: ArraySlice<UInt64> { hashes[..<count] }
  var sorted: ArraySlice<UInt64> { hashes[count..<(2 * count)] }
  /// Those that speak of a number, sorted.
  var numbers: ArraySlice<UInt64> { hashes[(2 * count)...] }
}

/// Reads one text after the other, in room that is used again.
package struct WordReader {
  private var words: [UInt64] = []
  private var numbers: [UInt64] = []
  private var negations = 0
  private var hash = hashStart
  private var length = 0
  private var hasDigit = false
  /// The last bytes of the word, newest lowest: enough for `n't`.
  private var ending: UInt32 = 0
  /// A typographic apostrophe is three bytes; how many of them have come.
  private var apostrophe = 0
  // Asked of every word: what belongs to the program has to be looked for each time.
  private let countingWords = numberWords
  private let denyingWords = negationWords

  package init() {}

  /// Complexity: O(bytes + words · log words).
  package mutating func profile(of text: UnsafeRawBufferPointer) -> WordProfile {
    for byte in text { take(byte) }
    end()
    defer {
      words.removeAll(keepingCapacity: true)
      numbers.removeAll(keepingCapacity: true)
      negations = 0
    }
    return WordProfile(words: words, numbers: numbers, negations: negations)
  }

  private mutating func take(_ byte: UInt8) {
    switch (apostrophe, byte) {
    case (0, 0xe2): apostrophe = 1
    case (1, 0x80): apostrophe = 2
    case (2, 0x99), (2, 0x98):
      apostrophe = 0
      add(UInt8(ascii: "'"))
    default:
      if apostrophe > 0 { flushApostrophe() }
      takePlain(byte)
    }
  }

  private mutating func end() {
    if apostrophe > 0 { flushApostrophe() }
    endWord()
  }

  /// It was another character of three bytes.
  private mutating func flushApostrophe() {
    let count = apostrophe
    apostrophe = 0
    takePlain(0xe2)
    if count > 1 { takePlain(0x80) }
  }

  private mutating func takePlain(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: add(byte)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): add(byte | 0x20)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      hasDigit = true
      add(byte)
    case UInt8(ascii: "'"), UInt8(ascii: "-"), UInt8(ascii: "_"): if length > 0 { add(byte) }
    default: endWord()
    }
  }

  private mutating func add(_ byte: UInt8) {
    hash = hashed(hash, byte)
    ending = ending << 8 | UInt32(byte)
    length += 1
  }

  private mutating func endWord() {
    guard length > 0 else { return }
    words.append(hash)
    if hasDigit || countingWords.contains(hash) { numbers.append(hash) }
    if denyingWords.contains(hash) || ending & 0xff_ffff == notEnding { negations += 1 }
    (hash, length, hasDigit, ending) = (hashStart, 0, false, 0)
  }
}

// Fowler, Noll and Vo's hash, 1a, of 64 bits.
private let hashStart: UInt64 = 0xcbf2_9ce4_8422_2325
private func hashed(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
  (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
}

/// A few words, so that most others are told from them by one look.
private struct WordList: Sendable {
  private let hashes: Set<UInt64>
  /// By the lowest bits of a hash, whether one of them has these.
  private var isHere = [Bool](repeating: false, count: 4_096)

  init(_ words: [String]) {
    hashes = Set(words.map { $0.utf8.reduce(hashStart, hashed) })
    for hash in hashes { isHere[Int(hash & 4_095)] = true }
  }

  func contains(_ hash: UInt64) -> Bool { isHere[Int(hash & 4_095)] && hashes.contains(hash) }
}

/// `n't`.
private let notEnding: UInt32 = 0x6e_2774

/// Words that say how many and little else: `one` is as often a pronoun, `first` and `once` speak of time.
private let numberWords = WordList([
  "zero", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twice",
  "thrice", "third", "fourth", "fifth", "half", "double",
])

private let negationWords = WordList([
  "not", "no", "never", "without", "avoid", "cannot", "nor", "neither", "nothing", "unless", "except", "stop",
  "refrain", "skip", "dont", "doesnt", "wont", "cant",
])
