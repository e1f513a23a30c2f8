import Basics
import Identity

/// The units of a log, with all that was compared to find them, so that they can follow a change.
package struct Linkage: Sendable {
  package let placed: PlacedUnits
  private let compared: Compared?

  /// What a change is followed by. Not there where pairs were known: placing anew then costs no more.
  private struct Compared: Sendable {
    let vectors: Vectors
    let cosines: KeyCosines
    let hits: LeaderHits
  }

  package var partition: Partition { placed.partition }
  package var cosines: KeyCosines? { compared?.cosines }

  /// With fewer operations a thread costs more than it brings.
  package static let leastShared = 4_096

  /// Made anew. Complexity: that of `ScreenedLeaders`.
  package init(
    _ operations: Operations, _ vectors: Vectors, cosines: KeyCosines, constraints: Constraints, tau: Cosine,
    candidateLimit: Int = CandidateList.most, workers: Workers = .one, leastShared: Int = leastShared,
    pulse: Pulse = .silent
  ) throws {
    let plan = LinkagePlan(
      operations: operations, vectors: vectors, cosines: cosines, constraints: constraints, tau: tau,
      candidateLimit: candidateLimit, workers: workers, leastShared: leastShared, pulse: pulse)
    let (placed, hits) = try plan.placed()
    self.init(placed: placed, compared: Compared(vectors: vectors, cosines: cosines, hits: hits))
  }

  /// Made from pairs down to `floor`, which reach the floor of tau; without candidates those that reach tau itself will do.
  /// Complexity: O(operations + pairs).
  package init(
    _ operations: Operations, _ near: NearPairs, floor: Cosine, constraints: Constraints, tau: Cosine,
    candidateLimit: Int = CandidateList.most, pulse: Pulse = .silent
  ) throws {
    var index = PairedLeaders(near, tau: floor, operationCount: operations.count)
    let placed = try PlacedUnits(
      operations, constraints: constraints, tau: tau, index: &index, candidateLimit: candidateLimit,
      pulse: pulse)
    self.init(placed: placed, compared: nil)
  }

  private init(placed: PlacedUnits, compared: Compared?) {
    (self.placed, self.compared) = (placed, compared)
  }

  /// The units of these operations, which are those of this or begin with them, under these constraints: what making them
  /// anew would give. Nil where that is the only way. `cosines` are of these operations, or what they go on from.
  /// Complexity: that of `PlacedUnits.following`; nothing is compared twice.
  package func following(
    _ operations: Operations, _ vectors: Vectors, cosines: KeyCosines, constraints: Constraints, tau: Cosine,
    pulse: Pulse = .silent
  ) throws -> Linkage? {
    guard tau == placed.tau, let compared, vectors.lineage.continues(compared.vectors.lineage),
      !compared.hits.isTooLarge, cosines.precedes(operations, vectors),
      let scope = placed.scope(of: constraints, operations)
    else { return nil }
    let chains = placed.chains.appending(operations)
    let cosines = cosines.appending(operations, vectors, chains)
    var index = KeptLeaders(
      operations, vectors, floor: Leader.floor(tau), cosines: cosines, hits: compared.hits, chains: chains,
      leading: { [placed] key in
        scope.keys.contains(key) || Int(key) >= placed.operations.keyCount ? [] : placed.leaders(of: key)
      })
    let next = try placed.following(constraints, operations, scope: scope, index: &index, pulse: pulse)
    return next.map {
      Linkage(placed: $0, compared: Compared(vectors: vectors, cosines: cosines, hits: index.hits))
    }
  }
}
