import Accumulation

/// A log, decisions and tau, as the oracle and the tests read them. Operations and the names in decisions are
/// plain numbers; a decision may name an operation that no proposal holds.
struct LeaderCase {
  struct Proposal {
    var operation: Int
    var type: OperationType
    var anchor: Int
    var vector: [Float]
  }

  struct Ruling: Equatable {
    var isSame: Bool
    var first: Int
    var second: Int
  }

  var proposals: [Proposal]
  var rulings: [Ruling]
  /// In ten-thousandths.
  var tau: Int
}

/// Leader identity as docs/method.md words it, proposal by proposal, everything computed afresh each time.
///
/// Two readings of its own: proposals with equal fingerprints are one operation; and a proposal that a ruling
/// brought into a unit, though it would have founded one, stands beside the unit's first proposal to be compared
/// with. Without a `same` among the rulings only first proposals are compared with.
struct LeaderOracle {
  struct Unit {
    var members: [Int]
    /// The first proposal, and those that would have been first in a unit of their own.
    var leaders: [Int]
  }

  struct Pair: Equatable {
    var kind: Candidate.Kind
    /// Proposals.
    var first: Int
    var second: Int
    var cosine: Int
  }

  let sample: LeaderCase
  private(set) var units: [Unit] = []
  private(set) var pairs: [Pair] = []

  static let window = 2000

  init(_ sample: LeaderCase) {
    self.sample = sample
    for proposal in sample.proposals.indices { place(proposal) }
  }

  /// The unit of each proposal.
  var unitOfProposal: [Int] {
    sample.proposals.indices.map { proposal in units.firstIndex { $0.members.contains(proposal) } ?? -1 }
  }

  private mutating func place(_ proposal: Int) {
    let operation = sample.proposals[proposal].operation
    if let unit = units.firstIndex(where: { operations(in: $0).contains(operation) }) {
      units[unit].members.append(proposal)
      return
    }
    let best = best(for: proposal)
    let kin = kin(of: operation)
    if let unit = units.firstIndex(where: { !operations(in: $0).isDisjoint(with: kin) }) {
      units[unit].members.append(proposal)
      if best == nil {
        listNear(proposal, except: units[unit])
        units[unit].leaders.append(proposal)
      }
    } else if let best {
      join(proposal, best)
    } else {
      found(proposal)
    }
  }

  private mutating func join(_ proposal: Int, _ leader: Int) {
    guard let unit = units.firstIndex(where: { $0.leaders.contains(leader) }) else { return }
    units[unit].members.append(proposal)
    let cosine = cosine(proposal, leader)
    if cosine < sample.tau + LeaderOracle.window {
      pairs.append(Pair(kind: .merged, first: leader, second: proposal, cosine: cosine))
    }
  }

  private mutating func found(_ proposal: Int) {
    listNear(proposal, except: nil)
    units.append(Unit(members: [proposal], leaders: [proposal]))
  }

  private mutating func listNear(_ proposal: Int, except own: Unit?) {
    for leader in leaders(comparableTo: proposal).sorted() where own?.leaders.contains(leader) != true {
      let cosine = cosine(proposal, leader)
      if cosine >= sample.tau - LeaderOracle.window {
        pairs.append(Pair(kind: .near, first: leader, second: proposal, cosine: cosine))
      }
    }
  }

  /// The leader of highest cosine, of the oldest unit on a tie, among those that tau and the rulings allow.
  private func best(for proposal: Int) -> Int? {
    let open = units.filter { !isForbidden($0, to: proposal) }.flatMap(\.leaders)
    let near = leaders(comparableTo: proposal).filter {
      open.contains($0) && cosine(proposal, $0) >= sample.tau
    }
    guard let highest = near.map({ cosine(proposal, $0) }).max() else { return nil }
    let equals = near.filter { cosine(proposal, $0) == highest }
    return units.lazy.compactMap { unit in unit.leaders.first(where: equals.contains) }.first
  }

  private func leaders(comparableTo proposal: Int) -> [Int] {
    let own = sample.proposals[proposal]
    return units.flatMap(\.leaders).filter {
      sample.proposals[$0].type == own.type && sample.proposals[$0].anchor == own.anchor
    }
  }

  /// Whether some member, or one ruled the same as it, is ruled different from the proposal or its kin.
  private func isForbidden(_ unit: Unit, to proposal: Int) -> Bool {
    let kin = kin(of: sample.proposals[proposal].operation)
    let inside = operations(in: unit).reduce(into: Set<Int>()) { $0.formUnion(self.kin(of: $1)) }
    return sample.rulings.contains { ruling in
      !ruling.isSame
        && (kin.contains(ruling.first) && inside.contains(ruling.second)
          || kin.contains(ruling.second) && inside.contains(ruling.first))
    }
  }

  private func operations(in unit: Unit) -> Set<Int> {
    Set(unit.members.map { sample.proposals[$0].operation })
  }

  /// The operations that a chain of `same` joins to this one, and itself.
  private func kin(of operation: Int) -> Set<Int> {
    var kin: Set = [operation]
    while true {
      let more = sample.rulings.filter { $0.isSame && kin.contains($0.first) != kin.contains($0.second) }
      if more.isEmpty { return kin }
      for ruling in more { kin.formUnion([ruling.first, ruling.second]) }
    }
  }

  /// In ten-thousandths.
  private func cosine(_ first: Int, _ second: Int) -> Int {
    var sum = 0.0
    for (a, b) in zip(sample.proposals[first].vector, sample.proposals[second].vector) {
      sum += Double(a) * Double(b)
    }
    return Int((sum * 10_000).rounded())
  }
}
