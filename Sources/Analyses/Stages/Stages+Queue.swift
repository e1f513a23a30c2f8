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
    let positive = try reader(evidence).mhat.compactMap { $0 }.filter { $0 > 0 }.sorted(by: >)
    return budget > 0 ? positive.prefix(budget).last : nil
  }

  /// What answers are tried on.
  package static let ground = Stage<ChangeFinder.Ground>(keeps: 1) { reader in
    ChangeFinder.Ground(
      partition: try reader(units), deltas: try reader(operationDeltas),
      accumulator: try reader(StudyInputs.accumulator), mhat: try reader(evidence).mhat,
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
    let constraints = try reader(constraints)
    let found = try scope == .acrossAnchors ? foundersAcross(reader) : reader(candidates)
    let open = found.filter { constraints.ruling($0.first, $0.second) == nil }
    let weighed = try reviewQueue(
      try material(for: open, reader), try reader(ground),
      workers: try reader(StudyInputs.log).trace.workers, pulse: reader.pulse)
    return scope == .acrossAnchors ? weighed.filter { $0.candidate.kind == .across } : weighed
  }

  /// The same in an order, the most wanted first.
  package static let orderedQueue = StageFamily<OrderedScope, [QueueEntry]>(keeps: 2) { reader, wanted in
    try reader(queue, wanted.scope).ordered(by: wanted.order, spread: try reader(evidence).usualMhat)
  }

  private static func material(for candidates: [Candidate], _ reader: StageReader) throws -> QueueMaterial {
    let pairs = try PairReading(reader)
    let isAsked = try reader(units).isAsked(by: candidates)
    return QueueMaterial(
      candidates: candidates, constraints: try reader(constraints),
      profiles: try pairs.wordProfiles(where: isAsked, pulse: reader.pulse), keys: pairs.operations.key,
      vectors: pairs.vectors,
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

extension Evidence {
  /// How far from 0 an m̂ usually lies, to weigh moves of it against.
  var usualMhat: Double {
    let known = mhat.compactMap { $0 }
    return known.isEmpty ? 1 : known.reduce(0) { $0 + abs($1) / Double(known.count) }
  }
}
