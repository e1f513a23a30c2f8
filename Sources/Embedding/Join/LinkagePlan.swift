import Basics
import Identity

/// How the operations of a log are placed: all in their order, or group by group of keys, side by side.
struct LinkagePlan: Sendable {
  let operations: Operations
  let vectors: Vectors
  let cosines: KeyCosines
  let constraints: Constraints
  let tau: Cosine
  let candidateLimit: Int
  let workers: Workers
  /// With fewer operations a thread costs more than it brings.
  let leastShared: Int
  let pulse: Pulse

  /// What came of one group, and what was compared for it.
  private struct Part: Sendable {
    let units: PlacedGroup
    let log: HitLog
  }

  func placed() throws -> (units: PlacedUnits, hits: LeaderHits) {
    let sharing = PlacingShares(operations, constraints, cosines, workers, leastShared: leastShared)
    let (groups, members) = (sharing.groups, KeyMembers(operations))
    let parts = try sharing.parts { try part($0, of: groups, members, $1) }
    let units = PlacedUnits(
      parts.map(\.units), of: groups, operations, constraints: constraints, tau: tau,
      candidateLimit: candidateLimit)
    return (units, LeaderHits(parts.map(\.log), operationCount: operations.count))
  }

  private func part(_ number: Int, of groups: PlacingGroups, _ members: KeyMembers, _ workers: Workers) throws
    -> Part
  {
    let screened = ScreenedLeaders(
      operations, vectors, floors: [Leader.floor(tau)], workers: workers, kept: cosines, members: members)
    var index = RecordingLeaders(screened, operations, cosines)
    let units = try PlacedGroup(
      number, of: groups, operations, constraints: constraints, tau: tau, index: &index,
      candidateLimit: candidateLimit, pulse: pulse)
    return Part(units: units, log: index.log)
  }
}
