import Identity
import Scoring

/// Finds what speaks against units.
package struct SuspectFinder: Sendable {
  private let deltas: OperationDeltas
  private let profile: @Sendable (Int32) -> WordProfile
  private let vectors: Vectors

  package init(_ deltas: OperationDeltas, profiles: [WordProfile], vectors: Vectors) {
    self.init(deltas, profile: { profiles[Int($0)] }, vectors: vectors)
  }

  package init(
    _ deltas: OperationDeltas, profile: @escaping @Sendable (Int32) -> WordProfile, vectors: Vectors
  ) {
    (self.deltas, self.profile, self.vectors) = (deltas, profile, vectors)
  }

  /// Of all units at once: enough to tell p at `Suspicion.level`, and a tenth of it.
  private static let deals = 199

  /// The member whose evidence lies furthest off, the one that is far from the others, and the first of each kind of
  /// trap. Complexity: that of `Disagreement`, and O(members), of small units O(members² · dimension).
  package func suspicions(of unit: Int, in partition: Partition) -> [Suspicion] {
    suspicions(of: unit, in: partition, UnitCosines())
  }

  func suspicions(of unit: Int, in partition: Partition, _ known: UnitCosines) -> [Suspicion] {
    let members = partition.members(of: unit)
    guard members.count > 1 else { return [] }
    let far = far(unit, members) {
      known.members(of: unit, count: members.count) ?? MemberCosines(members, pairs)
    }
    return [ofEvidence(unit, members), far].compactMap { $0 } + traps(unit, members)
  }

  /// What `far` compares by; for one thread.
  package var pairs: PairCosines { PairCosines(vectors) }

  /// Whether `suspicions` has one that no ruling settles. What is found fastest is looked for first.
  package func isSuspect(
    _ unit: Int, in partition: Partition, under constraints: Constraints, _ pairs: PairCosines
  ) -> Bool {
    let members = partition.members(of: unit)
    guard members.count > 1 else { return false }
    func isOpen(_ suspicion: Suspicion) -> Bool {
      constraints.ruling(suspicion.first, suspicion.second) == nil
    }
    return traps(unit, members).contains(where: isOpen) || ofEvidence(unit, members).map(isOpen) == true
      || far(unit, members) { MemberCosines(members, pairs) }.map(isOpen) == true
  }

  private func ofEvidence(_ unit: Int, _ members: ArraySlice<Int32>) -> Suspicion? {
    guard mayDisagree(members) else { return nil }
    let members = Array(members)
    let own = members.map { deltas.deltas(of: Int($0)) }
    let seed = UInt64(truncatingIfNeeded: members[0])
    guard let found = Disagreement(own, seed: seed, deals: SuspectFinder.deals), found.p <= Suspicion.level
    else { return nil }
    let pair = pair(found, founder: own[0]).map { members[$0] }.sorted()
    return Suspicion(
      unit: Int32(unit), first: pair[0], second: pair[1], reason: found.isOfSign ? .sign : .level, p: found.p)
  }

  /// Whether normal deltas would differ as much in one unit out of ten at most; most units need not be dealt out then.
  private func mayDisagree(_ members: ArraySlice<Int32>) -> Bool {
    var (all, squares, between, scored) = (EntryLevel(), 0.0, 0.0, 0)
    for member in members {
      var own = EntryLevel()
      deltas.forEachEntry(of: Int(member)) { entry in
        own.add(entry.mean)
        squares += entry.mean * entry.mean
      }
      guard own.count > 0 else { continue }
      scored += 1
      between += own.sum * own.mean
      all.add(own)
    }
    return Disagreement.score(
      between - all.sum * all.mean, rest: squares - between, members: scored, count: Int(all.count)) > 1.28
  }

  /// The founder and who lies further from it: what the founder says is what the unit is about, and the answer takes out
  /// the other one. The two furthest apart where nothing is known of the founder.
  private func pair(_ found: Disagreement, founder: [Double]) -> [Int] {
    guard !founder.isEmpty, found.lowest != 0, found.highest != 0 else {
      return [found.lowest, found.highest]
    }
    let mean = founder.reduce(0, +) / Double(founder.count)
    return [0, mean - found.lowestMean > found.highestMean - mean ? found.lowest : found.highest]
  }

  /// In larger units nobody is compared with all others.
  private static let mostCompared = 32
  /// How much closer it is to the first than to half of the others.
  private static let distance: Int32 = 1_500

  /// The member that is closer to the unit's first than to the others by most.
  private func far(_ unit: Int, _ members: ArraySlice<Int32>, _ compared: () -> MemberCosines) -> Suspicion? {
    guard (3...SuspectFinder.mostCompared).contains(members.count), let founder = members.first else {
      return nil
    }
    let cosines = compared()
    var most = (gap: SuspectFinder.distance - 1, member: Int32(-1))
    var others: [Cosine] = []
    for place in 1..<members.count {
      others.removeAll(keepingCapacity: true)
      for other in 1..<members.count where other != place { others.append(cosines(place, other)) }
      others.sort()
      let gap = cosines(place, 0).tenThousandths - others[others.count / 2].tenThousandths
      if gap > most.gap { most = (gap, members[members.startIndex + place]) }
    }
    guard most.member >= 0 else { return nil }
    return Suspicion(unit: Int32(unit), first: founder, second: most.member, reason: .far, p: nil)
  }

  private func traps(_ unit: Int, _ members: ArraySlice<Int32>) -> [Suspicion] {
    guard let founder = members.first else { return [] }
    let first = profile(founder)
    var traps: [Suspicion] = []
    for member in members.dropFirst() {
      let trap = PairFeatures.trap(first, profile(member))
      guard let reason = trap, !traps.contains(where: { $0.reason == reason })
      else {
        continue
      }
      traps.append(Suspicion(unit: Int32(unit), first: founder, second: member, reason: reason, p: nil))
    }
    return traps
  }
}
