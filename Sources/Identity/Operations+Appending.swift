import Basics
import TraceLogs

/// The keys of a log, numbered in order of first appearance.
struct KeyNumbers: Sendable {
  private(set) var count = 0
  /// By anchor and type; -1 for those that no operation has.
  private var numbers = SharedColumn<Int32>()

  mutating func number(of proposal: Int, in log: TraceLog) -> Int32 {
    // An anchor is a place among the log's symbols, or -1.
    let anchor = Int(log.proposals.anchor[proposal]) + 1
    let code = anchor << 2 | Int(log.proposals.type[proposal].rawValue)
    while code >= numbers.count { numbers.append(-1) }
    if numbers[code] < 0 {
      numbers[code] = Int32(truncatingIfNeeded: count)
      count += 1
    }
    return numbers[code]
  }

  mutating func share() { numbers.share() }
}

extension Operations {
  /// The operations of a log that begins with the log of this. `fingerprints` are those of the proposals that are new.
  /// Complexity: O(new proposals · log operations), amortized.
  package func appending(_ log: TraceLog, fingerprints new: [Fingerprint]) -> Operations {
    precondition(ofProposal.count + new.count == log.proposals.count, "a fingerprint for each new proposal")
    var (ofProposal, firstProposal, fingerprints) = (ofProposal, firstProposal, fingerprints)
    var (key, numbers, order) = (key, numbers, order)
    var index: [Fingerprint: Int32] = [:]
    for fingerprint in new {
      let proposal = ofProposal.count
      let known = index[fingerprint] ?? self.order.operation(of: fingerprint, self.fingerprints)
      ofProposal.append(known ?? Int32(truncatingIfNeeded: fingerprints.count))
      guard known == nil else { continue }
      index[fingerprint] = Int32(truncatingIfNeeded: fingerprints.count)
      firstProposal.append(Int32(truncatingIfNeeded: proposal))
      fingerprints.append(fingerprint)
      key.append(numbers.number(of: proposal, in: log))
    }
    order.append(count..<fingerprints.count, of: fingerprints)
    return Operations(
      ofProposal: ofProposal, firstProposal: firstProposal, fingerprints: fingerprints, key: key,
      numbers: numbers, order: order, lineage: lineage.continued)
  }

  private init(
    ofProposal: SharedColumn<Int32>, firstProposal: SharedColumn<Int32>,
    fingerprints: SharedColumn<Fingerprint>,
    key: SharedColumn<Int32>, numbers: KeyNumbers, order: FingerprintOrder, lineage: Lineage
  ) {
    (self.ofProposal, self.firstProposal, self.fingerprints) = (ofProposal, firstProposal, fingerprints)
    (self.key, self.keyCount, self.numbers) = (key, numbers.count, numbers)
    (self.order, self.lineage) = (order, lineage)
  }
}
