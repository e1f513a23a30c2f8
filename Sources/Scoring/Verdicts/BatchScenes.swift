import Basics
import Identity
import TraceLogs

/// The scene of each batch, numbered in order of first appearance.
public struct BatchScenes: Sendable, Equatable {
  /// Position in `names` per batch; -1 for none.
  public private(set) var ofBatch: [Int32] = []
  public private(set) var names: [String] = []
  private var taskCount = 0
  /// Whether no task is of an earlier batch than the one before it.
  private var tasksAscend = true

  /// The most common scene of a batch's tasks, of several the one seen first; else the batch's label; else none.
  /// Complexity: O(tasks + batches).
  public init(_ log: TraceLog) {
    extend(log, from: 0, log.tasks.batch.indices)
    (taskCount, tasksAscend) = (log.tasks.count, log.tasksAscend(from: 0))
  }

  /// The same for a log that begins with the one that these are of: batches that have new tasks are looked at again.
  /// Complexity: O(tasks of those batches), and copying of O(batches).
  package func appending(_ log: TraceLog) -> BatchScenes {
    guard tasksAscend, log.tasksAscend(from: taskCount) else { return BatchScenes(log) }
    let cut = min(ofBatch.count, Int(log.tasks.batch[taskCount...].first ?? .max))
    var next = self
    next.ofBatch.removeSubrange(cut...)
    // Names are numbered in the order of batches.
    next.names.removeSubrange(Int((next.ofBatch.max() ?? -1) + 1)...)
    next.extend(log, from: cut, log.tasks.batch.partitioningIndex { Int($0) >= cut }..<log.tasks.count)
    next.taskCount = log.tasks.count
    return next
  }

  public static func == (left: BatchScenes, right: BatchScenes) -> Bool {
    left.ofBatch == right.ofBatch && left.names == right.names
  }

  /// Goes on with the batches from `first` on, which these tasks are of.
  private mutating func extend(_ log: TraceLog, from first: Int, _ tasks: Range<Int>) {
    var numbers = Dictionary(uniqueKeysWithValues: zip(names, 0..<Int32(names.count)))
    for (place, scene) in BatchScenes.commonest(log, from: first, tasks).enumerated() {
      let name = scene.map { log.symbols[Int($0)] } ?? log.batches[first + place].label
      guard let name else {
        ofBatch.append(-1)
        continue
      }
      let number = numbers[name] ?? Int32(truncatingIfNeeded: names.count)
      if Int(number) == names.count { names.append(name) }
      numbers[name] = number
      ofBatch.append(number)
    }
  }

  /// Per batch, the symbol of the most common scene among its tasks.
  private static func commonest(_ log: TraceLog, from first: Int, _ tasks: Range<Int>) -> [Int32?] {
    guard log.tasks.scene[tasks].contains(where: { $0 >= 0 }) else {
      return Array(repeating: nil, count: log.batches.count - first)
    }
    let count = log.batches.count - first
    let byBatch = ByBatch(log.tasks.batch[tasks].map { $0 - Int32(first) }, count: count)
    var counts: [Int32: Int] = [:]
    return (0..<count).map { batch in
      counts.removeAll(keepingCapacity: true)
      var order: [Int32] = []
      for task in byBatch.positions(of: batch) {
        let scene = log.tasks.scene[tasks.lowerBound + Int(task)]
        guard scene >= 0 else { continue }
        if counts[scene, default: 0] == 0 { order.append(scene) }
        counts[scene, default: 0] += 1
      }
      let most = order.map { counts[$0] ?? 0 }.max()
      return order.first { counts[$0] == most }
    }
  }
}

extension TraceLog {
  fileprivate func tasksAscend(from first: Int) -> Bool {
    (max(1, first)..<max(1, tasks.count)).allSatisfy { tasks.batch[$0 - 1] <= tasks.batch[$0] }
  }
}
