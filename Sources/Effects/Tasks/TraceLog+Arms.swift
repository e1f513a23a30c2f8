import Basics
import TraceLogs

extension TraceLog {
  /// The log as if a task's arm were the one item in its context, and the base arm none. Complexity: O(tasks).
  package func armsAsItems(base: String) -> TraceLog {
    var log = self
    log.tasks.item = []
    log.tasks.held = TaskEntries()
    log.tasks.propensities = TaskEntries()
    log.tasks.propensity = []
    for task in 0..<tasks.count {
      let arm = tasks.arm(of: task)
      if arm >= 0, !symbols[Int(arm)].utf8.elementsEqual(base.utf8) { log.tasks.item.append(arm) }
      log.tasks.itemEnd[task] = log.tasks.item.count
    }
    return log
  }
}
