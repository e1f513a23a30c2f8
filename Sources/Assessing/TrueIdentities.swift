import Basics
import Identity
import TraceLogs

/// Which true operation each operation of a log is, as its labels say: planted or gold truth.
public struct TrueIdentities: Sendable {
  /// Per operation: a number from 0 in the order of first appearance, or -1 without a label.
  public let ofOperation: [Int32]
  public let count: Int

  /// Where the proposals of one text bear different names, most of them decide; on a tie the name that came first.
  /// Complexity: O(labels + operations).
  public init(log: TraceLog, operations: Operations) {
    var names: [ByteText: Int32] = [:]
    var votes = [[(name: Int32, count: Int)]](repeating: [], count: operations.count)
    for label in log.labels {
      guard let name = label.sameAs else { continue }
      let next = Int32(truncatingIfNeeded: names.count)
      let number = names[ByteText(name), default: next]
      names[ByteText(name)] = number
      let operation = Int(operations.ofProposal[Int(label.proposal)])
      if let place = votes[operation].firstIndex(where: { $0.name == number }) {
        votes[operation][place].count += 1
      } else {
        votes[operation].append((number, 1))
      }
    }
    let elected = votes.map { votes in
      // The first of the largest, which `max` would not give.
      votes.dropFirst().reduce(votes.first) { $1.count > ($0?.count ?? 0) ? $1 : $0 }?.name ?? -1
    }
    self.init(elected)
  }

  /// From any numbers, of which equal ones are one identity and negative ones none.
  public init(_ identities: [Int32]) {
    var numbers: [Int32: Int32] = [:]
    ofOperation = identities.map { identity in
      guard identity >= 0 else { return -1 }
      let next = Int32(truncatingIfNeeded: numbers.count)
      let number = numbers[identity, default: next]
      numbers[identity] = number
      return number
    }
    count = numbers.count
  }
}
