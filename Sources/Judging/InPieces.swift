import Basics

/// Makes parts of `0..<count`, piece by piece, whoever is free, and takes them in order: the answer does not depend on the
/// workers. Each worker starts with what `starting` gives, and keeps it from piece to piece.
///
/// A piece is about `workOfPiece` of work, as `size` tells it, so that a beat is never far.
func inPieces<State, Part: Sendable>(
  _ count: Int, _ workers: Workers, _ pulse: Pulse, _ stage: String, size: (Int) -> Int = { _ in 1 },
  starting: @escaping @Sendable () -> State, _ make: @escaping @Sendable (inout State, Range<Int>) -> Part,
  taking take: (Part) -> Void
) throws {
  let pieces = pieces(of: count, size)
  let work = SharedWork(pieces.count) { done, _ in
    try pulse.beat(stage, done < pieces.count ? pieces[done].lowerBound : count, count)
  }
  let parts = (pieces.count > 1 ? workers : workers.alone).map { worker in
    var (state, made) = (starting(), [(piece: Int, part: Part)]())
    while let piece = work.take(worker) { made.append((piece, make(&state, pieces[piece]))) }
    return made
  }
  try work.check()
  for made in parts.joined().sorted(by: { $0.piece < $1.piece }) { take(made.part) }
}

/// The same, where nothing is kept from piece to piece.
func inPieces<Part: Sendable>(
  _ count: Int, _ workers: Workers, _ pulse: Pulse, _ stage: String, size: (Int) -> Int = { _ in 1 },
  _ make: @escaping @Sendable (Range<Int>) -> Part, taking take: (Part) -> Void
) throws {
  try inPieces(
    count, workers, pulse, stage, size: size, starting: {}, { _, piece in make(piece) }, taking: take)
}

/// Where workers write what takes much memory, so that it is not copied in the end. Unchecked: each writes the places of its own
/// pieces and no others, and all are read when all are done. For elements that own nothing: where the work is stopped, what was
/// written is forgotten.
struct PlacesOf<Element>: @unchecked Sendable {
  private let memory: UnsafeMutableBufferPointer<Element>

  init(_ memory: UnsafeMutableBufferPointer<Element>) { self.memory = memory }

  @inline(__always)
  func set(_ place: Int, _ element: Element) {
    precondition(memory.indices.contains(place))
    memory.initializeElement(at: place, to: element)
  }
}

private let workOfPiece = 1_024

private func pieces(of count: Int, _ size: (Int) -> Int) -> [Range<Int>] {
  var pieces: [Range<Int>] = []
  var (start, work) = (0, 0)
  for place in 0..<count {
    work += size(place)
    guard work >= workOfPiece else { continue }
    pieces.append(start..<(place + 1))
    (start, work) = (place + 1, 0)
  }
  if start < count { pieces.append(start..<count) }
  return pieces
}
