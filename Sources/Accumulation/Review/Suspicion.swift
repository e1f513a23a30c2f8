/// A unit that may be two: who does not seem to belong, and what speaks against it.
public struct Suspicion: Sendable, Equatable {
  public enum Reason: String, Sendable, CaseIterable {
    /// Its deltas lie at another level, or have another sign, beyond chance.
    case sign, level
    /// Its words are a trap for cosines.
    case number, negation, order
  }

  public let unit: Int32
  /// The pair to judge, the older first.
  public let first: Int32
  public let second: Int32
  public let reason: Reason
  /// Of the deal, where it was dealt.
  public let p: Double?
}

extension Suspicion {
  /// Deltas of members that differ at least so seldom by chance make a unit suspect.
  public static let level = 0.05

  /// Of all units at once: enough to tell p at `level`, and a tenth of it.
  private static let dealsOfQueue = 199

  /// What speaks against a unit: the member whose evidence lies furthest off, and the first of each kind of trap.
  /// Complexity: that of `Disagreement`, and O(members).
  static func all(
    of unit: Int, _ partition: Partition, _ deltas: OperationDeltas, profiles: [WordProfile]
  ) -> [Suspicion] {
    let members = partition.members(of: unit)
    guard members.count > 1 else { return [] }
    return [ofEvidence(unit, members, deltas)].compactMap { $0 } + traps(unit, members, profiles)
  }

  private static func ofEvidence(_ unit: Int, _ members: ArraySlice<Int32>, _ deltas: OperationDeltas)
    -> Suspicion?
  {
    guard mayDisagree(members, deltas) else { return nil }
    let members = Array(members)
    let own = members.map { deltas.deltas(of: Int($0)) }
    let seed = UInt64(truncatingIfNeeded: members[0])
    guard let found = Disagreement(own, seed: seed, deals: dealsOfQueue), found.p <= level
    else { return nil }
    let pair = pair(found, founder: own[0]).map { members[$0] }.sorted()
    return Suspicion(
      unit: Int32(unit), first: pair[0], second: pair[1], reason: found.isOfSign ? .sign : .level, p: found.p)
  }

  /// Whether normal deltas would differ as much in one unit out of ten at most; most units need not be dealt out then.
  private static func mayDisagree(_ members: ArraySlice<Int32>, _ deltas: OperationDeltas) -> Bool {
    var (all, squares, between, scored) = (Level(), 0.0, 0.0, 0)
    for member in members {
      var own = Level()
      for entry in deltas.range(of: Int(member)) {
        let delta = deltas.sum[entry] / Double(deltas.count[entry])
        own.add(delta)
        squares += delta * delta
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
  private static func pair(_ found: Disagreement, founder: [Double]) -> [Int] {
    guard !founder.isEmpty, found.lowest != 0, found.highest != 0 else {
      return [found.lowest, found.highest]
    }
    let mean = founder.reduce(0, +) / Double(founder.count)
    return [0, mean - found.lowestMean > found.highestMean - mean ? found.lowest : found.highest]
  }

  private static func traps(_ unit: Int, _ members: ArraySlice<Int32>, _ profiles: [WordProfile])
    -> [Suspicion]
  {
    guard let founder = members.first else { return [] }
    var traps: [Suspicion] = []
    for member in members.dropFirst() {
      let trap = PairFeatures.trap(profiles[Int(founder)], profiles[Int(member)])
      guard let reason = trap.flatMap(Reason.init), !traps.contains(where: { $0.reason == reason }) else {
        continue
      }
      traps.append(Suspicion(unit: Int32(unit), first: founder, second: member, reason: reason, p: nil))
    }
    return traps
  }
}

extension PairFeatures {
  var reason: Suspicion.Reason? { trap.flatMap(Suspicion.Reason.init) }
}
