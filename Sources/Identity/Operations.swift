import Basics
import TraceLogs

/// The distinct operations of a log: proposals with the same fingerprint are one operation.
///
/// Operations stand in the order in which they first appear in the log.
public struct Operations: Sendable {
  /// The operation of each proposal.
  public let ofProposal: SharedColumn<Int32>
  /// The first proposal of each operation.
  public let firstProposal: SharedColumn<Int32>
  public let fingerprints: SharedColumn<Fingerprint>
  /// The key `(type, anchor)` of each operation, as an index that equal keys share.
  public let key: SharedColumn<Int32>
  public let keyCount: Int
  /// To find them by a prefix.
  let order: FingerprintOrder
  /// The key of each type and anchor.
  let numbers: KeyNumbers
  package let lineage: Lineage

  public var count: Int { fingerprints.count }

  /// `fingerprints[i]` belongs to proposal `i` of the log.
  public init(log: TraceLog, fingerprints: [Fingerprint]) {
    var index = FirstPlaces(capacity: fingerprints.count / 2)
    var ofProposal: [Int32] = []
    var first: [Int32] = []
    var distinct: [Fingerprint] = []
    ofProposal.reserveCapacity(fingerprints.count)
    for (proposal, fingerprint) in fingerprints.enumerated() {
      let next = Int32(distinct.count)
      let operation = index.place(next, hash: index.hash(fingerprint.words[0])) {
        distinct[Int($0)] == fingerprint
      }
      if operation == next {
        distinct.append(fingerprint)
        first.append(Int32(proposal))
      }
      ofProposal.append(operation)
    }
    self.ofProposal = SharedColumn(ofProposal).shared
    self.firstProposal = SharedColumn(first).shared
    self.fingerprints = SharedColumn(distinct).shared
    var numbers = KeyNumbers()
    self.key = SharedColumn(first.map { numbers.number(of: Int($0), in: log) }).shared
    numbers.share()
    (self.keyCount, self.numbers) = (numbers.count, numbers)
    (order, lineage) = (FingerprintOrder(distinct), Lineage())
  }
}

extension Operations {
  /// The shortest name, of at least eight digits, that no other operation of the log shares.
  public func name(of operation: Int) -> OperationName {
    let own = fingerprints[operation]
    var digits = 8
    for other in order.neighbours(of: own, fingerprints) where Int(other) != operation {
      digits = max(digits, own.sharedDigits(with: fingerprints[Int(other)]) + 1)
    }
    return OperationName(digits: own.hex(min(digits, 64)))
  }

  /// All operations whose fingerprint begins with the name's digits, by fingerprint. Complexity: O(log² n + matches).
  public func matches(_ name: OperationName) -> [Int] {
    let (least, count) = (name.leastFingerprint, name.digits.utf8.count)
    let found = order.operations(from: least, fingerprints) { $0.sharedDigits(with: least) >= count }
    return found.map { Int($0) }.sorted { fingerprints[$0] < fingerprints[$1] }
  }
}
