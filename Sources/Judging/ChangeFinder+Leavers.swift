import Basics
import Identity

extension ChangeFinder {
  /// In larger units nobody is asked whom they would follow.
  private static let mostFollowers = 64

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
    if members.count <= ChangeFinder.mostFollowers {
      leavers += followers(of: leaving, among: members, founder)
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
  private func followers(of leaving: Int32, among members: ArraySlice<Int32>, _ founder: Int32) -> [Int32] {
    let younger = members.filter {
      $0 > leaving && $0 != founder && constraints.bloc(of: $0) == nil
    }
    let near = zip(younger, cosines.cosines(leaving, with: younger[...])).filter { $0.1 >= ground.tau }
    return zip(near, cosines.cosines(founder, with: near.map(\.0)[...])).filter { $0.1 > $1 }.map(\.0.0)
  }
}

extension ChangeFinder {
  /// The unit that those who leave would be one with: the closest older leader of their key that reaches tau takes them
  /// in; where there is none, they lead, and take in the closest younger one. A decision may bar either.
  func third(for leavers: [Int32], from unit: Int) -> Int? {
    guard let first = leavers.min() else { return nil }
    var best: (unit: Int, isOlder: Bool, cosine: Cosine)?
    for other in leaders.units(ofKeyOf: first).map(Int.init) where other != unit {
      let founder = ground.partition.founder[other]
      let (isOlder, near) = (founder < first, cosines.cosine(first, founder))
      if !isOlder, best?.isOlder == true { break }
      guard near >= ground.tau, near > best?.cosine ?? .zero,
        constraints.ruling(founder, first) != .different
      else { continue }
      best = (other, isOlder, near)
    }
    return best?.unit
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
