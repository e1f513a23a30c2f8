import Accumulation

/// What became of the pairs that an audit drew, and what that says of merging.
struct AuditStanding {
  struct Stratum {
    let share: AuditShare
    var judged: [JudgedPair] = []
    var unsure = 0
    var open = 0

    var same: Int { judged.count { $0.isSame } }

    func answers(under partition: Partition) -> [AuditAnswer] {
      judged.map { pair in
        let size = pair.isMerged(in: partition) ? partition.members(of: pair.unit(in: partition)).count : nil
        return AuditAnswer(isSame: pair.isSame, unitSize: size)
      }
    }
  }

  let analysis: Analysis
  private(set) var strata: [Stratum]
  /// Answers that came with imported decisions; nobody knows which pairs were drawn beside them.
  let isImported: Bool
  /// What the answers were about to decide is left out of it.
  let partition: Partition

  init(_ analysis: Analysis) throws {
    self.analysis = analysis
    partition = try analysis.withoutAudits().partition()
    if let audit = analysis.study.currentAudit {
      isImported = false
      strata = audit.strata.map { Stratum(share: $0) }
      try take(audit.pairs)
    } else {
      guard analysis.study.hasImportedAudit else { throw StatementFault.noAudit }
      isImported = true
      strata = []
      try takeDecisions()
    }
    guard !strata.isEmpty else { throw StatementFault.noAudit }
  }

  var unsure: Int { strata.reduce(0) { $0 + $1.unsure } }
  var open: Int { strata.reduce(0) { $0 + $1.open } }
  var judged: Int { strata.reduce(0) { $0 + $1.judged.count } }

  /// Answers are rulings on the pair, or what other rulings say of it.
  private mutating func take(_ pairs: [Audit.Pair]) throws {
    let (operations, constraints) = (try analysis.operations(), try analysis.constraints())
    let doubts = analysis.study.doubts.pairs(in: operations)
    for pair in pairs {
      guard let (first, second) = pair.operations(in: operations) else {
        strata[pair.stratum].open += 1
        continue
      }
      if let ruling = constraints.ruling(first, second) {
        strata[pair.stratum].judged.append(JudgedPair(first, second, isSame: ruling == .same))
      } else if doubts.contains(OperationPair(first, second)) {
        strata[pair.stratum].unsure += 1
      } else {
        strata[pair.stratum].open += 1
      }
    }
  }

  private mutating func takeDecisions() throws {
    let operations = try analysis.operations()
    for decision in analysis.study.decisions.all {
      let pair = Audit.Pair(first: decision.first, second: decision.second, stratum: 0)
      guard let share = decision.audit, let (first, second) = pair.operations(in: operations) else {
        continue
      }
      let place = strata.firstIndex { $0.share == share } ?? strata.count
      if place == strata.count { strata.append(Stratum(share: share)) }
      strata[place].judged.append(JudgedPair(first, second, isSame: decision.ruling == .same))
    }
  }

  func estimate(seed: UInt64) throws -> AuditEstimate {
    try AuditEstimate(
      strata.map { AuditedStratum($0.share, $0.answers(under: partition)) },
      operations: partition.unitOf.count,
      units: partition.unitCount, seed: seed, pulse: analysis.pulse)
  }
}

/// Two operations that somebody ruled on.
struct JudgedPair {
  let first: Int32
  let second: Int32
  let isSame: Bool

  init(_ first: Int32, _ second: Int32, isSame: Bool) {
    (self.first, self.second, self.isSame) = (first, second, isSame)
  }

  func isMerged(in partition: Partition) -> Bool {
    partition.unitOf[Int(first)] == partition.unitOf[Int(second)]
  }

  func unit(in partition: Partition) -> Int { Int(partition.unitOf[Int(first)]) }
}

extension Audit.Pair {
  /// Nil where a log does not hold both.
  func operations(in operations: Operations) -> (Int32, Int32)? {
    let (first, second) = (operations.matches(first), operations.matches(second))
    guard first.count == 1, second.count == 1, first != second else { return nil }
    return (Int32(first[0]), Int32(second[0]))
  }
}
