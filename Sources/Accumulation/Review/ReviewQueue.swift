/// What the queue is made from, besides the ground on which answers are evaluated.
package struct QueueMaterial: Sendable {
  package let candidates: [Candidate]
  package let constraints: Constraints
  package let profiles: [WordProfile]
  package let keys: [Int32]
  package let vectors: Vectors
  package let chance: AnswerChance
  package let judge: VerdictJudge

  package init(
    candidates: [Candidate], constraints: Constraints, profiles: [WordProfile], keys: [Int32],
    vectors: Vectors,
    chance: AnswerChance, judge: VerdictJudge
  ) {
    (self.candidates, self.constraints, self.profiles) = (candidates, constraints, profiles)
    (self.keys, self.vectors, self.chance, self.judge) = (keys, vectors, chance, judge)
  }
}

/// Every candidate with what its answer would change, and what is suspect besides. In the order in which the linkage saw
/// them; suspects of pairs it did not list come last.
package func reviewQueue(
  _ material: QueueMaterial, _ ground: ChangeFinder.Ground, workers: Workers = .one, pulse: Pulse = .silent
) throws -> [QueueEntry] {
  try ReviewQueue(material, ground, workers: workers, pulse: pulse).entries
}

/// The queue with what it was made from, so that after an answer only what it touched is looked at again.
package struct ReviewQueue: Sendable {
  package private(set) var entries: [QueueEntry] = []
  private var looks: [PairLook] = []
  /// In the order of units.
  private var suspicions: [Suspicion] = []
  private var ground: ChangeFinder.Ground
  private var constraints: Constraints
  private let likeness: Likeness

  /// Complexity: O(candidates · observations of their units + units · deals).
  package init(
    _ material: QueueMaterial, _ ground: ChangeFinder.Ground, workers: Workers = .one, pulse: Pulse = .silent
  ) throws {
    (self.ground, constraints) = (ground, material.constraints)
    likeness = Likeness(ground.deltas, ground.partition)
    let everywhere = Array(0..<Int32(ground.partition.unitCount))
    suspicions = try ReviewQueue.suspicions(of: everywhere, material, ground, workers, pulse)
    let listed = ReviewQueue.listed(material, suspicions)
    looks = try ReviewQueue.looks(listed, material, ground, likeness, workers, pulse)
    entries = looks.entries
  }

  /// After decisions. Units that are as they were, with their verdicts, are not looked at again. So entries that have
  /// nothing to do with the decisions still weigh against the threshold, the variances and the model of answers that
  /// were; a queue made anew does not.
  /// Complexity: O(operations + candidates), and that of a new queue for the units that changed.
  package mutating func renew(
    _ material: QueueMaterial, _ ground: ChangeFinder.Ground, workers: Workers = .one, pulse: Pulse = .silent
  ) throws {
    let stayed = UnitsThatStayed(from: self.ground, constraints, to: ground, material.constraints)
    let known = try ReviewQueue.suspicions(of: stayed.changed, material, ground, workers, pulse)
    let kept = suspicions.compactMap { suspicion in
      stayed.number(ofOld: suspicion.unit).map { suspicion.numbered($0) }
    }
    suspicions = (kept + known).sorted { ($0.unit, $0.order) < ($1.unit, $1.order) }
    let listed = ReviewQueue.listed(material, suspicions)
    var old = looks[...]
    let places = listed.map { pair -> Int? in
      let unitOf = ground.partition.unitOf
      guard stayed.isAsItWas(unitOf[Int(pair.candidate.first)]),
        stayed.isAsItWas(unitOf[Int(pair.candidate.second)])
      else { return nil }
      return old.popUpTo(pair.candidate)
    }
    let changed = listed.indices.filter { places[$0] == nil }.map { listed[$0] }
    var new = try ReviewQueue.looks(changed, material, ground, likeness, workers, pulse)[...]
    looks = places.compactMap { place in place.map { looks[$0] } ?? new.popFirst() }
    entries = looks.entries
    (self.ground, constraints) = (ground, material.constraints)
  }
}

extension ArraySlice<PairLook> {
  /// The place of the pair, if it is among the next. Two partitions list their pairs in one order, but for what decisions
  /// changed; a pair that is not found is looked at anew.
  fileprivate mutating func popUpTo(_ candidate: Candidate) -> Int? {
    let place = prefix(256).firstIndex {
      $0.candidate.first == candidate.first && $0.candidate.second == candidate.second
    }
    if let place { self = self[(place + 1)...] }
    return place
  }
}

extension ReviewQueue {
  /// A pair, and what made it suspect.
  private typealias Listed = (candidate: Candidate, suspicion: Suspicion?)

  private static func suspicions(
    of units: [Int32], _ material: QueueMaterial, _ ground: ChangeFinder.Ground, _ workers: Workers,
    _ pulse: Pulse
  ) throws -> [Suspicion] {
    try inPieces(units.count, workers, pulse, "comparing members") { piece in
      units[piece].flatMap {
        Suspicion.all(of: Int($0), ground.partition, ground.deltas, profiles: material.profiles)
      }
    }
  }

  private static func looks(
    _ listed: [Listed], _ material: QueueMaterial, _ ground: ChangeFinder.Ground, _ likeness: Likeness,
    _ workers: Workers, _ pulse: Pulse
  ) throws -> [PairLook] {
    try inPieces(listed.count, workers, pulse, "weighing") { piece in
      var finder = ChangeFinder(material, ground, likeness)
      return listed[piece].map { PairLook($0.candidate, $0.suspicion, material, ground, &finder) }
    }
  }

  /// The candidates, and then suspect pairs that are none.
  private static func listed(_ material: QueueMaterial, _ suspicions: [Suspicion]) -> [Listed] {
    var suspect: [PairOfOperations: Suspicion] = [:]
    var order: [PairOfOperations] = []
    for suspicion in suspicions where material.constraints.ruling(suspicion.first, suspicion.second) == nil {
      let pair = PairOfOperations(suspicion.first, suspicion.second)
      // Evidence comes first, and goes before words.
      guard suspect[pair] == nil else { continue }
      suspect[pair] = suspicion
      order.append(pair)
    }
    var listed: [Listed] = material.candidates.map { candidate in
      (candidate, suspect.removeValue(forKey: PairOfOperations(candidate.first, candidate.second)))
    }
    for suspicion in order.lazy.compactMap({ suspect[$0] }) {
      listed.append((suspicion.candidate(material.vectors), suspicion))
    }
    return listed
  }
}

extension ChangeFinder {
  init(_ material: QueueMaterial, _ ground: Ground, _ likeness: Likeness) {
    self.init(
      ground, constraints: material.constraints, judge: material.judge, likeness: likeness,
      cosine: { material.vectors.cosine(Int($0), Int($1)) })
  }
}

extension Suspicion {
  fileprivate func candidate(_ vectors: Vectors) -> Candidate {
    Candidate(kind: .suspect, first: first, second: second, cosine: vectors.cosine(Int(first), Int(second)))
  }
}

struct PairOfOperations: Hashable {
  let first: Int32
  let second: Int32

  init(_ first: Int32, _ second: Int32) {
    (self.first, self.second) = (min(first, second), max(first, second))
  }
}

/// Piece by piece, so that a beat is never far; the answer is in order whatever the workers.
func inPieces<Element: Sendable>(
  _ count: Int, _ workers: Workers, _ pulse: Pulse, _ stage: String,
  _ make: @escaping @Sendable (Range<Int>) -> [Element]
) throws -> [Element] {
  var made: [Element] = []
  var done = 0
  while done < count {
    try pulse.beat(stage, done, count)
    let piece = done..<min(count, done + 16_384)
    let parts = workers.map { part in
      let share = workers.share(part, of: piece.count)
      return make((share.lowerBound + piece.lowerBound)..<(share.upperBound + piece.lowerBound))
    }
    for part in parts { made += part }
    done = piece.upperBound
  }
  return made
}
