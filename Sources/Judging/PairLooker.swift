import Basics
import Identity

/// Looks at pairs, side by side, and within units for what is suspect.
struct PairLooker {
  let likeness: Likeness
  private let material: QueueMaterial
  private let ground: ChangeFinder.Ground
  private let leaders: KeyLeaders
  private let cosines: UnitCosines
  private let units: [Int32]
  private let workers: Workers
  private let pulse: Pulse

  /// `units` are looked into.
  init(
    _ material: QueueMaterial, _ ground: ChangeFinder.Ground, _ leaders: KeyLeaders, _ likeness: Likeness,
    _ units: [Int32], _ workers: Workers, _ pulse: Pulse
  ) throws {
    (self.material, self.ground, self.leaders, self.likeness) = (material, ground, leaders, likeness)
    (self.units, self.workers, self.pulse) = (units, workers, pulse)
    cosines = try UnitCosines(of: units, ground.partition, material.vectors, workers, pulse)
  }

  /// These, and suspect pairs that are none of them.
  func seen(_ candidates: [Candidate]) throws -> (candidates: [SeenPair], others: [SeenPair]) {
    var suspects = Suspects(try suspicions(), material)
    suspects.setApart(from: candidates)
    let others = suspects.others.map { $0.candidate(material.vectors) }
    let totals = try UnitTotals(of: [candidates, others], ground, workers, pulse)
    return (try seen(candidates, suspects, totals), try seen(others, suspects, totals))
  }

  private func seen(_ pairs: [Candidate], _ suspects: Suspects, _ totals: UnitTotals) throws -> [SeenPair] {
    try [SeenPair](unsafeUninitializedCapacity: pairs.count) { memory, made in
      workers.willFill(memory)
      try see(pairs, suspects, totals, PlacesOf(memory))
      made = pairs.count
    }
  }

  private func see(
    _ pairs: [Candidate], _ suspects: Suspects, _ totals: UnitTotals, _ places: PlacesOf<SeenPair>
  ) throws {
    try inPieces(
      pairs.count, workers, pulse, "weighing",
      starting: { [material, ground, leaders, likeness, cosines] in
        ChangeFinder(material, ground, leaders, likeness, totals, cosines)
      },
      { [profile = material.profile, keys = material.keys] finder, part in
        for place in part {
          let candidate = pairs[place]
          let pair = SeenPair(
            candidate, suspects.suspicion(of: candidate),
            PairFeatures(profile(candidate.first), profile(candidate.second)),
            isOfOneKey: keys[Int(candidate.first)] == keys[Int(candidate.second)], &finder)
          places.set(place, pair)
        }
      }, taking: { _ in })
  }

  /// Of the units, in their order.
  private func suspicions() throws -> [Suspicion] {
    let suspects = SuspectFinder(ground.deltas, profile: material.profile, vectors: material.vectors)
    let (partition, units, cosines) = (ground.partition, units, cosines)
    var found: [Suspicion] = []
    try inPieces(
      units.count, workers, pulse, "comparing members",
      size: { partition.members(of: Int(units[$0])).count },
      { piece in units[piece].flatMap { suspects.suspicions(of: Int($0), in: partition, cosines) } },
      taking: { found += $0 })
    return found
  }
}

/// Suspect pairs, of each what goes before all else that speaks against it.
private struct Suspects: Sendable {
  private var ofPair: [OperationPair: Suspicion] = [:]
  private var order: [OperationPair] = []
  /// Whether an operation is the younger one of a suspect pair: most candidates need not be looked for among these.
  private var isNamed: [Bool]
  /// Those that are not among the candidates.
  private(set) var others: [Suspicion] = []

  /// Without those that are ruled on. Evidence comes first, and goes before words.
  init(_ suspicions: [Suspicion], _ material: QueueMaterial) {
    isNamed = Array(repeating: false, count: material.keys.count)
    for suspicion in suspicions where material.constraints.ruling(suspicion.first, suspicion.second) == nil {
      let pair = OperationPair(suspicion.first, suspicion.second)
      guard ofPair[pair] == nil else { continue }
      ofPair[pair] = suspicion
      order.append(pair)
      isNamed[Int(pair.high)] = true
    }
  }

  mutating func setApart(from candidates: [Candidate]) {
    var rest = ofPair
    for candidate in candidates {
      let pair = OperationPair(candidate.first, candidate.second)
      if isNamed[Int(pair.high)] { rest[pair] = nil }
    }
    others = order.compactMap { rest[$0] }
  }

  func suspicion(of candidate: Candidate) -> Suspicion? {
    let pair = OperationPair(candidate.first, candidate.second)
    return isNamed[Int(pair.high)] ? ofPair[pair] : nil
  }
}
