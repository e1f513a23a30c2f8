import Basics
import Identity

extension ChangeFinder {
  /// Who leaves with the younger of the two: its bloc, and whoever is closer to it than to the unit's first. The older one
  /// leaves where the younger is bound to the first by decisions.
  func leavers(of candidate: Candidate, _ members: ArraySlice<Int32>) -> [Int32] {
    let unit = unitOf(candidate.first)
    let founder = ground.partition.founder[unit]
    let younger = max(candidate.first, candidate.second)
    let isBound = constraints.bloc(of: younger).map { $0 == constraints.bloc(of: founder) } ?? false
    let leaving = isBound ? min(candidate.first, candidate.second) : younger
    let bloc = constraints.bloc(of: leaving)
    var leavers = bloc.flatMap { blocs[$0] } ?? [leaving]
    leavers.removeAll { $0 == founder || unitOf($0) != unit }
    // In larger units nobody is asked whom they would follow.
    if members.count <= UnitCosines.mostMembers {
      leavers += followers(of: leaving, in: unit, among: members, founder)
    }
    return leavers
  }

  /// The two units that `different` would make of the one that holds both, but for third ones.
  package func parts(of candidate: Candidate) -> (staying: [Int32], leaving: [Int32]) {
    let members = ground.partition.members(of: unitOf(candidate.second))
    let leaving = Set(leavers(of: candidate, members))
    return (members.filter { !leaving.contains($0) }, members.filter(leaving.contains))
  }

  /// Younger ones that are closer to who leaves than to the founder, and close enough.
  private func followers(of leaving: Int32, in unit: Int, among members: ArraySlice<Int32>, _ founder: Int32)
    -> [Int32]
  {
    let younger = members.filter { $0 > leaving && $0 != founder && constraints.bloc(of: $0) == nil }
    let near = zip(younger, cosines(leaving, with: younger, in: unit, members)).filter { $0.1 >= ground.tau }
    let others = cosines(founder, with: near.map(\.0), in: unit, members)
    return zip(near, others).filter { $0.1 > $1 }.map(\.0.0)
  }

  /// Of members of one unit, which may be known.
  private func cosines(
    _ member: Int32, with others: [Int32], in unit: Int, _ members: ArraySlice<Int32>
  ) -> [Cosine] {
    guard !others.isEmpty else { return [] }
    guard let known = ofUnits.members(of: unit, count: members.count),
      let own = members.firstIndex(of: member)
    else { return cosines.cosines(member, with: others[...]) }
    // Both ascend.
    var place = members.startIndex
    return others.map { other in
      while members[place] != other { place += 1 }
      return known(own - members.startIndex, place - members.startIndex)
    }
  }
}

extension ChangeFinder {
  /// The unit that those who leave would be one with: the closest older leader of their key that reaches tau takes them
  /// in; where there is none, they lead, and take in the closest younger one. A decision may bar either.
  func third(for leavers: [Int32], from unit: Int) -> Int? {
    guard let first = leavers.min() else { return nil }
    let founders = leaders.units(ofKeyOf: first).filter { $0 != unit }.map {
      ground.partition.founder[Int($0)]
    }
    let younger = founders.firstIndex { $0 > first } ?? founders.endIndex
    let best = closest(to: first, of: founders[..<younger]) ?? closest(to: first, of: founders[younger...])
    return best.map { Int(ground.partition.unitOf[Int($0)]) }
  }

  /// The first of those that are closest, where one is close enough.
  private func closest(to leaver: Int32, of founders: ArraySlice<Int32>) -> Int32? {
    guard !founders.isEmpty else { return nil }
    var best: (founder: Int32, cosine: Cosine)?
    for (founder, near) in zip(founders, cosines.cosines(leaver, with: founders))
    where near >= ground.tau && near > best?.cosine ?? .zero {
      if constraints.ruling(founder, leaver) != .different { best = (founder, near) }
    }
    return best?.founder
  }
}

/// The units of each key, the oldest first.
struct KeyLeaders: Sendable {
  private let keys: SharedColumn<Int32>
  /// The units of key `k` stand in `units[start[k]..<start[k + 1]]`.
  private let start: [Int32]
  private let units: [Int32]
  /// Of some keys only; nil where it is all.
  private let some: [Int32: [Int32]]?

  /// Of more units nobody is asked whether they would take in who leaves.
  private static let most = 64

  /// Complexity: O(operations + units).
  init(_ partition: Partition, keys: SharedColumn<Int32>) {
    self.keys = keys
    var start = [Int32](repeating: 0, count: Int(keys.max() ?? -1) + 2)
    for founder in partition.founder { start[Int(keys[Int(founder)]) + 1] += 1 }
    for key in start.indices.dropFirst() { start[key] += start[key - 1] }
    var next = start
    var units = [Int32](repeating: 0, count: partition.unitCount)
    for (unit, founder) in partition.founder.enumerated() {
      let key = Int(keys[Int(founder)])
      units[Int(next[key])] = Int32(unit)
      next[key] += 1
    }
    (self.start, self.units, some) = (start, units, nil)
  }

  /// Of these keys. Complexity: O(operations of the keys).
  init(_ partition: Partition, keys: SharedColumn<Int32>, of some: Set<Int32>, _ chains: KeyChains) {
    self.keys = keys
    (start, units) = ([], [])
    self.some = some.reduce(into: [:]) { all, key in
      all[key] = chains.members(of: key).compactMap { operation in
        let unit = partition.unitOf[Int(operation)]
        return partition.founder[Int(unit)] == operation ? unit : nil
      }
    }
  }

  func units(ofKeyOf operation: Int32) -> ArraySlice<Int32> {
    let key = Int(keys[Int(operation)])
    let own = some.map { ($0[Int32(key)] ?? [])[...] } ?? units[Int(start[key])..<Int(start[key + 1])]
    return (2...KeyLeaders.most).contains(own.count) ? own : []
  }
}
