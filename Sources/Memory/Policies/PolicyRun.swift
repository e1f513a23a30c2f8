import Basics
import Identity
import Scoring

/// One policy over a log, batch by batch: what it made of memory, and what that is truly worth.
///
/// Within a batch, edits that a policy takes back go first; then it applies in its own order, where of two units that
/// modify the same item the first wins. Complexity of a step: that of the policy, O(edits · bank), and O(applied ·
/// bank) where it takes something back.
public struct PolicyRun: Sendable {
  public let kind: PolicyKind
  let field: PolicyField
  private var policy: any Policy
  private(set) var ledger: Ledger
  /// How many batches are done.
  public private(set) var step = 0
  /// Units that were ever applied.
  public private(set) var applied: Set<Int32> = []
  /// What memory is truly worth after each batch: the effects of the units that stand in it, added up.
  public private(set) var gains: [Double] = []
  /// What memory is taken back to.
  private var kept: Ledger
  private var asked = (scored: 0, all: 0)

  public init(_ kind: PolicyKind, on field: PolicyField) {
    self.kind = kind
    self.field = field
    policy = kind.policy(on: field)
    ledger = Ledger(field.material.arrivals[0] ?? [])
    ledger.looksAtPlaces = kind == .paper
    kept = ledger
  }

  public var bank: Bank { ledger.bank }
  /// Units whose words stand in memory, by ascending number.
  public var standing: [Int32] { ledger.standing }

  /// The share of (unit, batch) pairs that the policy wanted to know and the log scores.
  public var coverage: Double? { asked.all > 0 ? Double(asked.scored) / Double(asked.all) : nil }

  public mutating func runToEnd(pulse: Pulse = .silent) throws {
    while step < field.material.batchCount {
      try pulse.beat(kind.rawValue, step, field.material.batchCount)
      advance()
    }
  }

  public mutating func advance() {
    guard step < field.material.batchCount else { return }
    step += 1
    let moves = decision()
    make(moves)
    ledger.arrive(field.material.arrivals[Int32(truncatingIfNeeded: step)] ?? [])
    settle(moves.settled)
    gains.append(ledger.standing.reduce(0) { $0 + (field.truth.effect[Int($1)] ?? 0) })
  }

  private mutating func decision() -> PolicyMoves {
    let sight = self.sight()
    let moves = policy.decide(sight)
    asked.all += moves.asked.count
    asked.scored += moves.asked.count { sight.delta(of: $0) != nil }
    return moves
  }

  private mutating func make(_ moves: PolicyMoves) {
    ledger.withdraw(moves.withdraw)
    var modified: Set<ByteText> = []
    for unit in moves.apply {
      guard let edit = field.material.edits[Int(unit)] else { continue }
      let items = edit.modifiedItems.map(ByteText.init)
      guard modified.isDisjoint(with: items) else { continue }
      modified.formUnion(items)
      if ledger.apply(edit, of: unit) { applied.insert(unit) }
    }
  }

  private mutating func settle(_ settled: Replay.Settled) {
    switch settled {
    case .nothing: break
    case .kept: kept = ledger
    case .restored:
      ledger = kept
      for earlier in 0...step {
        ledger.arrive(field.material.arrivals[Int32(truncatingIfNeeded: earlier)] ?? [])
      }
    }
  }

  private func sight() -> PolicySight {
    let material = field.material
    var seen: Set<Int32> = []
    let proposed = material.proposals.positions(of: step - 1)
      .map { material.unitOfProposal[Int($0)] }.filter { seen.insert($0).inserted }
    let scores = material.observed.positions(of: step - 1).map {
      PolicySight.Score(
        unit: material.unitOfObservation[Int($0)], delta: material.observations.delta[Int($0)])
    }
    let budget = field.rules.budget(step: step, of: material.plannedCount, bank: ledger.bank.count)
    return PolicySight(
      step: step, budget: budget, proposed: proposed, scores: scores, ledger: ledger, edits: material.edits)
  }
}
