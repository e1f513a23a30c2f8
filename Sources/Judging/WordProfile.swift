/// The words of a text as numbers, for comparing many texts fast: hashes of runs of letters, digits and inner
/// apostrophes and hyphens, with ASCII letters lower-cased.
public struct WordProfile: Sendable, Equatable {
  /// In the order of the text.
  let words: [UInt64]
  /// Sorted.
  let sorted: [UInt64]
  /// Those that speak of a number, sorted.
  let numbers: [UInt64]
  let negations: Int

  /// Complexity: O(bytes + words · log words).
  public init(_ text: String) {
    var reader = WordReader()
    var text = text
    text.withUTF8 { for byte in $0 { reader.take(byte) } }
    reader.end()
    words = reader.words
    sorted = reader.words.sorted()
    numbers = reader.numbers.sorted()
    negations = reader.negations
  }
}

private struct WordReader {
  private(set) var words: [UInt64] = []
  private(set) var numbers: [UInt64] = []
  private(set) var negations = 0
  private var hash = hashStart
  private var length = 0
  private var hasDigit = false
  /// The last bytes of the word, newest lowest: enough for `n't`.
  private var ending: UInt32 = 0
  /// A typographic apostrophe is three bytes; how many of them have come.
  private var apostrophe = 0

  mutating func take(_ byte: UInt8) {
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

  mutating func end() {
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
    if hasDigit || numberWords.contains(hash) { numbers.append(hash) }
    if negationWords.contains(hash) || ending & 0xff_ffff == notEnding { negations += 1 }
    (hash, length, hasDigit, ending) = (hashStart, 0, false, 0)
  }
}

// Fowler, Noll and Vo's hash, 1a, of 64 bits.
private let hashStart: UInt64 = 0xcbf2_9ce4_8422_2325
private func hashed(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
  (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
}
private func hashes(_ words: [String]) -> Set<UInt64> { Set(words.map { $0.utf8.reduce(hashStart, hashed) }) }

/// `n't`.
private let notEnding: UInt32 = 0x6e_2774

/// Words that say how many and little else: `one` is as often a pronoun, `first` and `once` speak of time.
private let numberWords = hashes([
  "zero", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twice",
  "thrice", "third", "fourth", "fifth", "half", "double",
])

private let negationWords = hashes([
  "not", "no", "never", "without", "avoid", "cannot", "nor", "neither", "nothing", "unless", "except", "stop",
  "refrain", "skip", "dont", "doesnt", "wont", "cant",
])
