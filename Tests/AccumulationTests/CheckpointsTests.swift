import Accumulation
import Testing

@Suite struct CheckpointsTests {
  private func log(epochs: [Int?], _ evals: [(epoch: Int, split: String, score: Double)]) -> TraceLog {
    var log = TraceLog()
    log.batches = epochs.enumerated().map { index, epoch in
      var batch = Batch(source: 0, number: index)
      batch.epoch = epoch
      return batch
    }
    log.evals = evals.map { Evaluation(source: 0, epoch: $0.epoch, split: $0.split, score: $0.score) }
    return log
  }

  @Test func keepsTheBetterAndCountsPatience() {
    let found = checkpoints(
      of: log(
        epochs: [1, 1, 2, 3, nil, 4],
        [(1, "val", 0.5), (2, "val", 0.7), (3, "val", 0.7), (4, "val", 0.6)]))
    #expect(found.map(\.step) == [2, 3, 4, 6])
    #expect(found.map(\.isKept) == [true, true, false, false])
    #expect(found.map(\.sinceBest) == [0, 0, 1, 2])
  }

  @Test func valDecidesElseTheFirstSplit() {
    let both = log(epochs: [1, 2], [(1, "test", 1), (1, "val", 0), (2, "val", 0.1)])
    #expect(checkpoints(of: both).map(\.score) == [0, 0.1])
    let one = log(epochs: [1, 2], [(1, "dev", 1), (2, "test", 2)])
    #expect(checkpoints(of: one).map(\.split) == ["dev"])
    #expect(checkpoints(of: log(epochs: [1], [])).isEmpty)
  }

  @Test func epochsBelongToTheirSource() {
    var two = log(epochs: [1, 1], [(1, "val", 1), (1, "val", 2)])
    two.batches[1].source = 1
    two.evals[1].source = 1
    #expect(checkpoints(of: two).map(\.step) == [1, 2])
    #expect(checkpoints(of: log(epochs: [1, 2], [(3, "val", 1)])).isEmpty)
  }

  /// Records may stand in any order; time is the order in which epochs end.
  @Test func timeIsTheEndOfTheEpoch() {
    let found = checkpoints(of: log(epochs: [1, 2], [(2, "val", 0.4), (1, "val", 0.6)]))
    #expect(found.map(\.epoch) == [1, 2] && found.map(\.isKept) == [true, false])
  }
}
