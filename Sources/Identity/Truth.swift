import Basics
import TraceLogs

/// What the labels of a log say of each unit: planted or gold truth. Figures of quality read it; the method never
/// does.
public struct Truth: Sendable {
  /// How much a unit truly helps: the mean over its labelled proposals. Nil where none has an effect.
  public let effect: [Double?]
  /// The class that most of its labelled proposals bear; on a tie the one that came first.
  public let category: [String?]

  /// Complexity: O(labels + units).
  public init(log: TraceLog, operations: Operations, partition: Partition) {
    var sums = [(sum: Double, count: Int)](repeating: (0, 0), count: partition.unitCount)
    var votes = [[(name: String, count: Int)]](repeating: [], count: partition.unitCount)
    for label in log.labels {
      let unit = Int(partition.unitOf[Int(operations.ofProposal[Int(label.proposal)])])
      if let effect = label.effect {
        sums[unit].sum += effect
        sums[unit].count += 1
      }
      guard let name = label.category else { continue }
      if let place = votes[unit].firstIndex(where: { $0.name.utf8.elementsEqual(name.utf8) }) {
        votes[unit][place].count += 1
      } else {
        votes[unit].append((name, 1))
      }
    }
    effect = sums.map { $0.count > 0 ? $0.sum / Double($0.count) : nil }
    category = votes.map { names in
      // The first of the largest, which `max` would not give.
      names.dropFirst().reduce(names.first) { $1.count > ($0?.count ?? 0) ? $1 : $0 }?.name
    }
  }

  public var hasEffects: Bool { effect.contains { $0 != nil } }
}
