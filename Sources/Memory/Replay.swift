import Basics
import Scoring
import TraceLogs

/// The pool and the memory of the method (DESIGN 6), run over a log batch by batch. A value: a copy of it goes its
/// own way from there.
///
/// In each step: proposals enter the pool; those without a place, under the floor or beyond capacity leave; what the
/// log scores is observed; the best `k_t` are applied; who was not selected for too long leaves.
/// Complexity of a step: O(proposals + observations of the batch + pool · log pool + edits · bank).
public struct Replay: Sendable {
  public let material: ReplayMaterial
  public let rules: PoolRules
  /// How many batches are done.
  public private(set) var step = 0
  public internal(set) var bank: Bank
  /// Who is in the pool, in the order of entering.
  public internal(set) var pool: [PoolMember] = []
  public internal(set) var events: [PoolEvent] = []
  public private(set) var summaries: [StepSummary] = []
  /// Per unit: its newest observation so far, or -1.
  var newest: [Int32]
  var isInPool: [Bool]
  var wasInPool: [Bool]
  /// Which member of the pool a unit's proposals merged into, and what members gathered, where who leaves loses it.
  var hosts: [Int32: Int32] = [:]
  var held: [Int32: HeldEvidence] = [:]
  /// The best eval so far, the bank that it kept, and how many have failed to reach it since.
  var best: Double?
  var snapshot = Bank()
  var spent = 0
  /// Whether patience is at an end, and what the last step's eval did.
  public internal(set) var isStopped = false
  public internal(set) var settled = Settled.nothing

  public init(_ material: ReplayMaterial, rules: PoolRules) {
    self.material = material
    self.rules = rules
    bank = Bank(material.arrivals[0] ?? [])
    newest = Array(repeating: -1, count: material.unitCount)
    isInPool = Array(repeating: false, count: material.unitCount)
    wasInPool = isInPool
    snapshot = bank
    if rules.departures.contains(.rollsBack) { settleEvals() }
  }

  public var isAtEnd: Bool { step >= material.batchCount }

  /// Goes on until `goal` batches are done, or to the end of the log.
  public mutating func run(to goal: Int, pulse: Pulse = .silent) throws {
    let goal = min(goal, material.batchCount)
    while step < goal {
      try pulse.beat("replaying", step, goal)
      advance()
    }
  }

  /// One batch forward; nothing at the end of the log.
  public mutating func advance() {
    guard !isAtEnd else { return }
    let start = events.count
    (step, settled) = (step + 1, .nothing)
    guard !isStopped else {
      summaries.append(
        StepSummary(events[start...], budget: 0, pool: pool.count, bank: bank.count, pairs: (0, 0)))
      return
    }
    enter()
    prune()
    observe()
    let budget = rules.budget(step: step, of: material.plannedCount, bank: bank.count)
    let pairs = scoredPairs()
    age(except: applyBest(budget))
    arrive(Int32(truncatingIfNeeded: step))
    if rules.departures.contains(.rollsBack) { settleEvals() }
    summaries.append(
      StepSummary(events[start...], budget: budget, pool: pool.count, bank: bank.count, pairs: pairs))
  }

  mutating func arrive(_ step: Int32) {
    for item in material.arrivals[step] ?? [] { bank.arrive(item.id, item.content) }
  }

  public func mhat(of unit: Int32) -> Double? {
    if rules.departures.contains(.forgets) { return held[unit]?.estimate }
    let index = newest[Int(unit)]
    return index < 0 ? nil : material.estimates[Int(index)]
  }

  /// How many observations a unit has so far.
  public func observationCount(of unit: Int32) -> Int {
    if rules.departures.contains(.forgets) { return held[unit]?.count ?? 0 }
    let index = newest[Int(unit)]
    return index < 0 ? 0 : Int(index) - material.observations.range(of: Int(unit)).lowerBound + 1
  }

  /// Whether the log scores the unit in the current batch.
  public func isScored(_ unit: Int32) -> Bool {
    if rules.departures.contains(.forgets) { return held[unit]?.newest == step }
    let index = newest[Int(unit)]
    return index >= 0 && Int(material.observations.batch[Int(index)]) == step - 1
  }

  private func scoredPairs() -> (scored: Int, all: Int) {
    (pool.reduce(0) { $0 + (isScored($1.unit) ? 1 : 0) }, pool.count)
  }

  mutating func note(_ kind: PoolEvent.Kind, _ unit: Int32, proposal: Int32 = -1) {
    events.append(
      PoolEvent(
        step: Int32(truncatingIfNeeded: step), unit: unit, proposal: proposal, kind: kind,
        mhat: mhat(of: unit)))
  }
}

/// A unit in the pool.
public struct PoolMember: Sendable, Equatable {
  public let unit: Int32
  /// The step in which it entered, the last time it did.
  public let entered: Int32
  /// How many steps in a row it was not selected.
  public internal(set) var age: Int32 = 0
}

/// One step in figures.
public struct StepSummary: Sendable, Equatable {
  /// `k_t`.
  public let budget: Int
  public let entered: Int
  public let applied: Int
  public let skipped: Int
  public let evicted: Int
  /// The pool and the bank when the step was done.
  public let pool: Int
  public let bank: Int
  /// Units that were in the pool when the batch was scored, and those of them that the log scores.
  public let scored: Int
  public let scorable: Int

  public var unscored: Int { scorable - scored }

  init(_ events: ArraySlice<PoolEvent>, budget: Int, pool: Int, bank: Int, pairs: (scored: Int, all: Int)) {
    var counts = (entered: 0, applied: 0, skipped: 0, evicted: 0)
    for event in events {
      switch event.kind {
      case .founded, .returned: counts.entered += 1
      case .applied: counts.applied += 1
      case .skipped: counts.skipped += 1
      case .evicted: counts.evicted += 1
      case .joined, .observed, .unscored: break
      }
    }
    (entered, applied, skipped, evicted) = counts
    self.budget = budget
    self.pool = pool
    self.bank = bank
    (scored, scorable) = pairs
  }
}

extension Replay {
  /// The share of (unit in the pool, batch) pairs that the log scores; nil where there were none.
  public var coverage: Double? {
    let (scored, all) = summaries.reduce((0, 0)) { ($0.0 + $1.scored, $0.1 + $1.scorable) }
    return all > 0 ? Double(scored) / Double(all) : nil
  }

  /// How many items the bank had after so many steps.
  public func bankCount(after step: Int) -> Int {
    step == 0 ? Bank(material.arrivals[0] ?? []).count : summaries[step - 1].bank
  }

  public var appliedCount: Int { summaries.reduce(0) { $0 + $1.applied } }
}
