import Basics
import Embedding
import Identity
import Judging
import Memory
import Scoring
import Studies
import TraceLogs

/// From what is known of units to what a person is asked.
extension Stages {
  /// Of the decisions whose operations the log holds; nil for too few, or where all say the same.
  package static let answerModel = Stage<AnswerModel?>(keeps: 4, same: ==) { reader in
    let decisions = try reader(StudyInputs.decisions)
    guard decisions.count >= AnswerModel.leastAnswers else { return nil }
    let pairs = try PairReading(reader)
    var rows: [[Double]] = []
    var isSame: [Bool] = []
    for (index, decision) in decisions.all.enumerated() {
      if index % 256 == 0 { try reader.pulse.beat("learning", index, decisions.count) }
      guard let pair = pairs.operations.pair(decision.first, decision.second) else { continue }
      rows.append(pairs.features(Int(pair.low), Int(pair.high)))
      isSame.append(decision.ruling == .same)
    }
    return AnswerModel(rows, isSame: isSame)
  }

  /// The least m̂ above 0 of those that the last batch could write into the memory that the log holds.
  package static let leastApplied = Stage<Double?>(keeps: 8, same: ==) { reader in
    let trace = try reader(StudyInputs.log).trace
    let count = trace.batches.count
    let budget = try reader(StudyInputs.pool).budget(step: count, of: count, bank: trace.items.count)
    return try reader(evidence).leastApplied(budget)
  }

  /// What answers are tried on.
  package static let ground = Stage<ChangeFinder.Ground>(keeps: 1) { reader in
    ChangeFinder.Ground(
      partition: try reader(units), deltas: try reader(operationDeltas),
      accumulator: try reader(accumulator), mhat: try reader(evidence).mhat,
      verdict: try reader(verdicts).verdict, leastApplied: try reader(leastApplied),
      tau: try reader(StudyInputs.tau))
  }

  package static let judge = Stage<VerdictJudge>(keeps: 1) { reader in
    VerdictJudge(
      try reader(verdictTerms), try reader(verdicts),
      longest: try reader(StudyInputs.log).trace.batches.count)
  }

  /// Pairs that no decision settles, weighed: near, merged and suspect ones, or those of different keys. In the order
  /// in which the linkage saw them.
  package static let queue = StageFamily<QueueScope, [QueueEntry]>(keeps: 3) { reader, scope in
    let seen = try reader(seenQueue, scope)
    let weighed = try seen.queue.entries(
      try material(for: seen.candidates, reader), try reader(ground),
      workers: try reader(StudyInputs.log).trace.workers, pulse: reader.pulse)
    return scope == .acrossAnchors ? weighed.filter { $0.candidate.kind == .across } : weighed
  }

  /// The same before they are weighed against each other. Where something moved, only pairs near that are looked at again.
  static let seenQueue: StageFamily<QueueScope, SeenOnGround> = StageFamily(keeps: 2) { reader, scope in
    let constraints = try reader(constraints)
    let found = try scope == .acrossAnchors ? foundersAcross(reader) : reader(candidates)
    let open = found.filter { constraints.ruling($0.first, $0.second) == nil }
    let (finding, newer) = (try reader(ground), try queueGround(reader))
    let workers = try reader(StudyInputs.log).trace.workers
    let few = try material(for: open, reader)
    for older in reader.kept(seenQueue).reversed() where older.scope == scope {
      let next = try older.queue.following(
        few, finding, from: older.ground, to: newer, workers: workers, pulse: reader.pulse)
      if let next { return SeenOnGround(scope: scope, candidates: open, queue: next, ground: newer) }
    }
    let all = try few.reading(
      PairReading(reader).wordProfiles(where: reader(units).isAsked(by: open), pulse: reader.pulse))
    let queue = try SeenQueue(
      all, finding, looksWithinUnits: scope == .ofKeys, workers: workers, pulse: reader.pulse)
    return SeenOnGround(scope: scope, candidates: open, queue: queue, ground: newer)
  }

  private static func queueGround(_ reader: StageReader) throws -> QueueGround {
    QueueGround(
      operations: try reader(operations), vectors: try reader(vectors),
      chains: try reader(linkage).placed.chains,
      constraints: try reader(constraints), observations: try reader(observations),
      accumulator: try reader(accumulator), terms: try reader(verdictTerms),
      tau: try reader(StudyInputs.tau))
  }

  /// The same in an order, the most wanted first.
  package static let orderedQueue = StageFamily<OrderedScope, OrderedQueue>(keeps: 2) { reader, wanted in
    let queue = try reader(queue, wanted.scope)
    return OrderedQueue(queue, queue.order(by: wanted.order, spread: try reader(evidence).usualMhat))
  }

  private static func material(for candidates: [Candidate], _ reader: StageReader) throws -> QueueMaterial {
    let pairs = try PairReading(reader)
    return QueueMaterial(
      candidates: candidates, constraints: try reader(constraints),
      profile: { pairs.wordProfile(of: Int($0)) }, keys: pairs.operations.key, vectors: pairs.vectors,
      chance: AnswerChance(tau: try reader(StudyInputs.tau), model: try reader(answerModel)),
      judge: try reader(judge))
  }

  /// Of two units the pair of their founders, as for `near`: a ruling on them joins all of both.
  private static func foundersAcross(_ reader: StageReader) throws -> [Candidate] {
    let partition = try reader(units)
    func leads(_ operation: Int32) -> Bool {
      partition.founder[Int(partition.unitOf[Int(operation)])] == operation
    }
    let pairs = try reader(crossings, SimilarityJoin.mostPairs)
    return pairs.filter { leads($0.first) && leads($0.second) }.map {
      Candidate(kind: .across, first: $0.first, second: $0.second, cosine: $0.cosine)
    }
  }
}

package enum QueueScope: Hashable, Sendable { case ofKeys, acrossAnchors }

package struct OrderedScope: Hashable, Sendable {
  let scope: QueueScope
  let order: QueueOrder

  package init(scope: QueueScope, order: QueueOrder) { (self.scope, self.order) = (scope, order) }
}

extension Partition {
  /// Of all operations that are in no candidate and alone in their unit nothing is asked.
  fileprivate func isAsked(by candidates: [Candidate]) -> [Bool] {
    var isAsked = unitOf.map { members(of: Int($0)).count > 1 }
    for candidate in candidates {
      isAsked[Int(candidate.first)] = true
      isAsked[Int(candidate.second)] = true
    }
    return isAsked
  }
}

/// A queue, and what it was seen on.
struct SeenOnGround {
  let scope: QueueScope
  let candidates: [Candidate]
  let queue: SeenQueue
  let ground: QueueGround
}

extension QueueMaterial {
  /// With words that were read beforehand, for all that is looked at.
  fileprivate func reading(_ profiles: [WordProfile]) -> QueueMaterial {
    QueueMaterial(
      candidates: candidates, constraints: constraints, profiles: profiles, keys: keys, vectors: vectors,
      chance: chance, judge: judge)
  }
}
