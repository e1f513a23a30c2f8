import Basics

extension PlacedUnits {
  /// What has to be placed under other constraints, and of operations that begin with those of this; nil where only
  /// placing everything can tell: where there are so many candidates that their window has narrowed.
  /// Complexity: O(operations named + operations to be placed).
  package func scope(of constraints: Constraints, _ operations: Operations) -> PlacingScope? {
    guard operations.lineage.continues(self.operations.lineage), partition.candidateWindow == Candidate.window
    else {
      return nil
    }
    let count = self.operations.count
    let changed = constraints.differences(from: self.constraints, below: count)
    let keys = Set(changed.map { operations.key[Int($0)] })
    let closed = PlacedUnits.closed(
      keys,
      [
        KeyComponents(self.constraints, keys: operations.key),
        KeyComponents(constraints, keys: operations.key),
      ])
    let chains = chains.appending(operations)
    var placed = closed.flatMap { chains.members(of: $0) }
    placed += (Int32(count)..<Int32(operations.count)).filter { !closed.contains(operations.key[Int($0)]) }
    return PlacingScope(keys: closed, operations: placed.sorted())
  }

  /// With all that one of these places together with them.
  package static func closed(_ keys: Set<Int32>, _ components: [KeyComponents]) -> Set<Int32> {
    var (all, before) = (keys, -1)
    while all.count > before {
      before = all.count
      for component in components { all = component.closed(all) }
    }
    return all
  }

  /// Places the operations of the scope. In the index lead, to begin with, those who led in keys outside the scope.
  /// Nil where there are too many candidates now. Complexity: that of the index for the operations placed and O(log candidates)
  /// for each; where operations that stand are placed anew, also copying of O(operations).
  package func following<Index: LeaderIndex>(
    _ constraints: Constraints, _ operations: Operations, scope: PlacingScope, index: inout Index,
    pulse: Pulse = .silent
  ) throws -> PlacedUnits? {
    var founderOf = self.founderOf
    while founderOf.count < operations.count { founderOf.append(-1) }
    var placing = Placing(
      founderOf: founderOf, constraints: constraints, tau: tau, index: index,
      candidates: CandidateList(tau: tau, limit: candidateLimit))
    if operations.count > self.operations.count { settleBlocs(outside: scope, of: constraints, in: &placing) }
    for operation in scope.operations { try placing.place(operation, pulse) }
    index = placing.index
    let candidates = splicing(placing.candidates.all, scope)
    guard placing.candidates.window == Candidate.window, candidates.count < candidateLimit else { return nil }
    return PlacedUnits(
      operations: operations, constraints: constraints, tau: tau,
      partition: moved(placing.founderOf, scope, operations.count, candidates),
      founderOf: placing.founderOf,
      followers: (followers.filter { !scope.keys.contains(operations.key[Int($0)]) } + placing.followers)
        .sorted(),
      chains: chains.appending(operations), candidateLimit: candidateLimit)
  }

  /// Blocs whose members stand already: who is appended may follow them.
  private func settleBlocs<Index: LeaderIndex>(
    outside scope: PlacingScope, of constraints: Constraints, in placing: inout Placing<Index>
  ) {
    for (operation, bloc) in constraints.blocs where operation < operations.count {
      guard !scope.keys.contains(operations.key[Int(operation)]) else { continue }
      placing.settle(bloc, in: founderOf[Int(operation)])
    }
  }

  /// Candidates stand by their younger operation.
  private func splicing(_ placed: [Candidate], _ scope: PlacingScope) -> SharedColumn<Candidate> {
    if hasOnlyNew(scope) {
      var all = partition.candidates
      all.append(contentsOf: placed)
      return all
    }
    var rest = partition.candidates.array[...]
    var all: [Candidate] = []
    all.reserveCapacity(rest.count + placed.count)
    var next = 0
    for operation in scope.operations {
      let end = rest.partitioningIndex { $0.second >= operation }
      all += rest[..<end]
      rest = rest[end...].drop { $0.second == operation }
      while next < placed.count, placed[next].second == operation {
        all.append(placed[next])
        next += 1
      }
    }
    return SharedColumn(all + rest).shared
  }

  private func hasOnlyNew(_ scope: PlacingScope) -> Bool {
    scope.operations.first.map { $0 >= operations.count } ?? true
  }

  private func moved(
    _ founderOf: SharedColumn<Int32>, _ scope: PlacingScope, _ count: Int,
    _ candidates: SharedColumn<Candidate>
  ) -> Partition {
    let change = FounderChange(from: self.founderOf, to: founderOf, in: scope.operations)
    let dropped = change.old.map { partition.unitOf[Int($0)] }
    let made = change.numbers(partition, dropped)
    return partition.passing(
      UnitPassage(
        oldCount: partition.unitCount, newCount: partition.unitCount - dropped.count + made.count,
        dropped: dropped, made: made),
      made: members(of: change.new, founderOf, scope), operationCount: count, candidates: candidates,
      hasOlderCandidates: hasOnlyNew(scope))
  }

  /// Of the units that are made: members that were not placed again stay.
  private func members(of founders: [Int32], _ founderOf: SharedColumn<Int32>, _ scope: PlacingScope)
    -> [[Int32]]
  {
    var members: [Int32: [Int32]] = [:]
    for founder in founders {
      let isKept = founder < operations.count && !scope.keys.contains(operations.key[Int(founder)])
      members[founder] = isKept ? Array(partition.members(of: Int(partition.unitOf[Int(founder)]))) : []
    }
    for operation in scope.operations { members[founderOf[Int(operation)]]?.append(operation) }
    return founders.map { members[$0] ?? [] }
  }
}

/// Whose units are others after placing: by their founders, ascending.
private struct FounderChange {
  let old: [Int32]
  let new: [Int32]

  init(from before: SharedColumn<Int32>, to after: SharedColumn<Int32>, in placed: [Int32]) {
    var (old, new) = (Set<Int32>(), Set<Int32>())
    for operation in placed {
      let now = after[Int(operation)]
      let was = Int(operation) < before.count ? before[Int(operation)] : -1
      guard now != was else { continue }
      new.insert(now)
      if Int(now) < before.count, before[Int(now)] == now { old.insert(now) }
      guard was >= 0 else { continue }
      old.insert(was)
      if after[Int(was)] == was { new.insert(was) }
    }
    (self.old, self.new) = (old.sorted(), new.sorted())
  }

  /// The numbers that the new units get: their founders' ranks.
  func numbers(_ partition: Partition, _ dropped: [Int32]) -> [Int32] {
    new.enumerated().map { place, founder in
      let older = partition.founder.partitioningIndex { $0 >= founder }
      let gone = dropped.partitioningIndex { $0 >= older }
      return Int32(truncatingIfNeeded: older - gone + place)
    }
  }
}
