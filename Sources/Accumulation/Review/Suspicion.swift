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

  /// What speaks against a unit, if anything does. Evidence goes before words.
  /// Complexity: that of `Disagreement`, and O(members).
  public static func of(
    _ unit: Int, _ partition: Partition, _ deltas: OperationDeltas, profiles: [WordProfile]
  ) -> Suspicion? {
    let members = Array(partition.members(of: unit))
    guard members.count > 1 else { return nil }
    let found = Disagreement(
      members.map { deltas.deltas(of: Int($0)) }, seed: UInt64(truncatingIfNeeded: members[0]))
    if let found, found.p <= level {
      let pair = [members[found.lowest], members[found.highest]].sorted()
      return Suspicion(
        unit: Int32(unit), first: pair[0], second: pair[1], reason: found.isOfSign ? .sign : .level,
        p: found.p)
    }
    let founder = members[0]
    for member in members.dropFirst() {
      let features = PairFeatures(profiles[Int(founder)], profiles[Int(member)])
      guard let reason = features.trap.flatMap(Reason.init) else { continue }
      return Suspicion(unit: Int32(unit), first: founder, second: member, reason: reason, p: found?.p)
    }
    return nil
  }
}
