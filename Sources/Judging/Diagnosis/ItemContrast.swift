import Basics
import TraceLogs

/// How tasks went with an item of memory in context, held against those of the same batch without it; as `TaskContrast`
/// does for edits, and as little drawn by lot.
public struct ItemContrast: Sendable, Equatable {
  public let difference: Double
  public let with: Int
  public let without: Int

  /// Of each of these items that enough tasks had and had not. Complexity: O(tasks + items in context).
  public static func all(in log: TraceLog, of items: [String]) -> [String: ItemContrast] {
    guard log.tasks.count > 0 else { return [:] }
    let uses = ItemUses(log)
    var found: [String: ItemContrast] = [:]
    for item in items {
      var tally = ContrastTally()
      for use in uses.of(ByteText(item)) { tally.add(use, among: uses.all[use.batch]) }
      if let difference = tally.difference {
        found[item] = ItemContrast(difference: difference, with: tally.with, without: tally.without)
      }
    }
    return found
  }
}
