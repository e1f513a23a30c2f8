import Analyses
import Identity
import Scoring
import Studies
import TraceLogs

/// The votes on each unit, whatever batch they are of.
struct VotesOfUnits {
  private(set) var helpful: [Int]
  private(set) var harmful: [Int]

  /// Complexity: O(votes + applied + proposals + units).
  init(_ source: UnitSource) {
    helpful = Array(repeating: 0, count: source.partition.unitCount)
    harmful = helpful
    let votes = source.trace.votes
    guard !votes.isEmpty else { return }
    for (vote, proposal) in source.trace.votedProposals.enumerated() where proposal >= 0 {
      let unit = source.unit(ofProposal: Int(proposal))
      helpful[unit] += Int(votes.helpful[vote])
      harmful[unit] += Int(votes.harmful[vote])
    }
  }
}

/// Which observations hold a share of what a bundle was scored: those that verdicts know otherwise, or not.
struct SharedObservations: Sendable {
  private let observations: Observations
  /// Empty where nothing is shared.
  private var isOther: [Bool] = []

  init(_ analysis: Analysis) throws {
    observations = try analysis.observations()
    guard analysis.study.settings.deltaRule.bundles == .share, !(try analysis.trace().bundles.isEmpty) else {
      return
    }
    let certifying = try analysis.certifyingObservations()
    isOther = Array(repeating: false, count: observations.count)
    for unit in 0..<(try analysis.units().unitCount) {
      let own = certifying.range(of: unit)
      let known = Dictionary(uniqueKeysWithValues: own.map { (certifying.batch[$0], certifying.delta[$0]) })
      for entry in observations.range(of: unit) {
        isOther[entry] = known[observations.batch[entry]] != observations.delta[entry]
      }
    }
  }

  @Sendable func isShared(_ observation: Int) -> Bool { isOther.isEmpty ? false : isOther[observation] }

  func count(of unit: Int) -> Int { observations.range(of: unit).count(where: isShared) }
}
