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

  /// Where the members of a unit begin.
  func memberStart(_ unit: Int) -> Int { unit == 0 ? 0 : Int(memberEnd[unit - 1]) }

  /// The partition in which the units that are made have these members; all others stay as they are. Operations beyond
  /// those of this partition are members of units that are made. Complexity: O(operations), mostly of copying.
  func passing(
    _ passage: UnitPassage, made: [[Int32]], operationCount: Int, candidates: [Candidate]
  ) -> Partition {
    var members: [Int32] = []
    members.reserveCapacity(operationCount)
    var ends: [Int32] = []
    ends.reserveCapacity(passage.newCount)
    var next = 0
    for run in passage.runs {
      if !run.kept.isEmpty {
        let start = memberStart(run.kept.lowerBound)
        let offset = Int32(members.count - start)
        members += self.members[start..<Int(memberEnd[run.kept.upperBound - 1])]
        for end in memberEnd[run.kept] { ends.append(end + offset) }
      }
      for _ in run.made {
        members += made[next]
        ends.append(Int32(truncatingIfNeeded: members.count))
        next += 1
      }
    }
    return Partition(
      unitOf: unitOf(passage, made, operationCount),
      founder: passage.column(founder, made.map { $0[0] }), members: members, memberEnd: ends,
      candidates: candidates, candidateWindow: candidateWindow)
  }

  private func unitOf(_ passage: UnitPassage, _ made: [[Int32]], _ operationCount: Int) -> [Int32] {
    let numbers = passage.numbers
    var unitOf: [Int32] = []
    unitOf.reserveCapacity(operationCount)
    for unit in self.unitOf { unitOf.append(numbers[Int(unit)]) }
    unitOf += repeatElement(-1, count: operationCount - unitOf.count)
    for (unit, members) in zip(passage.made, made) {
      for member in members { unitOf[Int(member)] = unit }
    }
    return unitOf
  }

  private init(
    unitOf: [Int32], founder: [Int32], members: [Int32], memberEnd: [Int32], candidates: [Candidate],
    candidateWindow: Cosine
  ) {
    (self.unitOf, self.founder) = (unitOf, founder)
    (self.members, self.memberEnd) = (members, memberEnd)
    (self.candidates, self.candidateWindow) = (candidates, candidateWindow)
    checkInvariants()
  }
}
