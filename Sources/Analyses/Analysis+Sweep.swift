import Assessing
import Basics
import Embedding
import Files
import Identity
import Judging
import Scoring
import Studies

/// What merging under one tau gives.
package struct TauStep: Equatable, Sendable {
  package let tau: Cosine
  package let units: Int
  package let operations: Int
  /// The share of operations that stand in a unit with others.
  package let mergedShare: Double
  package let suspects: Int
  /// Operations whose unit has another verdict than under the tau that is set.
  package let changed: Int
  /// Nil without labels.
  package let quality: MergeQuality?

  package var merges: Int { operations - units }
}

extension Analysis {
  /// Merging under each tau, decisions kept, by ascending tau. The walk goes away from the tau that is set, first down,
  /// then up, so that each partition is near the one before it.
  package func sweep(over taus: [Cosine], mostPairs: Int = SimilarityJoin.mostPairs) throws -> [TauStep] {
    let (present, total) = (study.settings.tau, taus.count)
    let pairs = try NearPairs.reaching(
      lowestOf: taus, try operations(), try vectors(), limit: mostPairs, workers: .threads, pulse: pulse)
    var walk = try TauWalk(self, pairs)
    let start = walk
    var done = 0
    func step(to tau: Cosine) throws -> TauStep {
      try pulse.beat("sweeping", done, total)
      let quiet = Pulse { [pulse, done] _, _, _ in try pulse.beat("sweeping", done, total) }
      done += 1
      return try walk.step(to: tau, quiet)
    }
    let below = try taus.sorted(by: >).filter { $0 < present }.map(step)
    walk = start
    return below.reversed() + (try taus.sorted().filter { $0 >= present }.map(step))
  }

  /// Without candidates for a person's look: those cost more than the merging.
  package func partition(under tau: Cosine) throws -> Partition { try partition(under: tau, nil, pulse) }

  fileprivate func partition(under tau: Cosine, _ pairs: NearPairs?, _ pulse: Pulse) throws -> Partition {
    if tau == study.settings.tau { return try units() }
    let (operations, constraints) = (try operations(), try constraints())
    if let pairs, pairs.floor <= tau {
      return try Leader.partition(
        operations, constraints: constraints, tau: tau, pulse: pulse,
        index: PairedLeaders(pairs, tau: tau, operationCount: operations.count), candidateLimit: 1)
    }
    let index = ScreenedLeaders(
      operations, try vectors(), floor: tau, workers: .threads, kept: try keyCosines())
    return try Leader.partition(
      operations, constraints: constraints, tau: tau, pulse: pulse, index: index, candidateLimit: 1)
  }

  fileprivate func sweepGround() throws -> SweepGround {
    let all = [Bool](repeating: true, count: try operations().count)
    let profiles = try PairReading(self).wordProfiles(where: all, pulse: pulse)
    let suspects = SuspectFinder(try operationDeltas(), profiles: profiles, vectors: try vectors())
    return SweepGround(
      deltas: try operationDeltas(), suspects: suspects, constraints: try constraints(),
      terms: try verdictTerms())
  }
}

/// A sweep on its way: the units under one tau, from which it goes on to the next.
private struct TauWalk {
  private let analysis: Analysis
  private let pairs: NearPairs?
  private let identities: TrueIdentities
  private let present: [Verdict]
  private var units: SweptUnits

  /// Begins at the tau that is set.
  init(_ analysis: Analysis, _ pairs: NearPairs?) throws {
    (self.analysis, self.pairs) = (analysis, pairs)
    identities = TrueIdentities(log: try analysis.trace(), operations: try analysis.operations())
    units = try SweptUnits(
      try analysis.units(), try analysis.sweepGround(), workers: .threads, pulse: analysis.pulse)
    present = units.verdictOfOperation
  }

  mutating func step(to tau: Cosine, _ pulse: Pulse) throws -> TauStep {
    let partition = try analysis.partition(under: tau, pairs, pulse)
    try units.move(to: partition, workers: .threads, pulse: pulse)
    let changed = zip(units.verdictOfOperation, present).count { $0 != $1 }
    return TauStep(
      tau: tau, units: partition.unitCount, operations: partition.unitOf.count,
      mergedShare: partition.mergedShare, suspects: units.suspectCount, changed: changed,
      quality: identities.count > 0 ? MergeQuality(identities, partition) : nil)
  }
}
