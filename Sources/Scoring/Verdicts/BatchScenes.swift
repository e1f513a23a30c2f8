import Basics
import TraceLogs

/// The scene of each batch, numbered in order of first appearance.
public struct BatchScenes: Sendable, Equatable {
  /// Position in `names` per batch; -1 for none.
  public private(set) var ofBatch: [Int32] = []
  public private(set) var names: [String] = []

  /// The most common scene of a batch's tasks, of several the one seen first; else the batch's label; else none.
  /// Complexity: O(tasks + batches).
  public init(_ log: TraceLog) {
    var numbers: [String: Int32] = [:]
    for (batch, scene) in BatchScenes.commonest(log).enumerated() {
      let name = scene.map { log.symbols[Int($0)] } ?? log.batches[batch].label
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
  private static func commonest(_ log: TraceLog) -> [Int32?] {
    guard log.tasks.scene.contains(where: { $0 >= 0 }) else {
      return Array(repeating: nil, count: log.batches.count)
    }
    let byBatch = ByBatch(log.tasks.batch, count: log.batches.count)
    var counts: [Int32: Int] = [:]
    return log.batches.indices.map { batch in
      counts.removeAll(keepingCapacity: true)
      var order: [Int32] = []
      for task in byBatch.positions(of: batch) {
        let scene = log.tasks.scene[Int(task)]
        guard scene >= 0 else { continue }
        if counts[scene, default: 0] == 0 { order.append(scene) }
        counts[scene, default: 0] += 1
      }
      let most = order.map { counts[$0] ?? 0 }.max()
      return order.first { counts[$0] == most }
    }
  }
}
