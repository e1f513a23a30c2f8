import Basics
import Identity
import Judging
import Studies
import TraceLogs

/// Candidates for a person to judge, weighed and in order: `merges` lists them, `review` goes through them.
package struct MergeQueue {
  package let analysis: Analysis
  /// Pairs of different keys, in place of the linkage's own.
  package var acrossAnchors = false
  package var kind: Candidate.Kind?
  /// Only pairs with a member of this unit.
  package var unit: Int?
  /// Only pairs of which one was proposed in a batch of this number.
  package var batch: Int?
  /// Pairs that are decided, in place of those that are not.
  package var isDecided = false
  /// Nil for the order of the table `merges`: those closest to tau first; of `across`, the most similar first.
  package var order: QueueOrder?
  /// What `where` picked: rows of that table, in their order.
  package var picked: [Int]?

  package init(
    analysis: Analysis, acrossAnchors: Bool = false, kind: Candidate.Kind? = nil, unit: Int? = nil,
    batch: Int? = nil, isDecided: Bool = false, order: QueueOrder? = nil, picked: [Int]? = nil
  ) {
    (self.analysis, self.acrossAnchors, self.kind) = (analysis, acrossAnchors, kind)
    (self.unit, self.batch, self.isDecided) = (unit, batch, isDecided)
    (self.order, self.picked) = (order, picked)
  }

  package func entries() throws -> OrderedQueue {
    if let picked {
      let whole = try MergeQueue(analysis: analysis, acrossAnchors: acrossAnchors).entries()
      return try kept(OrderedQueue(picked.map { whole[$0] }))
    }
    if isDecided {
      return try kept(OrderedQueue(decided().ordered(by: order ?? .cosine, spread: 1)))
    }
    if let order {
      return try kept(open(analysis.weighedCandidates(acrossAnchors: acrossAnchors, by: order)))
    }
    return OrderedQueue(closest(try kept(unordered())))
  }

  /// Neither decided nor put off, in no order that a person would want.
  func unordered() throws -> OrderedQueue {
    try open(OrderedQueue(analysis.weighedCandidates(acrossAnchors: acrossAnchors)))
  }

  private func closest(_ found: OrderedQueue) -> [QueueEntry] {
    let tau = acrossAnchors ? 10_000 : analysis.study.settings.tau.tenThousandths
    func distance(_ candidate: Candidate) -> Int32 { abs(candidate.cosine.tenThousandths - tau) }
    return found.sorted { left, right in
      let (a, b) = (left.candidate, right.candidate)
      return (distance(a), a.first, a.second) < (distance(b), b.first, b.second)
    }
  }

  private func open(_ entries: OrderedQueue) throws -> OrderedQueue {
    let doubts = analysis.study.doubts.pairs(in: try analysis.operations())
    if doubts.isEmpty { return entries }
    return OrderedQueue(
      entries.filter { !doubts.contains(OperationPair($0.candidate.first, $0.candidate.second)) })
  }

  /// The decisions whose operations the log holds. What stands is what was answered: it would change nothing.
  private func decided() throws -> [QueueEntry] {
    let (partition, vectors) = (try analysis.units(), try analysis.vectors())
    let key = try analysis.operations().key
    return try analysis.ruledPairs().map { pair in
      let (first, second) = (Int(pair.low), Int(pair.high))
      let isOne = partition.unitOf[first] == partition.unitOf[second]
      let kind: Candidate.Kind = isOne ? .merged : key[first] == key[second] ? .near : .across
      let candidate = Candidate(
        kind: kind, first: pair.low, second: pair.high, cosine: vectors.cosine(first, second))
      return QueueEntry(candidate, Change(), chance: 0)
    }
  }

  private func kept(_ entries: OrderedQueue) throws -> OrderedQueue {
    guard kind != nil || unit != nil || batch != nil else { return entries }
    let unitOf = try analysis.units().unitOf
    let inBatch = try batch.map(operations(in:))
    let kept = entries.filter { entry in
      let pair = [entry.candidate.first, entry.candidate.second]
      return (kind.map { $0 == entry.candidate.kind } ?? true)
        && (unit.map { unit in pair.contains { Int(unitOf[Int($0)]) == unit } } ?? true)
        && (inBatch.map { operations in pair.contains { operations.contains($0) } } ?? true)
    }
    return OrderedQueue(kept)
  }

  private func operations(in batch: Int) throws -> Set<Int32> {
    let (trace, operations) = (try analysis.trace(), try analysis.operations())
    return Set(
      operations.ofProposal.indices.lazy.filter {
        trace.batches[Int(trace.proposals.batch[$0])].number == batch
      }.map { operations.ofProposal[$0] })
  }
}

extension Analysis {
  /// The pairs of decisions of which the log knows both operations, each once, in the order of the decisions.
  func ruledPairs() throws -> [OperationPair] {
    let operations = try operations()
    var seen: Set<OperationPair> = []
    return study.decisions.all.compactMap { operations.pair($0.first, $0.second) }
      .filter { seen.insert($0).inserted }
  }
}
