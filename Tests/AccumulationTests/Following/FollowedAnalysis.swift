import Accumulation
import Embedding
import Testing

/// What follows from a study, made anew or from what was kept of others.
struct FollowedAnalysis {
  let merged: FollowedMerging
  let scored: FollowedScoring
  let queue: FollowedQueue

  /// Nil for a log without proposals. Of the kept ones the newest that will do is followed.
  init?(_ log: FollowedLog, _ study: FollowedStudy, kept: [FollowedAnalysis] = []) throws {
    let trace = log.log(study.batches)
    let kept = Array(kept.reversed())
    guard let merged = try FollowedMerging(log, trace, study, kept: kept.map(\.merged)) else { return nil }
    self.merged = merged
    scored = try FollowedScoring(merged, trace, study, kept: kept.map(\.scored))
    queue = try FollowedQueue(merged, scored, log, study, kept: kept.map(\.queue))
  }

  /// How many stages followed, of six.
  var followed: Int {
    [
      merged.followed, scored.followed[0], scored.followed[1], scored.followed[2], scored.followed[3],
      queue.followed,
    ]
    .count { $0 }
  }
}

struct FollowedMerging {
  let operations: Operations
  let vectors: Vectors
  let constraints: Constraints
  let linkage: Linkage
  let followed: Bool

  init?(_ log: FollowedLog, _ trace: TraceLog, _ study: FollowedStudy, kept: [FollowedMerging]) throws {
    let older = kept.first { $0.operations.ofProposal.count <= trace.proposals.count }
    let operations = FollowedMerging.operations(log, trace, older)
    let more = older.flatMap { log.vectors(operations, from: $0.operations.count) }
    guard let vectors = older.map({ more.map($0.vectors.appending) ?? $0.vectors }) ?? log.vectors(operations)
    else { return nil }
    (self.operations, self.vectors) = (operations, vectors)
    let constraints = Constraints(study.decisions, for: operations, knowing: kept.first?.constraints)
    let next = try kept.first.flatMap {
      try $0.linkage.following(
        operations, vectors, cosines: #require($0.linkage.cosines), constraints: constraints, tau: study.tau)
    }
    linkage =
      try next
      ?? Linkage(
        operations, vectors, cosines: KeyCosines(operations, vectors), constraints: constraints,
        tau: study.tau)
    (self.constraints, followed) = (constraints, next != nil)
  }

  private static func operations(_ log: FollowedLog, _ trace: TraceLog, _ older: FollowedMerging?)
    -> Operations
  {
    let count = trace.proposals.count
    guard let older else { return Operations(log: trace, fingerprints: log.fingerprints(0..<count)) }
    let known = older.operations.ofProposal.count
    return known == count
      ? older.operations : older.operations.appending(trace, fingerprints: log.fingerprints(known..<count))
  }
}

struct FollowedScoring {
  let deltas: OperationDeltas
  let observations: Observations
  let evidence: Evidence
  let terms: VerdictTerms
  let verdicts: Verdicts
  let followed: [Bool]

  init(_ merged: FollowedMerging, _ trace: TraceLog, _ study: FollowedStudy, kept: [FollowedScoring]) throws {
    let (operations, partition) = (merged.operations, merged.linkage.partition)
    let summed = kept.lazy.compactMap { $0.deltas.appending(trace, operations, study.rule) }.first
    let deltas = try summed ?? OperationDeltas(log: trace, operations: operations, rule: study.rule)
    let observed = kept.lazy.compactMap { $0.observations.following(deltas, partition) }.first
    let observations = observed ?? Observations(deltas, partition)
    let accumulated = kept.lazy.compactMap {
      $0.evidence.following(observations, accumulator: study.accumulator)
    }.first
    evidence =
      accumulated
      ?? Evidence(observations, unitCount: partition.unitCount, accumulator: study.accumulator)
    let terms = VerdictTerms(
      rules: VerdictRules(alpha: 0.5), bet: study.rule.clip, bound: study.rule.bound(scores: nil),
      batchCount: trace.batches.count, scenes: BatchScenes(trace).ofBatch)
    let judged = kept.lazy.compactMap { $0.verdicts.following(observations, terms: terms) }.first
    verdicts = try judged ?? Verdicts(observations, unitCount: partition.unitCount, terms: terms)
    (self.deltas, self.observations, self.terms) = (deltas, observations, terms)
    followed = [summed != nil, observed != nil, accumulated != nil, judged != nil]
  }
}

struct FollowedQueue {
  let seen: SeenQueue
  let ground: QueueGround
  let entries: [QueueEntry]
  let followed: Bool

  init(
    _ merged: FollowedMerging, _ scored: FollowedScoring, _ log: FollowedLog, _ study: FollowedStudy,
    kept: [FollowedQueue]
  ) throws {
    let (material, finding) = FollowedQueue.material(merged, scored, log, study)
    let ground = QueueGround(
      operations: merged.operations, vectors: merged.vectors, chains: merged.linkage.placed.chains,
      constraints: merged.constraints,
      observations: scored.observations, accumulator: study.accumulator, terms: scored.terms, tau: study.tau)
    let next = try kept.first.flatMap {
      try $0.seen.following(material, finding, from: $0.ground, to: ground)
    }
    seen = try next ?? SeenQueue(material, finding)
    entries = try seen.entries(material, finding)
    (self.ground, followed) = (ground, next != nil)
  }

  private static func material(
    _ merged: FollowedMerging, _ scored: FollowedScoring, _ log: FollowedLog, _ study: FollowedStudy
  ) -> (QueueMaterial, ChangeFinder.Ground) {
    let (partition, constraints, operations) = (
      merged.linkage.partition, merged.constraints, merged.operations
    )
    let material = QueueMaterial(
      candidates: partition.candidates.filter { constraints.ruling($0.first, $0.second) == nil },
      constraints: constraints, profile: { log.profile(Int($0), of: operations) }, keys: operations.key,
      vectors: merged.vectors, chance: AnswerChance(tau: study.tau),
      judge: VerdictJudge(scored.terms, scored.verdicts, longest: scored.terms.batchCount))
    let ground = ChangeFinder.Ground(
      partition: partition, deltas: scored.deltas, accumulator: study.accumulator, mhat: scored.evidence.mhat,
      verdict: scored.verdicts.verdict, leastApplied: scored.evidence.leastApplied(2), tau: study.tau)
    return (material, ground)
  }
}

extension FollowedAnalysis {
  /// What differs, if anything does; bit for bit.
  func difference(from other: FollowedAnalysis) -> String? {
    let ordered = [self, other].map { $0.queue.entries.ordered(by: .impact, spread: 1) }
    let comparisons = [
      ("operations", merged.operations.isLike(other.merged.operations)),
      ("units", merged.linkage.partition.isLike(other.merged.linkage.partition)),
      ("absent", merged.constraints.absent == other.merged.constraints.absent),
      ("ambiguous", merged.constraints.ambiguous == other.merged.constraints.ambiguous),
      ("queue", queue.entries == other.queue.entries),
      ("order", ordered[0] == ordered[1]),
    ]
    return comparisons.first { !$0.1 }?.0 ?? scored.difference(from: other.scored)
  }
}

extension FollowedScoring {
  fileprivate func difference(from other: FollowedScoring) -> String? {
    let (deltas, its) = (self.deltas, other.deltas)
    let units = 0..<verdicts.verdict.count
    let operations = 0..<max(deltas.operationCount, its.operationCount)
    let comparisons = [
      ("deltas", operations.allSatisfy { same(deltas.entries(of: $0), its.entries(of: $0)) }),
      ("batches", observations.batch == other.observations.batch),
      ("observations", same(observations.delta, other.observations.delta)),
      ("scorings", observations.scorings == other.observations.scorings),
      ("ranges", units.allSatisfy { observations.range(of: $0) == other.observations.range(of: $0) }),
      ("n", evidence.n == other.evidence.n && verdicts.n == other.verdicts.n),
      ("mhat", same(evidence.mhat, other.evidence.mhat)),
      ("last", same(evidence.last, other.evidence.last) && same(evidence.share, other.evidence.share)),
      ("ranking", evidence.ranking == other.evidence.ranking && evidence.rank == other.evidence.rank),
      ("verdicts", verdicts.verdict == other.verdicts.verdict && verdicts.needed == other.verdicts.needed),
      ("helps", same(verdicts.logHelps, other.verdicts.logHelps)),
      ("harms", same(verdicts.logHarms, other.verdicts.logHarms)),
      ("intervals", same(verdicts.low, other.verdicts.low) && same(verdicts.high, other.verdicts.high)),
      ("threshold", verdicts.threshold == other.verdicts.threshold),
      ("certified", verdicts.certifiedCount == other.verdicts.certifiedCount),
    ]
    return comparisons.first { !$0.1 }?.0
  }

  private func same(_ left: [OperationDeltas.Entry], _ right: [OperationDeltas.Entry]) -> Bool {
    left == right && same(left.map(\.sum), right.map(\.sum))
  }

  private func same(_ left: [Double], _ right: [Double]) -> Bool {
    left.map(\.bitPattern) == right.map(\.bitPattern)
  }

  private func same(_ left: [Double?], _ right: [Double?]) -> Bool {
    left.map { $0?.bitPattern } == right.map { $0?.bitPattern }
  }
}
