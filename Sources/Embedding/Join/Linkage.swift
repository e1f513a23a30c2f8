import Basics
import Identity

/// The units of a log, with all that was compared to find them, so that they can follow a change.
package struct Linkage: Sendable {
  package let placed: PlacedUnits
  package let vectors: Vectors
  package let cosines: KeyCosines
  /// Nil where pairs were known: placing anew then costs no more than following.
  private let hits: LeaderHits?

  package var partition: Partition { placed.partition }

  /// With fewer operations a thread costs more than it brings.
  package static let leastShared = 4_096

  /// Made anew. Complexity: that of `ScreenedLeaders`.
  package init(
    _ operations: Operations, _ vectors: Vectors, cosines: KeyCosines, near: NearPairs? = nil,
    constraints: Constraints, tau: Cosine, candidateLimit: Int = CandidateList.most, workers: Workers = .one,
    leastShared: Int = leastShared, pulse: Pulse = .silent
  ) throws {
    let plan = LinkagePlan(
      operations: operations, vectors: vectors, cosines: cosines, near: near, constraints: constraints,
      tau: tau,
      candidateLimit: candidateLimit, workers: workers, leastShared: leastShared, pulse: pulse)
    (placed, hits) = try plan.placed()
    (self.vectors, self.cosines) = (vectors, cosines)
  }

  private init(_ placed: PlacedUnits, _ vectors: Vectors, _ cosines: KeyCosines, _ hits: LeaderHits) {
    (self.placed, self.vectors, self.cosines, self.hits) = (placed, vectors, cosines, hits)
  }

  /// The units of these operations, which are those of this or begin with them, under these constraints: what making them
  /// anew would give. Nil where that is the only way. `cosines` are of these operations, or what they go on from.
  /// Complexity: that of `PlacedUnits.following`; nothing is compared twice.
  package func following(
    _ operations: Operations, _ vectors: Vectors, cosines: KeyCosines, constraints: Constraints, tau: Cosine,
    pulse: Pulse = .silent
  ) throws -> Linkage? {
    guard tau == placed.tau, vectors.lineage.continues(self.vectors.lineage), let hits, !hits.isTooLarge,
      cosines.precedes(operations, vectors), let scope = placed.scope(of: constraints, operations)
    else { return nil }
    let chains = placed.chains.appending(operations)
    let cosines = cosines.appending(operations, vectors, chains)
    var index = KeptLeaders(
      operations, vectors, floor: Leader.floor(tau), cosines: cosines, hits: hits, chains: chains,
      leading: { [placed] key in
        scope.keys.contains(key) || Int(key) >= placed.operations.keyCount ? [] : placed.leaders(of: key)
      })
    let next = try placed.following(constraints, operations, scope: scope, index: &index, pulse: pulse)
    return next.map { Linkage($0, vectors, cosines, index.hits) }
  }
}
