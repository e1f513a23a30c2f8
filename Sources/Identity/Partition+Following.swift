import Basics

extension Partition {
  /// From the founder of each operation's unit.
  init(founderOf: [Int32], candidates: [Candidate], candidateWindow: Cosine) {
    var founders: [Int32] = []
    var unitOf = founderOf
    for (operation, founder) in founderOf.enumerated() {
      if founder == operation {
        unitOf[operation] = Int32(truncatingIfNeeded: founders.count)
        founders.append(founder)
      } else {
        // The founder came first, and has its number.
        unitOf[operation] = unitOf[Int(founder)]
      }
    }
    self.init(
      unitOf: unitOf, founder: founders, candidates: candidates, candidateWindow: candidateWindow)
  }

  /// The partition in which the units that are made have these members; all others stay as they are. Operations beyond
  /// those of this partition are members of units that are made.
  /// Complexity: O(members of these units) where units only grow and come last; else O(operations), mostly of copying.
  func passing(
    _ passage: UnitPassage, made: [[Int32]], operationCount: Int, candidates: SharedColumn<Candidate>,
    hasOlderCandidates: Bool
  ) -> Partition {
    let isLonger = passage.isAppending
    return Partition(
      unitOf: isLonger
        ? grown(passage, made, operationCount) : SharedColumn(unitOf(passage, made, operationCount)).shared,
      founder: isLonger
        ? founders(passage, made) : SharedColumn(passage.column(founder.array, made.map { $0[0] })).shared,
      rows: isLonger
        ? rows.with(made, of: passage.made, unitCount: passage.newCount)
        : MemberRows(rows.flat.passing(passage, made, operationCount)),
      candidates: candidates, candidateWindow: candidateWindow,
      link: Link(older: mark, passage: passage, hasOlderCandidates: hasOlderCandidates))
  }

  private func grown(_ passage: UnitPassage, _ made: [[Int32]], _ operationCount: Int) -> SharedColumn<Int32>
  {
    var unitOf = unitOf
    while unitOf.count < operationCount { unitOf.append(-1) }
    for (unit, members) in zip(passage.made, made) {
      for member in members where unitOf[Int(member)] != unit { unitOf[Int(member)] = unit }
    }
    return unitOf
  }

  /// A unit may keep its number and be another one: what founded it has left, and what it founds now appears as early.
  private func founders(_ passage: UnitPassage, _ made: [[Int32]]) -> SharedColumn<Int32> {
    var founders = founder
    for (unit, members) in zip(passage.made, made) {
      if unit >= founders.count {
        founders.append(members[0])
      } else if founders[Int(unit)] != members[0] {
        founders[Int(unit)] = members[0]
      }
    }
    return founders
  }

  private func unitOf(_ passage: UnitPassage, _ made: [[Int32]], _ operationCount: Int) -> [Int32] {
    let numbers = passage.numbers
    var unitOf: [Int32] = []
    unitOf.reserveCapacity(operationCount)
    for unit in self.unitOf.array { unitOf.append(numbers[Int(unit)]) }
    unitOf += repeatElement(-1, count: operationCount - unitOf.count)
    for (unit, members) in zip(passage.made, made) {
      for member in members { unitOf[Int(member)] = unit }
    }
    return unitOf
  }
}

extension MemberRows.Flat {
  fileprivate func passing(_ passage: UnitPassage, _ made: [[Int32]], _ operationCount: Int)
    -> MemberRows.Flat
  {
    var next = MemberRows.Flat()
    next.members.reserveCapacity(operationCount)
    next.end.reserveCapacity(passage.newCount)
    var place = 0
    for run in passage.runs {
      if !run.kept.isEmpty {
        let start = range(of: run.kept.lowerBound).lowerBound
        let offset = Int32(next.members.count - start)
        next.members += members[start..<Int(end[run.kept.upperBound - 1])]
        for end in end[run.kept] { next.end.append(end + offset) }
      }
      for _ in run.made {
        next.members += made[place]
        next.end.append(Int32(truncatingIfNeeded: next.members.count))
        place += 1
      }
    }
    return next
  }
}
