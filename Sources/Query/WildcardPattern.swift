/// A pattern of LIKE or GLOB, as SQLite reads it.
///
/// SQLite's own matching goes back at every wildcard, so that its time grows with the text to the power of their number, and
/// nothing stops it. This one goes back to the last wildcard that takes any number of characters alone, which finds all that
/// there is to find. Complexity: O(text · pattern).
package struct WildcardPattern {
  enum Piece: Equatable {
    case any, one
    case scalar(Unicode.Scalar)
    case set([ClosedRange<UInt32>], isNegated: Bool)
    /// What no text matches: an escape with nothing behind it, a set without its end.
    case nothing
  }

  private let pieces: [Piece]
  private let foldsCase: Bool

  /// `escape` makes the character after it one like any other.
  package init(like pattern: String, escape: Unicode.Scalar? = nil) {
    var pieces: [Piece] = []
    var scalars = pattern.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      switch scalar {
      case _ where scalar == escape:
        pieces.append(scalars.next().map { .scalar(WildcardPattern.folded($0)) } ?? .nothing)
      case "%": pieces.append(.any)
      case "_": pieces.append(.one)
      default: pieces.append(.scalar(WildcardPattern.folded(scalar)))
      }
    }
    (self.pieces, foldsCase) = (pieces, true)
  }

  package init(glob pattern: String) {
    var pieces: [Piece] = []
    var rest = Array(pattern.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*": pieces.append(.any)
      case "?": pieces.append(.one)
      case "[": pieces.append(WildcardPattern.set(&rest))
      default: pieces.append(.scalar(scalar))
      }
    }
    (self.pieces, foldsCase) = (pieces, false)
  }

  /// A `]` that comes first is a member; a `-` between two members is a range.
  private static func set(_ rest: inout ArraySlice<Unicode.Scalar>) -> Piece {
    var ranges: [ClosedRange<UInt32>] = []
    var last: UInt32?
    let isNegated = rest.first == "^"
    if isNegated { rest.removeFirst() }
    if rest.first == "]" {
      ranges.append(0x5D...0x5D)
      rest.removeFirst()
    }
    while let scalar = rest.popFirst() {
      if scalar == "]" { return .set(ranges, isNegated: isNegated) }
      if scalar == "-", let low = last, let high = rest.first, high != "]" {
        if low <= high.value { ranges.append(low...high.value) }
        rest.removeFirst()
        last = nil
      } else {
        ranges.append(scalar.value...scalar.value)
        last = scalar.value
      }
    }
    return .nothing
  }

  /// Letters of ASCII in small: LIKE knows no others as equal.
  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
  }

  /// Nil where `isStopped` said so, which is asked now and then.
  package func matches(_ text: String.UnicodeScalarView, isStopped: () -> Bool) -> Bool? {
    var (place, piece, steps) = (text.startIndex, 0, 0)
    var back: (place: String.Index, piece: Int)?
    while place < text.endIndex {
      steps += 1
      if steps % 65_536 == 0, isStopped() { return nil }
      if piece < pieces.count, pieces[piece] == .any {
        back = (place, piece)
        piece += 1
      } else if piece < pieces.count, takes(pieces[piece], text[place]) {
        place = text.index(after: place)
        piece += 1
      } else if let last = back {
        place = text.index(after: last.place)
        back = (place, last.piece)
        piece = last.piece + 1
      } else {
        return false
      }
    }
    return pieces[piece...].allSatisfy { $0 == .any }
  }

  private func takes(_ piece: Piece, _ scalar: Unicode.Scalar) -> Bool {
    switch piece {
    case .any, .nothing: false
    case .one: true
    case .scalar(let wanted): wanted == (foldsCase ? WildcardPattern.folded(scalar) : scalar)
    case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar.value) } != isNegated
    }
  }
}
