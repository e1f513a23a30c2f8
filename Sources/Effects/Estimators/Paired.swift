import Basics

/// `paired`: the same task with and without the item.
///
/// Tasks of one name in one window of batches are one group; where several items differ, the outcome is regressed on what
/// differs. Assumes that nothing else changed between the tries. Complexity: O(tasks · log tasks), and that of the
/// regression for tasks that were tried more than once.
enum Paired {
  /// By symbol of the item.
  static func effects(_ sheet: TaskSheet, window: Int) -> [Int32: PairedEffect] {
    let groups = TaskGroups.tries(sheet, window: max(1, window))
    let effects = AbsorbedRegression(groups, ridge: 0).effects
    let counts = groups.counts
    var found: [Int32: PairedEffect] = [:]
    for (column, item) in groups.items.enumerated() {
      found[item] = PairedEffect(
        interval: effects[column], with: counts[column].with, without: counts[column].without)
    }
    return found
  }
}

/// What pairs, or a regression, say of one item.
struct PairedEffect: Sendable, Equatable {
  /// Nil where other items explain all that this one could.
  let interval: Interval?
  /// Tasks with the item, and without it, in groups that have both.
  let with: Int
  let without: Int
}

/// `adjusted`: ridge regression with task effects over all items at once.
///
/// Assumes that effects add up and that within a task's name (or its scene and batch, where names do not come again)
/// nothing else steers both outcome and context. Complexity: that of the regression.
enum Adjusted {
  /// What is added to the diagonal.
  static let ridge = 1.0

  static func effects(_ sheet: TaskSheet) -> [Int32: PairedEffect] {
    let groups = TaskGroups.alike(sheet)
    let effects = AbsorbedRegression(groups, ridge: ridge).effects
    let counts = groups.counts
    var found: [Int32: PairedEffect] = [:]
    for (column, item) in groups.items.enumerated() {
      found[item] = PairedEffect(
        interval: effects[column], with: counts[column].with, without: counts[column].without)
    }
    return found
  }
}

extension TaskGroups {
  /// By column: tasks with and without the item in groups that have both.
  var counts: [(with: Int, without: Int)] {
    var counts = items.map { _ in (with: 0, without: 0) }
    for group in end.indices {
      let range = range(of: group)
      var having: [Int32: Int] = [:]
      for row in rows[range] { for column in row.columns { having[column, default: 0] += 1 } }
      for (column, count) in having where count < range.count {
        counts[Int(column)].with += count
        counts[Int(column)].without += range.count - count
      }
    }
    return counts
  }
}
