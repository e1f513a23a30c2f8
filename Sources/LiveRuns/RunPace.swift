import Files
import Optimizing

/// How fast a statement gets on with a run. For the progress on standard error alone: nothing else knows a clock.
struct RunPace {
  private let started = monotonicSeconds()
  private let first: Int

  init(_ run: Optimization) { first = run.position.batch }

  /// Nil before this statement has brought a batch to its end.
  func minutesLeft(_ run: Optimization) -> Int? {
    let done = run.position.batch - first - (run.nextPhase == .proposed ? 0 : 1)
    guard done > 0 else { return nil }
    let perBatch = (monotonicSeconds() - started) / Double(done)
    return Int((perBatch * Double(run.schedule.count - run.position.batch) / 60).rounded())
  }
}
