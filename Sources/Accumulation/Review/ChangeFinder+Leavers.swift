extension ChangeFinder {
  /// In larger units nobody is asked whom they would follow.
  private static let mostFollowers = 64

  /// Who leaves with the younger of the two: its bloc, and whoever is closer to it than to the unit's first.
  func leavers(of candidate: Candidate, _ members: ArraySlice<Int32>) -> [Int32] {
    let leaving = max(candidate.first, candidate.second)
    let (unit, bloc) = (unitOf(leaving), constraints.bloc(of: leaving))
    let founder = ground.partition.founder[unit]
    var leavers = bloc.flatMap { blocs[$0] } ?? [leaving]
    leavers.removeAll { $0 == founder || unitOf($0) != unit }
    if members.count <= ChangeFinder.mostFollowers {
      leavers += members.filter { follows($0, leaving, founder) }
    }
    return leavers
  }

  private func follows(_ member: Int32, _ leaving: Int32, _ founder: Int32) -> Bool {
    guard member > leaving, member != founder, constraints.bloc(of: member) == nil else { return false }
    let near = cosine(leaving, member)
    return near >= ground.tau && near > cosine(founder, member)
  }
}

/// The sums of units that came up, for candidates name the same units again and again.
struct KeptUnits {
  private var kept: [Int: UnitSums] = [:]
  private var unit = UnitInThought()

  /// Small units are as fast to add up anew.
  private static let least = 16

  mutating func sums(of number: Int, _ partition: Partition, _ deltas: OperationDeltas) -> UnitSums {
    let members = partition.members(of: number)
    guard members.count >= KeptUnits.least else { return unit.sums(members, deltas) }
    if let sums = kept[number] { return sums }
    let sums = unit.sums(members, deltas)
    kept[number] = sums
    return sums
  }
}
