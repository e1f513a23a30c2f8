import Basics
import Identity

extension TauLadder {
  /// Leaders are held in at most so many bands: who leads under high taus only is near to few. More bands leave more tiles
  /// that are not full.
  private static let mostBands = 8

  /// Makes the units under each of these taus, which ascend and are at most `mostTaus`.
  ///
  /// Complexity: that of `ScreenedLeaders`, once for all taus; O(operations · taus) of memory.
  package init(
    _ operations: Operations, _ vectors: Vectors, cosines: KeyCosines, constraints: Constraints,
    taus: [Cosine], workers: Workers = .one, leastShared: Int = Linkage.leastShared, pulse: Pulse = .silent
  ) throws {
    let sharing = PlacingShares(operations, constraints, cosines, workers, leastShared: leastShared)
    let groups = sharing.groups
    let (members, places) = (KeyMembers(operations), groups.places(operations))
    let step = (taus.count + TauLadder.mostBands - 1) / TauLadder.mostBands
    let floors = stride(from: 0, to: taus.count, by: max(1, step)).map { taus[$0] }
    let parts = try sharing.parts { number, helpers in
      try Part(
        number, of: groups, operations, places: places, constraints: constraints, taus: taus,
        index: ScreenedLeaders(
          operations, vectors, floors: floors, workers: helpers, kept: cosines, members: members),
        pulse: pulse)
    }
    self.init(taus: taus, groups: groups, parts: parts)
  }
}
