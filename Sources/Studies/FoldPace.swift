import Traces

/// How often what came is folded in: folding may take a third of the time and no more, and what comes meanwhile is one fold.
package struct FoldPace {
  private var last = 0.0
  private var took = 0.0

  package init() {}

  /// Whether to fold at once. `isQuiet` says that nothing more is there by now, `isLast` that nothing more is waited for.
  package func allows(_ source: any GrowingSource, at now: Double, isQuiet: Bool, isLast: Bool) -> Bool {
    // What is made anew is not worth that for every line that trickles in.
    isQuiet && (isLast || !source.isRemade) || now - last > took * 2 + 0.05
  }

  package mutating func folded(from start: Double, to end: Double) { (last, took) = (end, end - start) }
}
