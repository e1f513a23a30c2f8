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
/// batch has is left out. Complexity: O(batches + evals · log evals).
public func checkpoints(of log: TraceLog) -> [Checkpoint] {
  let splits = log.evals.map(\.split)
  guard let split = splits.contains("val") ? "val" : splits.first else { return [] }
  var ends: [EpochName: Int] = [:]
  for (index, batch) in log.batches.enumerated() {
    if let epoch = batch.epoch { ends[EpochName(source: batch.source, epoch: epoch)] = index + 1 }
  }
  let ended = log.evals.enumerated().compactMap { index, eval -> (step: Int, index: Int)? in
    guard eval.split == split else { return nil }
    let end = ends[EpochName(source: eval.source, epoch: eval.epoch)]
    return (end ?? (eval.epoch == 0 ? 0 : nil)).map { ($0, index) }
  }
  var best: (score: Double, place: Int)?
  return ended.sorted { $0 < $1 }.enumerated().map { place, end in
    let eval = log.evals[end.index]
    let isBetter = best.map { eval.score > $0.score } ?? true
    if isBetter { best = (eval.score, place) }
    return Checkpoint(
      epoch: eval.epoch, source: eval.source, split: split, score: eval.score, step: end.step,
      isKept: isBetter, sinceBest: place - (best?.place ?? place))
  }
}

private struct EpochName: Hashable {
  let source: Int32
  let epoch: Int
}
