import Basics
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

  /// `before` is what stood before, and nil where there was no log.
  ///
  /// Complexity: O(units and candidates that are new, or others) where the study followed; else O(units + candidates).
  package init(from before: Standing?, to after: Analysis) throws {
    let log = try after.trace()
    batches = (before?.batches ?? 0)..<log.batches.count
    proposals = (before?.proposals ?? 0)..<log.proposals.count
    observations = try after.observations().count
    unitCount = try after.units().unitCount
    let counts = try after.verdicts().counts
    verdicts = Verdict.allCases.map { ($0, counts[$0]) }
    if let before, let looks = try after.verdicts().looks(since: before.verdicts),
      before.isExtended(by: try after.units())
    {
      try take(looks, after)
    } else {
      try takeUnits(from: before, to: after)
    }
    try takeCandidates(from: before, to: after)
  }

  private mutating func take(_ looks: [Verdicts.Look], _ after: Analysis) throws {
    for look in looks {
      if let was = look.was {
        if was != look.now { try flip(Int(look.unit), was, look.now, after) }
      } else {
        try find(Int(look.unit), after)
      }
    }
  }

  private mutating func takeUnits(from before: Standing?, to after: Analysis) throws {
    let (partition, verdicts) = (try after.units(), try after.verdicts().verdict)
    let (old, oldVerdicts) = (before?.partition, before?.verdicts.verdict ?? [])
    var previous = 0
    for (unit, founder) in partition.founder.enumerated() {
      // Founders ascend on both sides.
      while let old, previous < old.unitCount, old.founder[previous] < founder { previous += 1 }
      if let old, previous < old.unitCount, old.founder[previous] == founder {
        let was = oldVerdicts[previous]
        if was != verdicts[unit] { try flip(unit, was, verdicts[unit], after) }
      } else {
        try find(unit, after)
      }
    }
  }

  private mutating func find(_ unit: Int, _ after: Analysis) throws {
    let founder = Int(try after.units().founder[unit])
    found.append(
      Found(
        name: try after.name(of: founder).description, unit: unit, content: try after.content(of: founder)))
  }

  private mutating func flip(_ unit: Int, _ was: Verdict, _ now: Verdict, _ after: Analysis) throws {
    let founder = Int(try after.units().founder[unit])
    flips.append(Flip(name: try after.name(of: founder).description, unit: unit, was: was, now: now))
  }

  private mutating func takeCandidates(from before: Standing?, to after: Analysis) throws {
    let partition = try after.partition()
    for candidate in before.map({ $0.news(of: partition) }) ?? partition.candidates.array {
      candidates.append(
        Pair(
          first: try after.name(of: Int(candidate.first)).description,
          second: try after.name(of: Int(candidate.second)).description, kind: candidate.kind,
          cosine: candidate.cosine))
    }
  }

  package var isEmpty: Bool { batches.isEmpty && proposals.isEmpty && found.isEmpty && flips.isEmpty }
}

extension StudyNews {
  /// What news are set against: it holds nothing of the log, so that the log may grow in its place.
  package struct Standing {
    package let batches: Int
    package let proposals: Int
    let partition: Partition
    let verdicts: Verdicts

    package init(_ analysis: Analysis) throws {
      let log = try analysis.trace()
      (batches, proposals) = (log.batches.count, log.proposals.count)
      (partition, verdicts) = (try analysis.partition(), try analysis.verdicts())
    }

    /// Whether the units of this stand in the other under their numbers.
    func isExtended(by other: Partition) -> Bool { other.follows(partition)?.isAppending ?? false }

    /// Candidates that were not there before. Where units have followed an appended batch, they stand last.
    func news(of other: Partition) -> [Candidate] {
      if let appended = other.appendedCandidates(since: partition) { return appended }
      func key(_ candidate: Candidate) -> UInt64 {
        UInt64(UInt32(bitPattern: candidate.first)) << 32 | UInt64(UInt32(bitPattern: candidate.second))
      }
      let known = Set(partition.candidates.map(key))
      return other.candidates.filter { !known.contains(key($0)) }
    }
  }
}
