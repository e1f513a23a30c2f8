import Identity
import Scoring
import Studies

/// What is probable of every unit. The model is fitted to the whole log, so every observation bears a little on every unit: a
/// posterior follows nothing, but is made anew of observations that do. That takes O(observations), some tens of milliseconds
/// for a million.
extension Stages {
  static let batchConditions = Stage<BatchConditions>(keeps: 6, same: ==) { reader in
    BatchConditions(try reader(StudyInputs.log).trace, try reader(StudyInputs.deltaRule))
  }

  package static let posterior = Stage<Posterior>(keeps: 6) { reader in
    Posterior(
      try reader(observations), unitCount: try reader(units).unitCount,
      conditions: try reader(batchConditions), workers: try reader(StudyInputs.log).trace.workers)
  }

  /// The accumulator in use, with the model of a posterior.
  package static let accumulator = Stage<Accumulator>(keeps: 8, same: ==) { reader in
    let accumulator = try reader(StudyInputs.accumulator)
    guard case .posterior = accumulator else { return accumulator }
    return .posterior(try reader(posterior).model)
  }
}
