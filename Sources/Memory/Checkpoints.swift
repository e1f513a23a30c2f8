import TraceLogs

/// One `eval` of the log and what it means for the snapshot of memory that is kept.
public struct Checkpoint: Sendable, Equatable {
  public let epoch: Int
  public let source: Int32
  public let split: String
  public let score: Double
  /// The last batch of the epoch, from 1 in the order of time: whose bank the snapshot is.
  public let step: Int
  /// Better than all before: its bank is kept.
  public let isKept: Bool
  /// How many evals since the best one: the patience spent.
  public let sinceBest: Int
}

/// The evals of the deciding split in the order in which their epochs end. Evidence and pool do not roll back, so
/// this follows from the log alone.
///
/// The deciding split is `val` where the log has it, else the split of its first eval. An eval of an epoch that no
/// batch has is left out, but where the paper is followed the one before the first batch counts, and the best one is reached
/// with `epsilon`. Complexity: O(batches + evals · log evals).
public func checkpoints(of log: TraceLog, rules: PoolRules = PoolRules()) -> [Checkpoint] {
  let evals = PaperEvals(log)
  let isLiteral = rules.departures.contains(.rollsBack)
  let epochs = Set(
    log.batches.map { batch in batch.epoch.map { EpochName(source: batch.source, epoch: $0) } })
  let counted = evals.all.filter { _, eval in
    isLiteral || eval.epoch == 0
      || epochs.contains(EpochName(source: eval.source, epoch: eval.epoch))
  }
  var best: (score: Double, place: Int)?
  return counted.enumerated().map { place, end in
    let score = end.eval.score
    let isBetter = best.map { isLiteral ? score >= $0.score + rules.epsilon : score > $0.score } ?? true
    if isBetter { best = (score, place) }
    return Checkpoint(
      epoch: end.eval.epoch, source: end.eval.source, split: evals.split, score: score, step: end.step,
      isKept: isBetter, sinceBest: place - (best?.place ?? place))
  }
}
