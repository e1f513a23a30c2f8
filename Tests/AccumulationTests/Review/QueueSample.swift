import Accumulation

/// A log with vectors and decisions, and the way from there to a review queue.
struct QueueSample {
  let log: TraceLog
  let operations: Operations
  let vectors: Vectors
  let profiles: [WordProfile]
  let tau: Cosine
  private let deltas: OperationDeltas
  private(set) var decisions = Decisions()

  struct State {
    let partition: Partition
    let constraints: Constraints
    let mhat: [Double?]
    let verdicts: Verdicts
  }

  /// Each proposal is an operation of its own.
  init(
    _ log: TraceLog, _ samples: [SampleProposal], _ vectors: Vectors, texts: [String] = [], tau: Cosine
  ) throws {
    (self.log, self.vectors, self.tau) = (log, vectors, tau)
    operations = Operations(log: log, fingerprints: samples.map { spreadFingerprint($0.operation) })
    profiles = samples.indices.map { WordProfile(texts.isEmpty ? "" : texts[$0]) }
    deltas = try OperationDeltas(log: log, operations: operations, rule: DeltaRule())
  }

  private var terms: VerdictTerms { VerdictTerms(batchCount: log.batches.count) }

  func verdicts(_ partition: Partition) throws -> (Observations, Verdicts) {
    let observations = Observations(
      log: log, operations: operations, partition: partition, rule: DeltaRule())
    return (observations, try Verdicts(observations, unitCount: partition.unitCount, terms: terms))
  }

  func state() throws -> State {
    let constraints = Constraints(decisions, for: operations)
    let partition = try Leader.partition(operations, vectors: vectors, constraints: constraints, tau: tau)
    let (observations, verdicts) = try verdicts(partition)
    let evidence = Evidence(observations, unitCount: partition.unitCount, accumulator: .ema(beta: 0.9))
    return State(
      partition: partition, constraints: constraints, mhat: evidence.mhat, verdicts: verdicts)
  }

  func ground(_ state: State) -> ChangeFinder.Ground {
    ChangeFinder.Ground(
      partition: state.partition, deltas: deltas, accumulator: .ema(beta: 0.9), mhat: state.mhat,
      verdict: state.verdicts.verdict,
      leastApplied: state.mhat.compactMap { $0 }.sorted(by: >).dropFirst(19).first, tau: tau)
  }

  func material(_ state: State) -> QueueMaterial {
    let pending = state.partition.candidates.filter { state.constraints.ruling($0.first, $0.second) == nil }
    return QueueMaterial(
      candidates: pending, constraints: state.constraints, profiles: profiles, keys: operations.key,
      vectors: vectors, chance: AnswerChance(tau: tau),
      judge: VerdictJudge(terms, state.verdicts, longest: log.batches.count))
  }

  func queue(_ state: State) throws -> [QueueEntry] { try reviewQueue(material(state), ground(state)) }

  /// False where it is settled already.
  mutating func add(_ ruling: Decision.Ruling, _ candidate: Candidate) -> Bool {
    let decision = Decision(
      ruling, operations.name(of: Int(candidate.first)), operations.name(of: Int(candidate.second)))
    guard decisions.ruling(decision.first, decision.second) == nil else { return false }
    return !decisions.addAccepted([decision]).isEmpty
  }
}
