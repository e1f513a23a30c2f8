import TraceLogs

/// Evals of a split by when they were made.
struct PaperEvals: Sendable {
  /// By how many batches were done; in the order in which epochs end. 0 is before the first.
  let all: [(step: Int, eval: Evaluation)]
  let split: String

  /// The deciding split is `val` where the log has it, else that of its first eval. An eval of an epoch that comes before all
  /// epochs of its log's batches was made before the first of these. Complexity: O(batches + evals · log evals).
  init(_ log: TraceLog) {
    let splits = log.evals.map(\.split)
    let deciding = splits.contains("val") ? "val" : splits.first ?? ""
    var (ends, starts) = ([EpochName: Int](), [Int32: (epoch: Int, step: Int)]())
    for (index, batch) in log.batches.enumerated() {
      guard let epoch = batch.epoch else { continue }
      ends[EpochName(source: batch.source, epoch: epoch)] = index + 1
      let known = starts[batch.source] ?? (epoch, index)
      starts[batch.source] = (min(known.epoch, epoch), min(known.step, index))
    }
    let found = log.evals.enumerated().compactMap { index, eval -> (step: Int, index: Int)? in
      guard eval.split == deciding else { return nil }
      if let end = ends[EpochName(source: eval.source, epoch: eval.epoch)] { return (end, index) }
      return starts[eval.source].flatMap { eval.epoch < $0.epoch ? ($0.step, index) : nil }
    }
    split = deciding
    all = found.sorted { $0 < $1 }.map { ($0.step, log.evals[$0.index]) }
  }
}

struct EpochName: Hashable {
  let source: Int32
  let epoch: Int
}
