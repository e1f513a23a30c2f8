import TraceLogs

/// The lots of a task, item by item.
extension TraceLog {
  /// Calls `take` with each item that was drawn for the task with a known probability of being held out, strictly between
  /// 0 and 1, and whether it was held out. An item counts once.
  @inline(__always)
  func forEachDraw(of task: Int, _ take: (_ item: Int32, _ isHeld: Bool, _ propensity: Double) -> Void) {
    let one = tasks.propensity(of: task)
    let held = tasks.held.entries(of: task)
    if one > 0, one < 1 {
      for entry in held { take(tasks.held.item[entry], true, one) }
      for entry in tasks.context(of: task) { take(tasks.item[entry], false, one) }
      return
    }
    for entry in tasks.propensities.entries(of: task) {
      let (item, propensity) = (tasks.propensities.item[entry], tasks.propensities.value[entry])
      guard propensity > 0, propensity < 1 else { continue }
      if held.contains(where: { tasks.held.item[$0] == item }) {
        take(item, true, propensity)
      } else if tasks.context(of: task).contains(where: { tasks.item[$0] == item }) {
        take(item, false, propensity)
      }
    }
  }

  /// Whether a lot with a known probability was drawn for any task.
  package var hasDraws: Bool {
    tasks.propensity.contains { $0 > 0 && $0 < 1 } || !tasks.propensities.isEmpty
  }
}
