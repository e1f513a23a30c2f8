import Importing

/// Which items of the files that one step touched are which: within a file by key, then equal texts within it, equal
/// texts in all files together (a bullet that moved), then alike ones within a file.
struct StepMatching {
  struct Side {
    var before: [MarkdownPiece]
    var after: [MarkdownPiece]
    /// What stands there now; as many as `before`, and the same, unless the step was made elsewhere.
    var standing: [MarkdownMemory.MarkdownItem]
  }

  let sides: [Side]
  /// Where the pieces of each side begin when all are laid end to end.
  private let oldStarts: [Int]
  private let newStarts: [Int]
  /// Per old piece, the item that it is; nil where it stands no more.
  private var items: [MarkdownMemory.MarkdownItem?] = []
  private var origins: [Int?] = []
  private var isTaken: [Bool] = []
  private var survivors: [[MarkdownMemory.MarkdownItem]] = []

  init(_ sides: [Side]) throws {
    self.sides = sides
    oldStarts = StepMatching.starts(sides.map(\.before.count))
    newStarts = StepMatching.starts(sides.map(\.after.count))
    for side in sides { place(side) }
  }

  private static func starts(_ counts: [Int]) -> [Int] {
    var (starts, sum) = ([Int](), 0)
    for count in counts {
      starts.append(sum)
      sum += count
    }
    return starts
  }

  /// Finds the items of old pieces by their texts; what stands there beside them stays.
  private mutating func place(_ side: Side) {
    var standing = TextMatching(side.standing.map(\.piece.text), side.before.map(\.text))
    standing.matchEqual()
    items += standing.origins.map { $0.map { side.standing[$0] } }
    survivors.append(standing.removed.map { side.standing[$0] })
  }

  mutating func match(_ similarity: any TextSimilarity, _ threshold: Double) throws {
    let (before, after) = (sides.flatMap(\.before), sides.flatMap(\.after))
    origins = Array(repeating: nil, count: after.count)
    isTaken = Array(repeating: false, count: before.count)
    for index in sides.indices { try settle(index) { matching, side in StepMatching.byKey(side, &matching) } }
    for index in sides.indices { try settle(index) { matching, _ in matching.matchEqual() } }
    var all = TextMatching(before.map(\.text), after.map(\.text), known: origins)
    all.matchEqual()
    origins = all.origins
    for case .some(let origin) in origins { isTaken[origin] = true }
    for index in sides.indices {
      try settle(index) { matching, _ in try matching.matchAlike(using: similarity, threshold: threshold) }
    }
  }

  /// Matches what is still open within one file.
  private mutating func settle(
    _ index: Int, _ match: (inout TextMatching, Side) throws -> Void
  ) throws {
    let side = sides[index]
    let (old, new) = (oldStarts[index], newStarts[index])
    let freeOld = side.before.indices.filter { !isTaken[old + $0] }
    let freeNew = side.after.indices.filter { origins[new + $0] == nil }
    guard !freeOld.isEmpty, !freeNew.isEmpty else { return }
    let free = Side(
      before: freeOld.map { side.before[$0] }, after: freeNew.map { side.after[$0] }, standing: [])
    var matching = TextMatching(free.before.map(\.text), free.after.map(\.text))
    try match(&matching, free)
    for (place, origin) in matching.origins.enumerated() {
      guard let origin else { continue }
      origins[new + freeNew[place]] = old + freeOld[origin]
      isTaken[old + freeOld[origin]] = true
    }
  }

  /// A section keeps its item while its heading stands, a file as long as it is there.
  private static func byKey(_ side: Side, _ matching: inout TextMatching) {
    var places: [String: Int] = [:]
    for (place, piece) in side.before.enumerated() { if let key = piece.key { places[key] = place } }
    guard !places.isEmpty else { return }
    var seen: Set<Int> = []
    let known = side.after.map { piece in
      piece.key.flatMap { places[$0] }.flatMap { seen.insert($0).inserted ? $0 : nil }
    }
    matching = TextMatching(side.before.map(\.text), side.after.map(\.text), known: known)
  }

  /// The item that a new piece is; nil where it came anew.
  func item(_ side: Int, _ place: Int) -> MarkdownMemory.MarkdownItem? {
    origins[newStarts[side] + place].flatMap { items[$0] }
  }

  /// What stands in a file by another branch, and this step says nothing of.
  func kept(_ side: Int) -> [MarkdownMemory.MarkdownItem] { survivors[side] }

  /// Ids of items whose pieces went, in their order.
  var removed: [String] {
    items.indices.filter { !isTaken[$0] }.compactMap { items[$0]?.id }
  }
}
