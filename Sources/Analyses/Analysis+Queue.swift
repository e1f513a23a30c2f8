import Basics
import Embedding
import Identity
import Judging
import Memory
import Scoring
import Studies
import TraceLogs

extension Analysis {
  /// What each operation was scored by itself. Tau and decisions do not change it.
  package func operationDeltas() throws -> OperationDeltas {
    let key = OperationDeltasKey(log: try log(), rule: study.settings.deltaRule)
    return try stages.operationDeltas.value(for: key) {
      try OperationDeltas(
        log: try trace(), operations: try operations(), rule: key.rule, workers: try workers(), pulse: pulse)
    }
  }

  /// Pairs that no decision settles, weighed: near, merged and suspect ones, or those of different keys. In the order
  /// in which the linkage saw them.
  package func weighedCandidates(acrossAnchors: Bool = false) throws -> [QueueEntry] {
    try stages.queues.value(for: try queueKey(acrossAnchors)) {
      let constraints = try constraints()
      let found = try acrossAnchors ? foundersAcross() : partition().candidates
      let open = found.filter { constraints.ruling($0.first, $0.second) == nil }
      let weighed = try reviewQueue(
        try material(for: open), try ground(), workers: try workers(), pulse: pulse)
      return acrossAnchors ? weighed.filter { $0.candidate.kind == .across } : weighed
    }
  }

  /// The same in an order, the most wanted first.
  func weighedCandidates(acrossAnchors: Bool, by order: QueueOrder) throws -> [QueueEntry] {
    let key = OrderedQueueKey(queue: try queueKey(acrossAnchors), order: order)
    return try stages.orderedQueues.value(for: key) {
      try weighedCandidates(acrossAnchors: acrossAnchors).ordered(by: order, spread: try usualMhat())
    }
  }

  private func queueKey(_ acrossAnchors: Bool) throws -> QueueKey {
    QueueKey(
      evidence: try evidenceKey(), verdicts: study.settings.verdicts, first: study.firstCertifying,
      pool: study.settings.pool, acrossAnchors: acrossAnchors)
  }

  /// Tries answers on the units they are about, as everything else stands.
  package func changeFinder() throws -> ChangeFinder {
    let vectors = try vectors()
    return ChangeFinder(
      try ground(), constraints: try constraints(), judge: try judge(), keys: try operations().key,
      cosine: { vectors.cosine(Int($0), Int($1)) })
  }

  /// The least m̂ above 0 of those that the last batch could write into the memory that the log holds.
  func leastApplied() throws -> Double? {
    let trace = try trace()
    let count = trace.batches.count
    let budget = study.settings.pool.budget(step: count, of: count, bank: trace.items.count)
    let positive = try evidence().mhat.compactMap { $0 }.filter { $0 > 0 }.sorted(by: >)
    return budget > 0 ? positive.prefix(budget).last : nil
  }

  /// Whether everything can be reckoned anew, for both answers too, while somebody waits.
  package var isQuicklyJudged: Bool {
    get throws {
      let trace = try trace()
      return trace.proposals.count <= 5_000 && trace.calls.value.count <= 100_000
    }
  }

  /// The words of each operation that is asked for.
  func wordProfiles(where isAsked: [Bool]) throws -> [WordProfile] {
    let (proposals, operations, workers) = (try trace().proposals, try operations(), try workers())
    let none = WordProfile("")
    var profiles: [WordProfile] = []
    profiles.reserveCapacity(operations.count)
    while profiles.count < operations.count {
      try pulse.beat("reading words", profiles.count, operations.count)
      let piece = profiles.count..<min(operations.count, profiles.count + 16_384)
      let parts = workers.map { part in
        workers.share(part, of: piece.count).map { place in
          let operation = piece.lowerBound + place
          return isAsked[operation]
            ? WordProfile(proposals.content[Int(operations.firstProposal[operation])]) : none
        }
      }
      for part in parts { profiles += part }
    }
    return profiles
  }

  /// How far from 0 an m̂ usually lies, to weigh moves of it against.
  package func usualMhat() throws -> Double {
    let known = try evidence().mhat.compactMap { $0 }
    return known.isEmpty ? 1 : known.reduce(0) { $0 + abs($1) / Double(known.count) }
  }
}

extension Analysis {
  private func material(for candidates: [Candidate]) throws -> QueueMaterial {
    QueueMaterial(
      candidates: candidates, constraints: try constraints(), profiles: try wordProfiles(for: candidates),
      keys: try operations().key, vectors: try vectors(),
      chance: AnswerChance(tau: study.settings.tau, model: try answerModel()), judge: try judge())
  }

  /// Of all operations that are in no candidate and alone in their unit nothing is asked.
  private func wordProfiles(for candidates: [Candidate]) throws -> [WordProfile] {
    let partition = try partition()
    var isAsked = partition.unitOf.map { partition.members(of: Int($0)).count > 1 }
    for candidate in candidates {
      isAsked[Int(candidate.first)] = true
      isAsked[Int(candidate.second)] = true
    }
    return try wordProfiles(where: isAsked)
  }

  private func ground() throws -> ChangeFinder.Ground {
    ChangeFinder.Ground(
      partition: try partition(), deltas: try operationDeltas(), accumulator: study.settings.accumulator,
      mhat: try evidence().mhat, verdict: try verdicts().verdict, leastApplied: try leastApplied(),
      tau: study.settings.tau)
  }

  private func judge() throws -> VerdictJudge {
    VerdictJudge(try verdictTerms(), try verdicts(), longest: try trace().batches.count)
  }

  /// Of two units the pair of their founders, as for `near`: a ruling on them joins all of both.
  private func foundersAcross() throws -> [Candidate] {
    let partition = try partition()
    func leads(_ operation: Int32) -> Bool {
      partition.founder[Int(partition.unitOf[Int(operation)])] == operation
    }
    return try crossings().filter { leads($0.first) && leads($0.second) }.map {
      Candidate(kind: .across, first: $0.first, second: $0.second, cosine: $0.cosine)
    }
  }
}

struct OrderedQueueKey: Equatable {
  let queue: QueueKey
  let order: QueueOrder
}

struct OperationDeltasKey: Equatable {
  let log: LoadedLog
  let rule: DeltaRule
}

/// Decisions are part of what evidence depends on.
struct QueueKey: Equatable {
  let evidence: EvidenceKey
  let verdicts: VerdictRules
  let first: Int
  let pool: PoolRules
  let acrossAnchors: Bool
}
