import Basics
import Identity
import Scoring

/// The units of one partition with what each says by itself: its findings, and whether it may be two. Moving on to another
/// partition looks only at units whose members are others, which between neighbouring taus are few.
package struct SweptUnits: Sendable {
  package private(set) var partition: Partition
  private let ground: SweepGround
  private var findings: FindingColumns
  private var isSuspect: [Bool]

  package init(_ partition: Partition, _ ground: SweepGround, workers: Workers = .one, pulse: Pulse = .silent)
    throws
  {
    self.init(none: ground)
    try move(to: partition, workers: workers, pulse: pulse)
  }

  private init(none ground: SweepGround) {
    partition = Partition(unitOf: [], founder: [], candidates: [])
    (self.ground, findings, isSuspect) = (ground, FindingColumns(), [])
  }

  /// Complexity: O(operations), and O(observations · stakes + observations · deals) of the units that are new.
  package mutating func move(to next: Partition, workers: Workers = .one, pulse: Pulse = .silent) throws {
    let passage = UnitPassage(from: partition, to: next)
    let looks = try looks(at: passage.made.map { Int($0) }, of: next, workers, pulse)
    findings = findings.passing(passage, made: FindingColumns(looks.map(\.findings)))
    isSuspect = passage.column(isSuspect, looks.map(\.isSuspect))
    partition = next
  }

  /// Between two beats, about this many operations are looked at.
  private static let operationsOfPiece = 4_096

  private func looks(at units: [Int], of next: Partition, _ workers: Workers, _ pulse: Pulse) throws
    -> [SweptLook]
  {
    var looks: [SweptLook] = []
    looks.reserveCapacity(units.count)
    while looks.count < units.count {
      try pulse.beat("judging", looks.count, units.count)
      var (end, operations) = (looks.count, 0)
      while end < units.count, operations < SweptUnits.operationsOfPiece {
        operations += next.members(of: units[end]).count
        end += 1
      }
      let piece = units[looks.count..<end]
      let parts = workers.map { [ground] part in
        var looking = SweepGround.Looking(ground)
        return workers.share(part, of: piece.count).map {
          looking.look(at: piece[piece.startIndex + $0], of: next)
        }
      }
      for part in parts { looks += part }
    }
    return looks
  }
}

extension SweptUnits {
  package var suspectCount: Int { isSuspect.count { $0 } }

  /// The verdict on each operation's unit, all units weighed together.
  package var verdictOfOperation: [Verdict] {
    let verdicts = findings.verdicts(ground.terms)
    return partition.unitOf.map { verdicts[Int($0)] }
  }
}

/// What stays as it is whatever tau is.
package struct SweepGround: Sendable {
  fileprivate let deltas: OperationDeltas
  fileprivate let suspects: SuspectFinder
  fileprivate let constraints: Constraints
  fileprivate let terms: VerdictTerms
  private let budgets: StakeBudgets

  package init(
    deltas: OperationDeltas, suspects: SuspectFinder, constraints: Constraints, terms: VerdictTerms
  ) {
    (self.deltas, self.suspects, self.constraints, self.terms) = (deltas, suspects, constraints, terms)
    // No unit has more observations than there are batches.
    budgets = StakeBudgets(count: terms.batchCount)
  }
}

private struct SweptLook: Sendable {
  let findings: UnitFindings
  let isSuspect: Bool
}

extension SweepGround {
  /// Looks at one unit after another, in buffers that are used again.
  fileprivate struct Looking {
    private let ground: SweepGround
    private var examiner: UnitExaminer
    private var unit = UnitInThought()
    private let pairs: PairCosines

    init(_ ground: SweepGround) {
      self.ground = ground
      pairs = ground.suspects.pairs
      examiner = UnitExaminer(ground.terms, budgets: ground.budgets)
    }

    mutating func look(at number: Int, of partition: Partition) -> SweptLook {
      unit.gather(partition.members(of: number), ground.deltas)
      return SweptLook(
        findings: examiner.findings(unit.batch[...], unit.delta[...]),
        // What was ruled on already is no longer in doubt.
        isSuspect: ground.suspects.isSuspect(number, in: partition, under: ground.constraints, pairs))
    }
  }
}
