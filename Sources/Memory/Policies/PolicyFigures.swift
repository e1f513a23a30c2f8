import Basics
import Identity

/// What a policy did and, where truth is planted, what it was worth.
public struct PolicyFigures: Sendable, Equatable {
  public let kind: PolicyKind
  /// Distinct operations it ever applied.
  public let applied: Int
  public let coverage: Double?
  /// Units of the study whose words stand in memory at the end, or whose deletions do; by ascending number.
  public let held: [Int32]
  /// Nil where the log has no labels with effects.
  public let worth: Worth?

  public struct Worth: Sendable, Equatable {
    /// Applied operations that truly help.
    public let good: Int
    /// Operations that truly help, were proposed, and were never applied.
    public let missed: Int
    /// Operations that truly harm and stand in memory at the end.
    public let harmful: Int
    /// The effects of what stands in memory at the end, added up.
    public let gain: Double
    /// The mean of that sum over the batches: early gains count longer.
    public let area: Double
    /// By how much the area falls short of the yardstick's.
    public let regret: Double
  }

  /// `units` has the units of the study, where the policy has others.
  init(_ run: PolicyRun, yardstick: PolicyRun?, units: [Int32]?) {
    kind = run.kind
    applied = run.applied.count
    coverage = run.coverage
    held = units.map { units in Set(run.standing.map { units[Int($0)] }).sorted() } ?? run.standing
    worth = yardstick.map { Worth(run, $0) }
  }
}

extension PolicyFigures.Worth {
  init(_ run: PolicyRun, _ yardstick: PolicyRun) {
    let effects = run.field.truth.effect
    func isGood(_ unit: Int32) -> Bool { (effects[Int(unit)] ?? 0) > 0 }
    good = run.applied.count(where: isGood)
    missed = effects.indices.count {
      isGood(Int32($0)) && run.field.material.edits[$0] != nil && !run.applied.contains(Int32($0))
    }
    harmful = run.standing.count { (effects[Int($0)] ?? 0) < 0 }
    gain = run.gains.last ?? 0
    area = run.area
    regret = yardstick.area - run.area
  }
}

extension PolicyRun {
  /// The mean over all batches of what memory was worth after them.
  var area: Double { gains.isEmpty ? 0 : gains.reduce(0, +) / Double(gains.count) }
}

/// Policies side by side on one log. Where the log has effects planted, the yardstick comes last.
public func comparePolicies(_ kinds: [PolicyKind], on field: PolicyField, pulse: Pulse = .silent) throws
  -> [PolicyFigures]
{
  let yardstick = try field.truth.hasEffects ? finished(.oracle, field, pulse) : nil
  let runs = try kinds.map { try finished($0, field, pulse) }
  return (runs + (yardstick.map { [$0] } ?? [])).map { run in
    // A policy that merges by itself takes every wording for a unit.
    let isLiteral = run.kind == .paper && field.texts != nil
    return PolicyFigures(run, yardstick: yardstick, units: isLiteral ? Array(field.partition.unitOf) : nil)
  }
}

private func finished(_ kind: PolicyKind, _ field: PolicyField, _ pulse: Pulse) throws -> PolicyRun {
  var run = PolicyRun(kind, on: kind == .paper ? field.literal : field)
  try run.runToEnd(pulse: pulse)
  return run
}
