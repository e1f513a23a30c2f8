/// `m̂` after each observation, in the order of `observations`. The one place where the pool's evidence is
/// accumulated. Complexity: O(observations + units).
public func estimates(_ observations: Observations, unitCount: Int, beta: Double) -> [Double] {
  var estimates = [Double](repeating: 0, count: observations.count)
  for unit in 0..<unitCount {
    var average = MovingAverage(beta: beta)
    for index in observations.range(of: unit) {
      average.observe(observations.delta[index])
      estimates[index] = average.estimate ?? 0
    }
  }
  return estimates
}
