import TraceLogs

/// Reads the lots of one task after another: each item that was drawn for it with a known probability of being held out,
/// strictly between 0 and 1, once, and whether it was held out. Complexity: O(items of the task).
struct DrawReader: ~Copyable {
  /// By symbol, the task that an item was last drawn for, last seen in the context of, and last held out of.
  private struct DrawCell: BitwiseCopyable {
    var drawn: Int32 = -1
    var had: Int32 = -1
    var held: Int32 = -1
  }

  private var cells: Slab<DrawCell>

  init(symbols: Int) { cells = Slab(repeating: DrawCell(), count: symbols) }

  @inline(__always)
  mutating func forEach(
    of task: Int, in tasks: Tasks, _ take: (_ item: Int32, _ isHeld: Bool, _ propensity: Double) -> Void
  ) {
    let one = tasks.propensity(of: task)
    guard one > 0, one < 1 else { return forEachByItem(of: task, in: tasks, take) }
    for entry in tasks.held.entries(of: task) where isNew(tasks.held.item[entry], task) {
      take(tasks.held.item[entry], true, one)
    }
    for entry in tasks.context(of: task) where isNew(tasks.item[entry], task) {
      take(tasks.item[entry], false, one)
    }
  }

  @inline(__always)
  private mutating func forEachByItem(
    of task: Int, in tasks: Tasks, _ take: (_ item: Int32, _ isHeld: Bool, _ propensity: Double) -> Void
  ) {
    let entries = tasks.propensities.entries(of: task)
    guard !entries.isEmpty else { return }
    mark(task, in: tasks)
    for entry in entries {
      let (item, propensity) = (tasks.propensities.item[entry], tasks.propensities.value[entry])
      guard propensity > 0, propensity < 1 else { continue }
      let isHeld = cells[Int(item)].held == task
      guard isHeld || cells[Int(item)].had == task, isNew(item, task) else { continue }
      take(item, isHeld, propensity)
    }
  }

  private mutating func mark(_ task: Int, in tasks: Tasks) {
    let stamp = Int32(truncatingIfNeeded: task)
    for entry in tasks.context(of: task) { cells[Int(tasks.item[entry])].had = stamp }
    for entry in tasks.held.entries(of: task) { cells[Int(tasks.held.item[entry])].held = stamp }
  }

  @inline(__always)
  private mutating func isNew(_ item: Int32, _ task: Int) -> Bool {
    guard cells[Int(item)].drawn != task else { return false }
    cells[Int(item)].drawn = Int32(truncatingIfNeeded: task)
    return true
  }
}

extension TaskSheet {
  /// Whether any task may have been drawn a lot for, or kept from an item.
  var mayHaveDraws: Bool {
    !log.tasks.held.isEmpty || !log.tasks.propensity.isEmpty || !log.tasks.propensities.isEmpty
  }
}
