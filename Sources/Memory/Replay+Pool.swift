import Basics

/// Who is in the pool: steps 1, 2, 3 and 5.
extension Replay {
  /// (1) Proposals of the batch join their unit, or bring it into the pool.
  mutating func enter() {
    for proposal in material.proposals.positions(of: step - 1) {
      let unit = material.unitOfProposal[Int(proposal)]
      if let host = host(of: unit) {
        note(.joined, host, proposal: proposal)
        continue
      }
      let returns = wasInPool[Int(unit)] && !rules.departures.contains(.forgets)
      note(returns ? .returned : .founded, unit, proposal: proposal)
      isInPool[Int(unit)] = true
      wasInPool[Int(unit)] = true
      pool.append(PoolMember(unit: unit, entered: Int32(truncatingIfNeeded: step)))
    }
  }

  /// The member of the pool that a proposal of the unit joins; nil where it enters by itself.
  private mutating func host(of unit: Int32) -> Int32? {
    guard rules.departures.contains(.forgets) else { return isInPool[Int(unit)] ? unit : nil }
    let host = material.identity.host(of: unit, in: pool)
    hosts[unit] = host ?? unit
    return host
  }

  /// (2) Who has no place in memory leaves, then who is under the floor, then who is beyond capacity.
  mutating func prune() {
    if !material.holds.isEmpty { evict { $0.hold($1) == .forbidden ? .forbidden : nil } }
    evict { $0.reasonWithoutPlace($1.unit) }
    evict { replay, member in
      guard replay.hold(member) != .pinned, let mhat = replay.mhat(of: member.unit), mhat < replay.rules.floor
      else { return nil }
      return .underFloor
    }
    guard pool.count > rules.capacity else { return }
    let pinned = pool.filter { hold($0) == .pinned }.map(\.unit)
    let others = pool.filter { hold($0) != .pinned }.map(\.unit).sorted(by: isBetter)
    let kept = Set(pinned + others.prefix(max(0, rules.capacity - pinned.count)))
    evict { kept.contains($1.unit) ? nil : .overCapacity }
  }

  /// (3) Everything that the log scores in this batch, in the pool or not; events tell of the pool only.
  mutating func observe() {
    if rules.departures.contains(.forgets) { return observeMembers() }
    for index in material.observed.positions(of: step - 1) {
      let unit = material.unitOfObservation[Int(index)]
      newest[Int(unit)] = index
      // Where few of the units scored are in the pool, events of all would be most of a replay's time and memory.
      if isInPool[Int(unit)] { note(.observed, unit) }
    }
    for member in pool where !isScored(member.unit) { note(.unscored, member.unit) }
  }

  /// (5) One more step for whoever was not selected, and out after too many.
  mutating func age(except selected: Set<Int32>) {
    let goesOn = rules.departures.contains(.ages)
    for index in pool.indices {
      pool[index].age = selected.contains(pool[index].unit) && !goesOn ? 0 : pool[index].age + 1
    }
    evict {
      let isKept = goesOn && selected.contains($1.unit) || $0.hold($1) == .pinned
      return Int($1.age) >= $0.rules.maxAge && !isKept ? .unselected : nil
    }
  }

  private func hold(_ member: PoolMember) -> Hold? {
    material.holds.isEmpty ? nil : material.holds[member.unit]
  }

  /// Higher `m̂` first, where none counts as 0; on a tie the older unit.
  public func isBetter(_ left: Int32, _ right: Int32) -> Bool {
    let (a, b) = (mhat(of: left) ?? 0, mhat(of: right) ?? 0)
    return a != b ? a > b : left < right
  }

  private func reasonWithoutPlace(_ unit: Int32) -> PoolEvent.Eviction? {
    guard let edit = material.edits[Int(unit)] else { return nil }
    if let item = edit.anchorItem, !bank.holds(item) {
      return bank.hasHeld(item) ? .anchorGone : .anchorAbsent
    }
    if !rules.departures.contains(.places), let item = edit.newItem, bank.hasHeld(item), !bank.holds(item) {
      return .itemGone
    }
    return nil
  }

  private mutating func evict(_ reason: (Replay, PoolMember) -> PoolEvent.Eviction?) {
    var kept: [PoolMember] = []
    for member in pool {
      guard let reason = reason(self, member) else {
        kept.append(member)
        continue
      }
      isInPool[Int(member.unit)] = false
      note(.evicted(reason), member.unit)
      forget(member.unit)
    }
    pool = kept
  }
}
