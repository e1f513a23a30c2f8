import Files
import Phrasing

/// Something that takes any bytes: it may refuse them with a fault that has words, and do nothing else.
struct FuzzTarget: Sendable {
  let name: String
  /// No input is longer.
  let longest: Int
  /// What mutations begin with, beside the files of the corpus.
  let seeds: [String]
  /// Pieces that the format is made of.
  let tokens: [String]
  /// What the input led to, as a number: inputs that lead to something new are kept and changed further.
  let run: @Sendable ([UInt8]) throws -> Int

  init(
    _ name: String, longest: Int = 4_096, seeds: [String], tokens: [String] = [],
    _ run: @escaping @Sendable ([UInt8]) throws -> Int
  ) {
    (self.name, self.longest, self.seeds, self.tokens, self.run) = (name, longest, seeds, tokens, run)
  }

  static let all: [FuzzTarget] = texts + language + tables + files + sessions

  /// A fault without words is as bad as a crash.
  func feature(of input: [UInt8]) throws -> Int {
    do { return try run(input) } catch let broken as BrokenPromise { throw broken } catch {
      let words = Wording.complaint(error).message
      if words == "\(error)" { throw BrokenPromise("a fault without words: \(words)") }
      return FuzzTarget.kind(of: words)
    }
  }

  /// Words alone: what is quoted in them is another thing each time.
  private static func kind(of words: String) -> Int {
    var hash: UInt32 = 0x811c_9dc5
    for word in words.split(separator: " ") where word.utf8.allSatisfy({ (97...122).contains($0) }) {
      for byte in word.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    }
    return Int(hash & 0xFFFF)
  }
}

/// Two ways that should agree do not, or something does not hold that should.
struct BrokenPromise: Error {
  let what: String

  init(_ what: String) { self.what = what }
}

/// How large something is, roughly, for telling outcomes apart.
func size(_ count: Int) -> Int { Int.bitWidth - count.leadingZeroBitCount }
