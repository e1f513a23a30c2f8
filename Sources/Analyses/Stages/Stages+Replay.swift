import Identity
import Memory
import Scoring
import Studies

/// Pool and memory.
extension Stages {
  package static let replayMaterial = Stage<ReplayMaterial>(keeps: 2) { reader in
    let accumulator = try reader(accumulator)
    let trace = try reader(StudyInputs.log).trace
    let (partition, observations) = (try reader(units), try reader(observations))
    let (operations, holds) = (try reader(operations), try reader(StudyInputs.holds))
    return ReplayMaterial(
      log: trace, operations: operations, partition: partition, observations: observations,
      estimates: estimates(observations, unitCount: partition.unitCount, accumulator: accumulator),
      beta: try reader(StudyInputs.beta), holds: holds.units(operations, partition))
  }

  /// After so many batches. It goes on from the latest one before it that is kept.
  package static let replay: StageFamily<Int, Replay> = StageFamily(keeps: 4) { reader, step in
    let rules = try reader(StudyInputs.pool)
    let material = try reader(replayMaterial)
    let earlier = try reader.standing(replay).filter { $0.parameter <= step }.map(\.value)
    var replay = earlier.max { $0.step < $1.step } ?? Replay(material, rules: rules)
    try replay.run(to: step, pulse: reader.pulse)
    return replay
  }
}
