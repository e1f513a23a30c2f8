import Basics
import Identity
import Judging
import Scoring
import TraceLogs

/// What speaks against units, and whether it matters: a pair that is suspect, or two wordings that differ in a word or two
/// that stand in the place of others. The one may live off the other.
package struct MergeDoubts {
  /// A pair to judge; `reason` is nil where a word stands in the place of another.
  package struct Doubt {
    package let candidate: Candidate
    package let reason: Suspicion.Reason?
  }

  private let trace: TraceLog
  private let operations: Operations
  private let partition: Partition
  private let finder: ChangeFinder
  private let constraints: Constraints
  private let vectors: Vectors
  private let model: PosteriorModel?
  private var suspects: [Int: [Doubt]] = [:]

  init(_ analysis: Analysis) throws {
    (trace, operations) = (try analysis.trace(), try analysis.operations())
    (partition, constraints) = (try analysis.units(), try analysis.constraints())
    (finder, vectors) = (try analysis.changeFinder(), try analysis.vectors())
    model = try analysis.posterior().model
    for entry in try MergeQueue(analysis: analysis, kind: .suspect).entries() {
      let unit = Int(partition.unitOf[Int(entry.candidate.first)])
      suspects[unit, default: []].append(Doubt(candidate: entry.candidate, reason: entry.reason ?? .far))
    }
  }

  /// The first doubt whose answer might change what is advised on the unit.
  func touching(_ counsel: Counsel, _ unit: Int) -> Doubt? {
    let found = suspects[unit, default: []] + (counsel == .wait ? [] : substituted(unit))
    return found.first { doubt in
      let least = doubt.reason == nil ? PartedUnit.clear : PartedUnit.likely
      return PartedUnit(doubt.candidate, finder, model: model).touches(counsel, from: least)
    }
  }

  /// Pairs of the unit's first wording with one that differs in a word, of which nobody has ruled that they are one.
  private func substituted(_ unit: Int) -> [Doubt] {
    let members = partition.members(of: unit)
    guard members.count > 1, let founder = members.first else { return [] }
    let first = profile(founder)
    return members.dropFirst().filter { member in
      WordProfile.areSubstituted(first, profile(member)) && constraints.ruling(founder, member) != .same
    }.map { member in
      let cosine = vectors.cosine(Int(founder), Int(member))
      return Doubt(
        candidate: Candidate(kind: .suspect, first: founder, second: member, cosine: cosine), reason: nil)
    }
  }

  private func profile(_ operation: Int32) -> WordProfile {
    WordProfile(trace.proposals.content[Int(operations.firstProposal[Int(operation)])])
  }
}
