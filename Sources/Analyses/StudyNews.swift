import Identity
import Scoring
import TraceLogs

/// What batches that came in changed: units that are new, verdicts that are others, pairs that want a person. Units are matched
/// by the operation that founded them.
package struct StudyNews {
  package struct Found {
    package let name: String
    package let unit: Int
    package let content: String
  }

  package struct Flip {
    package let name: String
    package let unit: Int
    package let was: Verdict
    package let now: Verdict
  }

  package struct Pair {
    package let first: String
    package let second: String
    package let kind: Candidate.Kind
    package let cosine: Cosine
  }

  /// Places of the batches that are new.
  package let batches: Range<Int>
  package let proposals: Range<Int>
  package let observations: Int
  package private(set) var unitCount = 0
  package private(set) var found: [Found] = []
  package private(set) var flips: [Flip] = []
  package private(set) var candidates: [Pair] = []
  /// How many units have each verdict.
  package private(set) var verdicts: [(verdict: Verdict, count: Int)] = []

  /// `before` is nil where there was no log.
  ///
  /// Complexity: O(units + candidates).
  package init(from before: Analysis?, to after: Analysis) throws {
    let (log, old) = (try after.trace(), try before?.trace())
    batches = (old?.batches.count ?? 0)..<log.batches.count
    proposals = (old?.proposals.count ?? 0)..<log.proposals.count
    observations = try after.observations().count
    try takeUnits(from: before, to: after)
    try takeCandidates(from: before, to: after)
  }

  private mutating func takeUnits(from before: Analysis?, to after: Analysis) throws {
    let (partition, verdicts) = (try after.partition(), try after.verdicts().verdict)
    let (old, oldVerdicts) = (try before?.partition(), try before?.verdicts().verdict ?? [])
    unitCount = partition.unitCount
    var previous = 0
    for (unit, founder) in partition.founder.enumerated() {
      // Founders ascend on both sides.
      while let old, previous < old.unitCount, old.founder[previous] < founder { previous += 1 }
      let name = try after.name(of: Int(founder)).description
      guard let old, previous < old.unitCount, old.founder[previous] == founder else {
        found.append(Found(name: name, unit: unit, content: try after.content(of: Int(founder))))
        continue
      }
      guard oldVerdicts[previous] != verdicts[unit] else { continue }
      flips.append(Flip(name: name, unit: unit, was: oldVerdicts[previous], now: verdicts[unit]))
    }
    self.verdicts = Verdict.allCases.map { verdict in (verdict, verdicts.count { $0 == verdict }) }
  }

  private mutating func takeCandidates(from before: Analysis?, to after: Analysis) throws {
    func key(_ candidate: Candidate) -> UInt64 {
      UInt64(UInt32(bitPattern: candidate.first)) << 32 | UInt64(UInt32(bitPattern: candidate.second))
    }
    let known = Set(try before?.partition().candidates.map(key) ?? [])
    for candidate in try after.partition().candidates where !known.contains(key(candidate)) {
      candidates.append(
        Pair(
          first: try after.name(of: Int(candidate.first)).description,
          second: try after.name(of: Int(candidate.second)).description, kind: candidate.kind,
          cosine: candidate.cosine))
    }
  }

  package var isEmpty: Bool { batches.isEmpty && proposals.isEmpty && found.isEmpty && flips.isEmpty }
}
