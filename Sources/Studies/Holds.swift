import Basics
import Identity
import Memory
import TraceLogs

/// What a person has ruled of memory, by the names of operations: which stand whatever the evidence says, and which never do.
package struct Holds: Sendable, Equatable {
  package private(set) var all: [(name: OperationName, hold: Hold)] = []

  package mutating func set(_ name: OperationName, _ hold: Hold?) {
    all.removeAll { $0.name == name }
    if let hold { all.append((name, hold)) }
  }

  package static func == (left: Holds, right: Holds) -> Bool {
    left.all.elementsEqual(right.all) { $0.name == $1.name && $0.hold == $1.hold }
  }

  /// By the units of one log. What was said last of a unit holds. Complexity: O(holds · log operations).
  package func units(_ operations: Operations, _ partition: Partition) -> [Int32: Hold] {
    var units: [Int32: Hold] = [:]
    for (name, hold) in all {
      for operation in operations.matches(name).prefix(1) { units[partition.unitOf[operation]] = hold }
    }
    return units
  }
}
