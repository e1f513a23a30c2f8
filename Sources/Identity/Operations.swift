import TraceLogs

/// The distinct operations of a log: proposals with the same fingerprint are one operation.
///
/// Operations stand in the order in which they first appear in the log.
public struct Operations: Sendable {
  /// The operation of each proposal.
  public let ofProposal: [Int32]
  /// The first proposal of each operation.
  public let firstProposal: [Int32]
  public let fingerprints: [Fingerprint]
  /// The key `(type, anchor)` of each operation, as an index that equal keys share.
  public let key: [Int32]
  public let keyCount: Int
  /// Operations by ascending fingerprint, to find them by a prefix.
  let sorted: [Int32]
  /// The key of each type and anchor.
  let numbers: KeyNumbers
  package let lineage: Lineage

  public var count: Int { fingerprints.count }

  /// `fingerprints[i]` belongs to proposal `i` of the log.
  public init(log: TraceLog, fingerprints: [Fingerprint]) {
    var index: [Fingerprint: Int32] = [:]
    var ofProposal: [Int32] = []
    var first: [Int32] = []
    var distinct: [Fingerprint] = []
    ofProposal.reserveCapacity(fingerprints.count)
    for (proposal, fingerprint) in fingerprints.enumerated() {
      let next = Int32(distinct.count)
      let operation = index[fingerprint, default: next]
      if operation == next {
        index[fingerprint] = next
        distinct.append(fingerprint)
        first.append(Int32(proposal))
      }
      ofProposal.append(operation)
    }
    self.ofProposal = ofProposal
    self.firstProposal = first
    self.fingerprints = distinct
    var numbers = KeyNumbers()
    self.key = first.map { numbers.number(of: Int($0), in: log) }
    (self.keyCount, self.numbers) = (numbers.count, numbers)
    self.sorted = (0..<Int32(distinct.count)).sorted { distinct[Int($0)] < distinct[Int($1)] }
    lineage = Lineage()
  }
}

extension Operations {
  /// The shortest name, of at least eight digits, that no other operation of the log shares.
  public func name(of operation: Int) -> OperationName {
    let position = self.position(of: fingerprints[operation])
    var digits = 8
    for neighbour in [position - 1, position + 1] where sorted.indices.contains(neighbour) {
      let other = fingerprints[Int(sorted[neighbour])]
      digits = max(digits, fingerprints[operation].sharedDigits(with: other) + 1)
    }
    return OperationName(digits: fingerprints[operation].hex(min(digits, 64)))
  }

  /// All operations whose fingerprint begins with the name's digits. Complexity: O(log n + matches).
  public func matches(_ name: OperationName) -> [Int] {
    let least = name.leastFingerprint
    let count = name.digits.utf8.count
    var found: [Int] = []
    var place = position(of: least)
    while place < sorted.count, fingerprints[Int(sorted[place])].sharedDigits(with: least) >= count {
      found.append(Int(sorted[place]))
      place += 1
    }
    return found
  }

  /// Where the first fingerprint stands that is not less.
  func position(of fingerprint: Fingerprint) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if fingerprints[Int(sorted[middle])] < fingerprint { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
