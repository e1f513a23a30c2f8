import Basics
import TraceLogs

/// The keys of a log, numbered in order of first appearance.
struct KeyNumbers: Sendable {
  private(set) var count = 0
  /// By anchor and type; -1 for those that no operation has.
  private var numbers: [Int32] = []

  mutating func number(of proposal: Int, in log: TraceLog) -> Int32 {
    // An anchor is a place among the log's symbols, or -1.
    let anchor = Int(log.proposals.anchor[proposal]) + 1
    let code = anchor << 2 | Int(log.proposals.type[proposal].rawValue)
    if code >= numbers.count {
      numbers += repeatElement(-1, count: max(code + 1, 4 * log.symbols.count + 4) - numbers.count)
    }
    if numbers[code] < 0 {
      numbers[code] = Int32(truncatingIfNeeded: count)
      count += 1
    }
    return numbers[code]
  }
}

extension Operations {
  /// The operations of a log that begins with the log of this. `fingerprints` are those of the proposals that are new.
  /// Complexity: O(new proposals · log operations), and copying of O(operations).
  package func appending(_ log: TraceLog, fingerprints new: [Fingerprint]) -> Operations {
    precondition(ofProposal.count + new.count == log.proposals.count, "a fingerprint for each new proposal")
    var (ofProposal, firstProposal, fingerprints) = (ofProposal, firstProposal, fingerprints)
    var (key, numbers) = (key, numbers)
    var index: [Fingerprint: Int32] = [:]
    for fingerprint in new {
      let proposal = ofProposal.count
      let known = index[fingerprint] ?? operation(of: fingerprint)
      ofProposal.append(known ?? Int32(truncatingIfNeeded: fingerprints.count))
      guard known == nil else { continue }
      index[fingerprint] = Int32(truncatingIfNeeded: fingerprints.count)
      firstProposal.append(Int32(truncatingIfNeeded: proposal))
      fingerprints.append(fingerprint)
      key.append(numbers.number(of: proposal, in: log))
    }
    let younger = (Int32(count)..<Int32(fingerprints.count)).sorted {
      fingerprints[Int($0)] < fingerprints[Int($1)]
    }
    return Operations(
      ofProposal: ofProposal, firstProposal: firstProposal, fingerprints: fingerprints, key: key,
      numbers: numbers, sorted: merged(younger, fingerprints), lineage: lineage.continued)
  }

  private func operation(of fingerprint: Fingerprint) -> Int32? {
    let place = position(of: fingerprint)
    guard place < sorted.count, fingerprints[Int(sorted[place])] == fingerprint else { return nil }
    return sorted[place]
  }

  /// The new ones find their places; what lies between is copied as it is.
  private func merged(_ younger: [Int32], _ fingerprints: [Fingerprint]) -> [Int32] {
    var all: [Int32] = []
    all.reserveCapacity(fingerprints.count)
    var start = 0
    for operation in younger {
      let end = position(of: fingerprints[Int(operation)])
      all += sorted[start..<end]
      all.append(operation)
      start = end
    }
    return all + sorted[start...]
  }

  private init(
    ofProposal: [Int32], firstProposal: [Int32], fingerprints: [Fingerprint], key: [Int32],
    numbers: KeyNumbers, sorted: [Int32], lineage: Lineage
  ) {
    (self.ofProposal, self.firstProposal, self.fingerprints) = (ofProposal, firstProposal, fingerprints)
    (self.key, self.keyCount, self.numbers) = (key, numbers.count, numbers)
    (self.sorted, self.lineage) = (sorted, lineage)
  }
}
