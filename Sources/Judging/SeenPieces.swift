import Identity

/// Pairs that were seen, in the order of the candidates, in pieces: a queue that follows another shares those in which nothing
/// has moved, for a pair takes much more room than its name.
struct SeenPieces: Sendable {
  struct Piece: Sendable {
    /// As the linkage listed them.
    let listed: ArraySlice<Candidate>
    let pairs: ArraySlice<SeenPair>
  }

  private(set) var pieces: [Piece] = []
  private(set) var count = 0
  /// What makes no piece yet.
  private var open: (listed: [Candidate], pairs: [SeenPair]) = ([], [])

  private static let usual = 1_024
  /// Less is put into one piece with what comes before it.
  private static let least = 256

  /// All of them anew: pieces of what is there.
  init(_ listed: [Candidate], _ pairs: [SeenPair]) {
    for start in stride(from: 0, to: pairs.count, by: SeenPieces.usual) {
      let own = start..<min(start + SeenPieces.usual, pairs.count)
      take(Piece(listed: listed[own], pairs: pairs[own]))
    }
  }

  /// Those of `older`, in the order that `now` has them in, with those of `seen` for what has moved. Nil if one is missing.
  /// Complexity: O(candidates), and O(piece) of copying for each piece in which something has moved.
  init?(
    _ older: SeenPieces, _ now: [Candidate], _ seen: [SeenPair], moved: (Candidate) -> Bool
  ) {
    var (place, next) = (0, 0)
    func takeMoved(_ pieces: inout SeenPieces) {
      while place < now.count, moved(now[place]) {
        pieces.append(now[place], seen[next])
        (place, next) = (place + 1, next + 1)
      }
    }
    for piece in older.pieces {
      if shares(piece, now[place...], moved) {
        take(piece)
        place += piece.pairs.count
        continue
      }
      for (listed, pair) in zip(piece.listed, piece.pairs) where !moved(listed) {
        takeMoved(&self)
        guard place < now.count, now[place].isAbout(listed) else { return nil }
        append(now[place], pair)
        place += 1
      }
    }
    takeMoved(&self)
    guard place == now.count else { return nil }
    close()
  }

  private func shares(_ piece: Piece, _ now: ArraySlice<Candidate>, _ moved: (Candidate) -> Bool) -> Bool {
    piece.listed.count >= SeenPieces.least && now.count >= piece.listed.count
      && zip(piece.listed, now).allSatisfy { $0.isAbout($1) && !moved($0) }
  }

  /// A piece that stands behind those that are here, as a whole.
  private mutating func take(_ piece: Piece) {
    if open.pairs.count < SeenPieces.least, let last = pieces.last, !open.pairs.isEmpty {
      pieces[pieces.count - 1] = Piece(listed: last.listed + open.listed, pairs: last.pairs + open.pairs)
      open = ([], [])
    }
    close()
    pieces.append(piece)
    count += piece.pairs.count
  }

  private mutating func append(_ candidate: Candidate, _ pair: SeenPair) {
    if open.pairs.isEmpty {
      open.listed.reserveCapacity(SeenPieces.usual)
      open.pairs.reserveCapacity(SeenPieces.usual)
    }
    open.listed.append(candidate)
    open.pairs.append(pair)
    count += 1
    if open.pairs.count == SeenPieces.usual { close() }
  }

  private mutating func close() {
    guard !open.pairs.isEmpty else { return }
    pieces.append(Piece(listed: open.listed[...], pairs: open.pairs[...]))
    open = ([], [])
  }
}

extension Candidate {
  /// Of whatever kind and however close.
  fileprivate func isAbout(_ other: Candidate) -> Bool { first == other.first && second == other.second }
}
