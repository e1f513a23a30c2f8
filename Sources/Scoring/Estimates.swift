/// `m̂` after each observation, in the order of `observations`. The one place where the pool's evidence is
/// accumulated. Complexity: that of the accumulator's path over each unit's observations.
public func estimates(_ observations: Observations, unitCount: Int, accumulator: Accumulator) -> [Double] {
  (0..<unitCount).flatMap { accumulator.path(of: $0, in: observations) }
}
