import Identity
import Scoring
import TraceLogs

/// What policies are run on: a log with its units, and the settings that they share.
public struct PolicyField: Sendable {
  public let log: TraceLog
  public let operations: Operations
  public let partition: Partition
  public let truth: Truth
  public let rule: DeltaRule
  public let accumulator: Accumulator
  /// How much of the past the averages keep that are fixed to be moving ones.
  public let beta: Double
  public let rules: PoolRules
  /// Observations under the study's own signal.
  let material: ReplayMaterial

  public init(
    log: TraceLog, operations: Operations, partition: Partition, rule: DeltaRule = DeltaRule(),
    accumulator: Accumulator = .ema(beta: 0.9), beta: Double = 0.9, rules: PoolRules = PoolRules()
  ) {
    self.log = log
    self.operations = operations
    self.partition = partition
    self.rule = rule
    self.accumulator = accumulator
    self.beta = beta
    self.rules = rules
    truth = Truth(log: log, operations: operations, partition: partition)
    material = PolicyField.material(log, operations, partition, rule, accumulator)
  }

  /// The method's pool over the log, with its evidence made by these.
  func replay(_ rule: DeltaRule, _ accumulator: Accumulator) -> Replay {
    let isOwn = rule == self.rule && accumulator == self.accumulator
    let material =
      isOwn ? self.material : PolicyField.material(log, operations, partition, rule, accumulator)
    return Replay(material, rules: rules)
  }

  private static func material(
    _ log: TraceLog, _ operations: Operations, _ partition: Partition, _ rule: DeltaRule,
    _ accumulator: Accumulator
  ) -> ReplayMaterial {
    let observations = Observations(log: log, operations: operations, partition: partition, rule: rule)
    let fitted = fitted(accumulator, observations, partition.unitCount, BatchConditions(log, rule))
    return ReplayMaterial(
      log: log, operations: operations, partition: partition, observations: observations,
      estimates: estimates(observations, unitCount: partition.unitCount, accumulator: fitted))
  }

  /// A posterior has a model of the log that it is used on.
  private static func fitted(
    _ accumulator: Accumulator, _ observations: Observations, _ unitCount: Int, _ conditions: BatchConditions
  ) -> Accumulator {
    guard case .posterior = accumulator else { return accumulator }
    return .posterior(Posterior(observations, unitCount: unitCount, conditions: conditions).model)
  }
}
