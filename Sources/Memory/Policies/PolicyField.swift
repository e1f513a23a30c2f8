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
  /// Texts, for the policy that merges by them as it goes; it takes units as they are where there are none.
  public let texts: PoolTexts?
  /// Observations under the study's own signal.
  let material: ReplayMaterial

  public init(
    log: TraceLog, operations: Operations, partition: Partition, rule: DeltaRule = DeltaRule(),
    accumulator: Accumulator = .ema(beta: 0.9), beta: Double = 0.9, rules: PoolRules = PoolRules(),
    texts: PoolTexts? = nil
  ) {
    self.log = log
    self.operations = operations
    self.partition = partition
    self.rule = rule
    self.accumulator = accumulator
    self.beta = beta
    self.rules = rules
    self.texts = texts
    truth = Truth(log: log, operations: operations, partition: partition)
    material = PolicyField.material(log, operations, partition, rule, accumulator, beta)
  }

  /// Every operation a unit of its own, which the pool merges by texts as it goes; the same where there are no texts.
  var literal: PolicyField {
    guard texts != nil else { return self }
    let alone = (0..<Int32(truncatingIfNeeded: operations.count)).map { $0 }
    return PolicyField(
      log: log, operations: operations, partition: Partition(unitOf: alone, founder: alone, candidates: []),
      rule: rule, accumulator: accumulator, beta: beta, rules: rules, texts: texts)
  }

  /// The method's pool over the log, with its evidence made by these.
  func replay(_ rule: DeltaRule, _ accumulator: Accumulator) -> Replay {
    var own = rules
    own.departures = []
    return replay(rule, accumulator, rules: own)
  }

  func replay(_ rule: DeltaRule, _ accumulator: Accumulator, rules: PoolRules) -> Replay {
    let isOwn = rule == self.rule && accumulator == self.accumulator && texts == nil
    let identity = rules.departures.isEmpty ? nil : texts.map(PoolIdentity.texts)
    let material =
      isOwn
      ? self.material
      : PolicyField.material(log, operations, partition, rule, accumulator, beta, identity ?? .units)
    return Replay(material, rules: rules)
  }

  private static func material(
    _ log: TraceLog, _ operations: Operations, _ partition: Partition, _ rule: DeltaRule,
    _ accumulator: Accumulator, _ beta: Double, _ identity: PoolIdentity = .units
  ) -> ReplayMaterial {
    let observations = Observations(log: log, operations: operations, partition: partition, rule: rule)
    let fitted = fitted(accumulator, observations, partition.unitCount, BatchConditions(log, rule))
    return ReplayMaterial(
      log: log, operations: operations, partition: partition, observations: observations,
      estimates: estimates(observations, unitCount: partition.unitCount, accumulator: fitted),
      beta: beta, identity: identity)
  }

  /// A posterior has a model of the log that it is used on.
  private static func fitted(
    _ accumulator: Accumulator, _ observations: Observations, _ unitCount: Int, _ conditions: BatchConditions
  ) -> Accumulator {
    guard case .posterior = accumulator else { return accumulator }
    return .posterior(Posterior(observations, unitCount: unitCount, conditions: conditions).model)
  }
}
