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
  package func sweep(over taus: [Cosine], atOnce: Int = TauLadder.mostTaus) throws -> [TauStep] {
    let (present, total) = (study.settings.tau, taus.count)
    var walk = try TauWalk(self, TauLadders(self, taus, atOnce: atOnce))
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
  package func partition(under tau: Cosine) throws -> Partition {
    if tau == study.settings.tau { return try units() }
    return try TauLadders(self, [tau]).partition(under: tau, pulse)
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
  private let ladders: TauLadders
  private let identities: TrueIdentities
  private let present: [Verdict]
  private var units: SweptUnits

  /// Begins at the tau that is set.
  init(_ analysis: Analysis, _ ladders: TauLadders) throws {
    (self.analysis, self.ladders) = (analysis, ladders)
    identities = TrueIdentities(log: try analysis.trace(), operations: try analysis.operations())
    units = try SweptUnits(
      try analysis.units(), try analysis.sweepGround(), workers: .threads, pulse: analysis.pulse)
    present = units.verdictOfOperation
  }

  mutating func step(to tau: Cosine, _ pulse: Pulse) throws -> TauStep {
    let partition = try ladders.partition(under: tau, pulse)
    try units.move(to: partition, workers: .threads, pulse: pulse)
    let changed = zip(units.verdictOfOperation, present).count { $0 != $1 }
    return TauStep(
      tau: tau, units: partition.unitCount, operations: partition.unitOf.count,
      mergedShare: partition.mergedShare, suspects: units.suspectCount, changed: changed,
      quality: identities.count > 0 ? MergeQuality(identities, partition) : nil)
  }
}

/// Units under many taus: all that a ladder holds are made when the first of them is asked for.
private final class TauLadders {
  private let analysis: Analysis
  private let pieces: [[Cosine]]
  private var ladder: TauLadder?

  /// Of a large log fewer taus are made in one pass: 256 MiB.
  private static let mostFounders = 64 << 20

  init(_ analysis: Analysis, _ taus: [Cosine], atOnce: Int = TauLadder.mostTaus) throws {
    self.analysis = analysis
    let atOnce = min(atOnce, max(8, TauLadders.mostFounders / max(1, try analysis.operations().count)))
    let others = Set(taus).subtracting([analysis.study.settings.tau]).sorted()
    pieces = stride(from: 0, to: others.count, by: atOnce).map { Array(others.dropFirst($0).prefix(atOnce)) }
  }

  func partition(under tau: Cosine, _ pulse: Pulse) throws -> Partition {
    guard tau != analysis.study.settings.tau, let piece = pieces.first(where: { $0.contains(tau) }) else {
      return try analysis.units()
    }
    let ladder = try ladder.flatMap { $0.taus == piece ? $0 : nil } ?? made(piece, pulse)
    return ladder.partition(piece.firstIndex(of: tau) ?? 0, try analysis.operations())
  }

  private func made(_ taus: [Cosine], _ pulse: Pulse) throws -> TauLadder {
    let made = try TauLadder(
      analysis.operations(), analysis.vectors(), cosines: analysis.keyCosines(),
      constraints: analysis.constraints(), taus: taus, workers: .threads, pulse: pulse)
    ladder = made
    return made
  }
}
