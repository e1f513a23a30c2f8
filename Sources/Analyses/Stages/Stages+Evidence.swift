import Basics
import Files
import Identity
import Scoring
import Studies
import TraceLogs

/// From units to what is known of them.
extension Stages {
  /// What each operation was scored by itself. Tau and decisions do not change it.
  package static let operationDeltas = Stage<OperationDeltas>(keeps: 1) { reader in
    let rule = try reader(StudyInputs.deltaRule)
    let trace = try reader(StudyInputs.log).trace
    return try OperationDeltas(
      log: trace, operations: try reader(operations), rule: rule, workers: trace.workers, pulse: reader.pulse)
  }

  package static let observations = Stage<Observations>(keeps: 6) { reader in
    let rule = try reader(StudyInputs.deltaRule)
    let trace = try reader(StudyInputs.log).trace
    return try Observations(
      log: trace, operations: try reader(operations), partition: try reader(units), rule: rule,
      workers: trace.workers, pulse: reader.pulse)
  }

  package static let evidence = Stage<Evidence>(keeps: 8) { reader in
    let accumulator = try reader(StudyInputs.accumulator)
    return Evidence(
      try reader(observations), unitCount: try reader(units).unitCount, accumulator: accumulator,
      workers: try reader(StudyInputs.log).trace.workers)
  }

  package static let scenes = Stage<BatchScenes>(keeps: 6, same: ==) { reader in
    BatchScenes(try reader(StudyInputs.log).trace)
  }

  package static let verdictTerms = Stage<VerdictTerms>(keeps: 6, same: ==) { reader in
    let (trace, rule) = (try reader(StudyInputs.log).trace, try reader(StudyInputs.deltaRule))
    return VerdictTerms(
      rules: try reader(StudyInputs.verdictRules), bet: rule.clip,
      bound: rule.bound(scores: trace.scoreRange),
      first: Int32(truncatingIfNeeded: try reader(StudyInputs.firstCertifying)),
      batchCount: trace.batches.count, scenes: try reader(scenes).ofBatch)
  }

  /// Of every unit. Moving what only steers m̂, pool or memory does not judge anew.
  package static let verdicts = Stage<Verdicts>(keeps: 6) { reader in
    let terms = try reader(verdictTerms)
    return try Verdicts(
      try reader(observations), unitCount: try reader(units).unitCount, terms: terms,
      workers: try reader(StudyInputs.log).trace.workers, pulse: reader.pulse)
  }
}

extension TraceLog {
  /// Threads cost more than they bring where there is little to do.
  var workers: Workers { calls.value.count < 100_000 ? .one : .threads }
}
