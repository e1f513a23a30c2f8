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

  /// Of each who shares the work: who has an easy one takes another.
  private static let groupsOfEach = 8

  func placed() throws -> (units: PlacedUnits, hits: LeaderHits) {
    let (groups, members) = (groups(), KeyMembers(operations))
    let parts =
      try groups.count == 1 ? [part(0, of: groups, members, workers)] : sideBySide(groups, members)
    let units = PlacedUnits(
      parts.map(\.units), of: groups, operations, constraints: constraints, tau: tau,
      candidateLimit: candidateLimit)
    return (units, LeaderHits(parts.map(\.log), operationCount: operations.count))
  }

  /// In a key whose cosines are not kept all are compared with all who lead.
  private func groups() -> PlacingGroups {
    guard workers.count > 1, operations.count >= leastShared else { return .one }
    var sizes = [Double](repeating: 0, count: operations.keyCount)
    for key in operations.key { sizes[Int(key)] += 1 }
    return PlacingGroups(operations, constraints, most: workers.count * LinkagePlan.groupsOfEach) { key in
      let size = sizes[Int(key)]
      return size + size * size / (cosines.keeps(key) ? 256 : 16)
    }
  }

  /// The first group, which is begun first, has the heaviest component, and may be at it when all others are done: it is
  /// helped then.
  private func sideBySide(_ groups: PlacingGroups, _ members: KeyMembers) throws -> [Part] {
    let work = SharedWork(groups.count) { _, _ in }
    let shares = workers.map { worker in
      var parts: [(number: Int, part: Part)] = []
      while let group = work.take(worker) {
        let helpers = group == 0 ? workers : workers.alone
        do { parts.append((group, try part(group, of: groups, members, helpers))) } catch { work.stop(error) }
      }
      return parts
    }
    try work.check()
    let parts: [(number: Int, part: Part)] = shares.flatMap { $0 }
    return parts.sorted { $0.number < $1.number }.map(\.part)
  }

  private func part(_ number: Int, of groups: PlacingGroups, _ members: KeyMembers, _ workers: Workers) throws
    -> Part
  {
    let screened = ScreenedLeaders(
      operations, vectors, floor: Leader.floor(tau), workers: workers, kept: cosines, members: members)
    var index = RecordingLeaders(screened, operations, cosines)
    let units = try PlacedGroup(
      number, of: groups, operations, constraints: constraints, tau: tau, index: &index,
      candidateLimit: candidateLimit, pulse: pulse)
    return Part(units: units, log: index.log)
  }
}
