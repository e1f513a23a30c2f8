/// Where two texts differ, word by word: what a person needs to see to judge whether they say the same.
///
///     WordDifference("check the oven first", "check the microwave first").pieces
///     // same "check the ", first "oven", second "microwave", same " first"
public struct WordDifference: Sendable, Equatable {
  public enum Side: Sendable, Equatable {
    case both, first, second
  }

  /// A run of text that stands in both, or in one of them. The pieces of `both` and `first` make up the first text, those
  /// of `both` and `second` the second, but that white space and case in `both` are the first text's.
  public struct Piece: Sendable, Equatable {
    public let side: Side
    public let text: String

    public init(_ side: Side, _ text: String) {
      self.side = side
      self.text = text
    }
  }

  public let pieces: [Piece]

  /// More cells than this are not compared: the texts are then shown as wholly different but for their ends.
  private static let mostCells = 4_000_000

  /// By the longest common run of words, white space and marks between them being words of their own; words are equal
  /// whatever their case. Where several are as long, the earliest words of the first text are matched.
  /// Complexity: O(words · words).
  public init(_ first: String, _ second: String) {
    let (a, b) = (tokens(of: first), tokens(of: second))
    let (x, y) = (a.map { $0.lowercased() }, b.map { $0.lowercased() })
    let head = zip(x, y).prefix { $0 == $1 }.count
    let tail = zip(x.dropFirst(head).reversed(), y.dropFirst(head).reversed()).prefix { $0 == $1 }.count
    let (middleA, middleB) = (head..<(a.count - tail), head..<(b.count - tail))
    var builder = Builder()
    for token in a[..<head] { builder.add(.both, token) }
    if middleA.count * middleB.count > WordDifference.mostCells {
      for token in a[middleA] { builder.add(.first, token) }
      for token in b[middleB] { builder.add(.second, token) }
    } else {
      WordDifference.align(a[middleA], b[middleB], Array(x[middleA]), Array(y[middleB]), &builder)
    }
    for token in a[(a.count - tail)...] { builder.add(.both, token) }
    pieces = builder.pieces
  }

  private static func align(
    _ a: ArraySlice<Substring>, _ b: ArraySlice<Substring>, _ x: [String], _ y: [String],
    _ builder: inout Builder
  ) {
    let (a, b) = (Array(a), Array(b))
    let lengths = commonLengths(x, y)
    let width = y.count + 1
    var (i, j) = (0, 0)
    while i < x.count || j < y.count {
      if i < x.count, j < y.count, x[i] == y[j] {
        builder.add(.both, a[i])
        (i, j) = (i + 1, j + 1)
      } else if i < x.count, j == y.count || lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
        builder.add(.first, a[i])
        i += 1
      } else {
        builder.add(.second, b[j])
        j += 1
      }
    }
  }

  /// The longest common subsequence of what is left from each pair of places on; white space weighs nothing, so that
  /// it never draws words apart.
  private static func commonLengths(_ x: [String], _ y: [String]) -> [Int32] {
    let width = y.count + 1
    var lengths = [Int32](repeating: 0, count: (x.count + 1) * width)
    let weights = x.map { Int32($0.allSatisfy(\.isWhitespace) ? 1 : 1 + 2 * $0.count) }
    for i in x.indices.reversed() {
      for j in y.indices.reversed() {
        let skipped = max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
        let matched = x[i] == y[j] ? lengths[(i + 1) * width + j + 1] + weights[i] : 0
        lengths[i * width + j] = max(skipped, matched)
      }
    }
    return lengths
  }
}

/// Joins tokens of one side to pieces; between two words both sides have, what the first has goes before what the
/// second has.
private struct Builder {
  private var done: [WordDifference.Piece] = []
  private var first = ""
  private var second = ""
  private var both = ""

  mutating func add(_ side: WordDifference.Side, _ token: Substring) {
    switch side {
    case .both:
      flushDifferences()
      both += token
    case .first:
      flushCommon()
      first += token
    case .second:
      flushCommon()
      second += token
    }
  }

  var pieces: [WordDifference.Piece] {
    var copy = self
    copy.flushCommon()
    copy.flushDifferences()
    return copy.done
  }

  private mutating func flushCommon() {
    if !both.isEmpty { done.append(WordDifference.Piece(.both, both)) }
    both = ""
  }

  private mutating func flushDifferences() {
    if !first.isEmpty { done.append(WordDifference.Piece(.first, first)) }
    if !second.isEmpty { done.append(WordDifference.Piece(.second, second)) }
    (first, second) = ("", "")
  }
}

/// Words, runs of white space, and every other character by itself.
func tokens(of text: String) -> [Substring] {
  var tokens: [Substring] = []
  var start = text.startIndex
  var kind: TokenKind?
  for index in text.indices {
    let next = TokenKind(text[index])
    if let kind, next != kind || next == .mark {
      tokens.append(text[start..<index])
      start = index
    }
    kind = next
  }
  if kind != nil { tokens.append(text[start...]) }
  return tokens
}

private enum TokenKind {
  case word, space, mark

  init(_ character: Character) {
    if character.isWhitespace {
      self = .space
    } else if character == "'" || character == "’" || character == "_" || character == "-" {
      self = .word
    } else {
      self = character.isLetter || character.isNumber ? .word : .mark
    }
  }
}
