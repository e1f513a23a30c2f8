import Basics
import Judging
import Scoring

/// What to do with every unit, and what must be judged first where that is it.
package struct Counsels {
  package private(set) var counsel: [Counsel] = []
  package private(set) var doubts: [Int: MergeDoubts.Doubt] = [:]

  /// Complexity: O(observations), and that of finding suspects.
  package init(_ analysis: Analysis) throws {
    let (posterior, observations) = (try analysis.posterior(), try analysis.observations())
    let doubts = try MergeDoubts(analysis)
    for unit in posterior.chance.indices {
      if unit % 256 == 0 { try analysis.pulse.beat("advising", unit, posterior.chance.count) }
      let n = observations.range(of: unit).count
      func counselled(_ isSuspect: Bool) -> Counsel {
        Counsel(chance: posterior.chance[unit], risk: posterior.risk[unit], n: n, isSuspect: isSuspect)
      }
      let doubt = n < Counsel.fewest ? nil : doubts.touching(counselled(false), unit)
      counsel.append(counselled(doubt != nil))
      if let doubt { self.doubts[unit] = doubt }
    }
  }
}
