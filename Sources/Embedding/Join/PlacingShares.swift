import Basics
import Identity

/// Groups of keys that are placed side by side, by whoever is free.
struct PlacingShares: Sendable {
  let groups: PlacingGroups
  private let workers: Workers

  /// Of each who shares the work: who has an easy one takes another.
  private static let groupsOfEach = 8

  /// In a key whose cosines are not kept all are compared with all who lead. With fewer operations than `leastShared` a
  /// thread costs more than it brings.
  init(
    _ operations: Operations, _ constraints: Constraints, _ cosines: KeyCosines, _ workers: Workers,
    leastShared: Int
  ) {
    self.workers = workers
    guard workers.count > 1, operations.count >= leastShared else {
      groups = .one
      return
    }
    var sizes = [Double](repeating: 0, count: operations.keyCount)
    for key in operations.key { sizes[Int(key)] += 1 }
    groups = PlacingGroups(operations, constraints, most: workers.count * PlacingShares.groupsOfEach) { key in
      let size = sizes[Int(key)]
      return size + size * size / (cosines.keeps(key) ? 256 : 16)
    }
  }

  /// What came of each group. The first, which is begun first, has the heaviest component, and may be at it when all others
  /// are done: it is helped then.
  func parts<Part: Sendable>(_ placed: @escaping @Sendable (_ group: Int, _ helpers: Workers) throws -> Part)
    throws
    -> [Part]
  {
    if groups.count == 1 { return [try placed(0, workers)] }
    let work = SharedWork(groups.count) { _, _ in }
    let shares = workers.map { worker in
      var parts: [(number: Int, part: Part)] = []
      while let group = work.take(worker) {
        do { parts.append((group, try placed(group, group == 0 ? workers : workers.alone))) } catch {
          work.stop(error)
        }
      }
      return parts
    }
    try work.check()
    let parts: [(number: Int, part: Part)] = shares.flatMap { $0 }
    return parts.sorted { $0.number < $1.number }.map(\.part)
  }
}
