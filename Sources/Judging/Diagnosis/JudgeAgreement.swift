import Basics
import Effects
import Identity
import Scoring
import TraceLogs

/// How often a judge's sign is that of the outcome.
///
/// Units are compared whose item no other unit wrote, and whose effect on outcomes has a known sign: its 95 % interval does
/// not hold 0. More judging makes a unit's mean surer and not truer: the ceiling is the share of units with the right sign
/// among those of which the judge is sure already.
public struct JudgeAgreement: Sendable, Equatable {
  public struct Count: Sendable, Equatable {
    /// The number of the scene; -1 for batches without one, nil for all.
    public let scene: Int32?
    public var right = 0
    public var wrong = 0

    public var share: Interval? { Interval.share(right, of: right + wrong) }
  }

  /// Units whose effect on outcomes has a known sign and that the judge valued.
  public private(set) var units = 0
  /// Those of them by lots.
  public private(set) var drawn = 0
  /// All observations, then those of each scene that has some.
  public private(set) var counts: [Count] = []
  /// Units of which the judge is sure.
  public private(set) var sure = Count(scene: nil)

  /// Complexity: O(observations + applied + tasks' items).
  public init(
    log: TraceLog, operations: Operations, partition: Partition, observations: Observations,
    effects: ItemEffects,
    scenes: [Int32]
  ) {
    var all = Count(scene: nil)
    var byScene: [Int32: Count] = [:]
    let effects = JudgeAgreement.effects(log, operations, partition, effects)
    for (unit, effect) in effects.sorted(by: { $0.key < $1.key }) {
      let range = observations.range(of: unit)
      guard !range.isEmpty, let interval = effect.interval else { continue }
      units += 1
      drawn += effect.estimator == .randomized ? 1 : 0
      for index in range where observations.delta[index] != 0 {
        let isRight = (observations.delta[index] > 0) == (interval.estimate > 0)
        let scene = scenes.isEmpty ? -1 : scenes[Int(observations.batch[index])]
        all.add(isRight)
        byScene[scene, default: Count(scene: scene)].add(isRight)
      }
      let mean = Interval.mean(Array(observations.delta[range]))
      if let mean, mean.low > 0 || mean.high < 0 { sure.add((mean.estimate > 0) == (interval.estimate > 0)) }
    }
    counts = [all] + byScene.keys.sorted().compactMap { byScene[$0] }
  }

  /// By unit: the effect of the one item that it and nobody else wrote, where its sign is known.
  private static func effects(
    _ log: TraceLog, _ operations: Operations, _ partition: Partition, _ effects: ItemEffects
  ) -> [Int: ItemEffect] {
    var writers: [ByteText: Set<Int>] = [:]
    for span in AppliedSpan.all(in: log) {
      writers[span.item, default: []].insert(
        Int(partition.unitOf[Int(operations.ofProposal[Int(span.proposal)])]))
    }
    var found: [Int: ItemEffect] = [:]
    for effect in effects.effects {
      guard let own = writers[ByteText(log.symbols[Int(effect.item)])], own.count == 1, let unit = own.first,
        let interval = effect.interval, interval.low > 0 || interval.high < 0, found[unit] == nil
      else { continue }
      found[unit] = effect
    }
    return found
  }
}

extension JudgeAgreement.Count {
  fileprivate mutating func add(_ isRight: Bool) {
    if isRight { right += 1 } else { wrong += 1 }
  }
}
