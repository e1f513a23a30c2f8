import Basics
import Effects
import Files
import Guarding
import Identity
import Scoring
import Studies
import TraceLogs

/// From units to what is known of them. What units have other members or scores for is looked at anew, and all are ranked
/// and weighed together.
extension Stages {
  /// What each operation was scored by itself. Tau and decisions do not change it.
  package static let operationDeltas = Stage<OperationDeltas>(keeps: 2) { reader in
    try reader(loggedDeltas).deltas
  }

  static let loggedDeltas: Stage<LoggedDeltas> = Stage(keeps: 2) { reader in
    let (log, rule) = (try reader(StudyInputs.log), try reader(StudyInputs.deltaRule))
    let operations = try reader(operations)
    for older in reader.kept(loggedDeltas).reversed() where log.lineage.continues(older.lineage) {
      guard let deltas = older.deltas.appending(log.trace, operations, rule) else { continue }
      return LoggedDeltas(lineage: log.lineage, deltas: deltas)
    }
    let deltas = try OperationDeltas(
      log: log.trace, operations: operations, rule: rule, workers: log.trace.workers, pulse: reader.pulse)
    return LoggedDeltas(lineage: log.lineage, deltas: deltas)
  }

  package static let observations: Stage<Observations> = Stage(keeps: 6) { reader in
    let (deltas, units) = (try reader(operationDeltas), try reader(units))
    for older in reader.kept(observations).reversed() {
      if let next = older.following(deltas, units) { return next }
    }
    return Observations(deltas, units, workers: try reader(StudyInputs.log).trace.workers)
  }

  /// Without what is shared among the edits of a bundle: whatever verdicts may rest on.
  package static let certifyingObservations: Stage<Observations> = Stage(keeps: 6) { reader in
    let rule = try reader(StudyInputs.deltaRule)
    let hasBundles = try !reader(StudyInputs.log).trace.bundles.isEmpty
    guard rule != rule.certifying, rule.signal == .outcomes || hasBundles else {
      return try reader(observations)
    }
    let (trace, units) = (try reader(StudyInputs.log).trace, try reader(units))
    let deltas = try OperationDeltas(
      log: trace, operations: try reader(operations), rule: rule.certifying, workers: trace.workers,
      pulse: reader.pulse)
    return Observations(deltas, units, workers: trace.workers)
  }

  package static let evidence: Stage<Evidence> = Stage(keeps: 8) { reader in
    let (accumulator, observations) = (try reader(accumulator), try reader(observations))
    for older in reader.kept(evidence).reversed() {
      if let next = older.following(observations, accumulator: accumulator) { return next }
    }
    return Evidence(
      observations, unitCount: try reader(units).unitCount, accumulator: accumulator,
      workers: try reader(StudyInputs.log).trace.workers)
  }

  /// What to look at twice.
  package static let guardFindings = Stage<GuardFindings>(keeps: 2) { reader in
    let material = GuardMaterial(
      log: try reader(StudyInputs.log).trace, operations: try reader(operations),
      partition: try reader(units),
      observations: try reader(observations), scenes: try reader(scenes))
    return try GuardFindings(material, pulse: reader.pulse)
  }

  package static let scenes = Stage<BatchScenes>(keeps: 6, same: ==) { reader in
    try reader(loggedScenes).scenes
  }

  private static let loggedScenes: Stage<LoggedScenes> = Stage(keeps: 2) { reader in
    let log = try reader(StudyInputs.log)
    let older = reader.kept(loggedScenes).last { log.lineage.continues($0.lineage) }
    return LoggedScenes(
      lineage: log.lineage, scenes: older?.scenes.appending(log.trace) ?? BatchScenes(log.trace))
  }

  package static let verdictTerms = Stage<VerdictTerms>(keeps: 6, same: ==) { reader in
    let (trace, rule) = (try reader(StudyInputs.log).trace, try reader(StudyInputs.deltaRule))
    let rules = try reader(StudyInputs.verdictRules)
    // The sign of a weighted outcome is not fair, so lots are bet on by size.
    let drawn = rule.signal == .outcomes ? try reader(taskSheet).drawBound : nil
    var terms = VerdictTerms(
      rules: rules, bet: rule.signal == .outcomes ? drawn : rule.clip,
      bound: rule.signal == .outcomes ? drawn : rule.bound(scores: trace.scoreRange),
      first: Int32(truncatingIfNeeded: try reader(StudyInputs.firstCertifying)),
      batchCount: trace.batches.count, scenes: try reader(scenes).ofBatch)
    terms.restsOnOutcomes = rule.signal == .outcomes
    guard !terms.restsOnOutcomes, rule.takesUsualSizes(rules.bets) else { return terms }
    return terms.betting(on: try reader(usualSizes).sizes.before)
  }

  /// Tau and decisions do not change them.
  static let usualSizes: Stage<LoggedSizes> = Stage(keeps: 2) { reader in
    let (log, rule) = (try reader(StudyInputs.log), try reader(StudyInputs.deltaRule))
    for older in reader.kept(usualSizes).reversed() where log.lineage.continues(older.lineage) {
      guard let sizes = older.sizes.appending(log.trace, rule) else { continue }
      return LoggedSizes(lineage: log.lineage, sizes: sizes)
    }
    return LoggedSizes(lineage: log.lineage, sizes: UsualSizes(log.trace, rule))
  }

  /// Of every unit. Moving what only steers m̂, pool or memory does not judge anew.
  package static let verdicts: Stage<Verdicts> = Stage(keeps: 6) { reader in
    let (terms, observations) = (try reader(verdictTerms), try reader(certifyingObservations))
    let workers = try reader(StudyInputs.log).trace.workers
    guard !terms.restsOnOutcomes else {
      let verdicts = try Verdicts(
        observations, unitCount: try reader(units).unitCount, terms: terms, workers: workers)
      return verdicts.certified(
        by: UnitLots(
          try reader(StudyInputs.log).trace, try reader(operations), try reader(units), first: terms.first))
    }
    for older in reader.kept(verdicts).reversed() {
      if let next = older.following(observations, terms: terms, workers: workers) { return next }
    }
    return try Verdicts(
      observations, unitCount: try reader(units).unitCount, terms: terms, workers: workers,
      pulse: reader.pulse)
  }
}

/// Scenes of batches, and the log that they are of.
private struct LoggedScenes {
  let lineage: Lineage
  let scenes: BatchScenes
}

/// Deltas, and the log that they are of.
struct LoggedDeltas {
  let lineage: Lineage
  let deltas: OperationDeltas
}

/// How large deltas usually are, and the log that they are of.
struct LoggedSizes {
  let lineage: Lineage
  let sizes: UsualSizes
}

extension TraceLog {
  /// Threads cost more than they bring where there is little to do.
  var workers: Workers { calls.value.count < 100_000 ? .here : .threads }
}
