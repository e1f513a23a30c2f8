import Accumulation
import GoldenSupport

/// A log in which it is known which wordings are one operation: 200 operations, four to a key, and 1,000 wordings of
/// them. One wording in twenty lies closer to another operation of its key than to its own, and over tau (a mis-merge);
/// one in twenty lies under tau from its own (a missed merge). The operations of a key resemble each other as real
/// advice on one item does, so that many right pairs lie in the window too.
struct PlantedMerges {
  let log: TraceLog
  let operations: Operations
  let vectors: Vectors
  /// The true operation of each wording.
  let truth: [Int32]
  let tau = Cosine(tenThousandths: 8_000)
  private(set) var decisions = Decisions()

  static let proposals = 1_000
  static let makers = 200
  private static let batches = 40

  init(_ random: inout SeededGenerator) {
    let makers = PlantedMaker.all(PlantedMerges.makers, perKey: 4, &random)
    var (truth, samples, rows) = ([Int32](), [SampleProposal](), [[Float]]())
    for proposal in 0..<PlantedMerges.proposals {
      // Every operation is proposed once, plainly, before any comes again.
      let isFirst = proposal < makers.count
      let own = isFirst ? proposal : Int.random(in: 0..<makers.count, using: &random)
      truth.append(Int32(own))
      samples.append(SampleProposal(operation: proposal, anchor: makers[own].key))
      rows.append(isFirst ? makers[own].centre : PlantedMerges.wording(own, makers, &random))
    }
    self.truth = truth
    var log = sampleLog(samples)
    PlantedMerges.score(&log, truth, makers, &random)
    self.log = log
    operations = Operations(log: log, fingerprints: samples.map { spreadFingerprint($0.operation) })
    vectors = Vectors(dimension: PlantedMaker.dimension, values: rows.flatMap { $0 })
  }

  private static func wording(_ own: Int, _ makers: [PlantedMaker], _ random: inout SeededGenerator)
    -> [Float]
  {
    // The 200 plain wordings are never off, so of the others one in eight is.
    switch Double.random(in: 0..<1, using: &random) {
    case ..<0.0625:
      let first = own - own % 4
      let other = first + (own - first + Int.random(in: 1...3, using: &random)) % 4
      return makers[own].wording(drawnTo: makers[other], &random)
    case ..<0.125: return makers[own].wording(cosine: .random(in: 0.66...0.79, using: &random), &random)
    default: return makers[own].wording(cosine: .random(in: 0.84...0.98, using: &random), &random)
    }
  }

  /// Each wording is scored in a few batches; its deltas are about what the true operation is worth.
  private static func score(
    _ log: inout TraceLog, _ truth: [Int32], _ makers: [PlantedMaker], _ random: inout SeededGenerator
  ) {
    log.batches = (0..<batches).map { Batch(source: 0, number: $0) }
    for batch in 0..<batches {
      log.calls.batch.append(Int32(batch))
      log.calls.number.append(0)
      log.calls.baseline.append(50)
      for proposal in truth.indices where Double.random(in: 0..<1, using: &random) < 0.1 {
        log.calls.proposal.append(Int32(proposal))
        let worth = makers[Int(truth[proposal])].effect
        log.calls.value.append(50 + worth + Double.random(in: -8...8, using: &random))
      }
      log.calls.end.append(log.calls.value.count)
    }
  }
}

// MARK: The way from decisions to verdicts

extension PlantedMerges {
  struct State {
    let partition: Partition
    let constraints: Constraints
    let mhat: [Double?]
    let verdicts: Verdicts
    let errors: Int
  }

  private var terms: VerdictTerms { VerdictTerms(batchCount: log.batches.count) }

  func verdicts(_ partition: Partition) throws -> (Observations, Verdicts) {
    let observations = Observations(
      log: log, operations: operations, partition: partition, rule: DeltaRule())
    return (observations, try Verdicts(observations, unitCount: partition.unitCount, terms: terms))
  }

  /// The verdict of each wording if units were the true operations.
  func rightVerdicts() throws -> [Verdict] {
    let founders = (0..<200).compactMap { truth.firstIndex(of: Int32($0)).map(Int32.init) }
    let right = Partition(unitOf: truth, founder: founders, candidates: [])
    let verdicts = try verdicts(right).1
    return truth.map { verdicts.verdict[Int($0)] }
  }

  func state(_ right: [Verdict]) throws -> State {
    let constraints = Constraints(decisions, for: operations)
    let partition = try Leader.partition(operations, vectors: vectors, constraints: constraints, tau: tau)
    let (observations, verdicts) = try verdicts(partition)
    let evidence = Evidence(observations, unitCount: partition.unitCount, accumulator: .ema(beta: 0.9))
    let errors = right.indices.count { verdicts.verdict[Int(partition.unitOf[$0])] != right[$0] }
    return State(
      partition: partition, constraints: constraints, mhat: evidence.mhat, verdicts: verdicts, errors: errors)
  }

  func queue(_ state: State) throws -> [QueueEntry] {
    let deltas = try OperationDeltas(log: log, operations: operations, rule: DeltaRule())
    let ranked = state.mhat.compactMap { $0 }.sorted(by: >)
    let ground = ChangeFinder.Ground(
      partition: state.partition, deltas: deltas, accumulator: .ema(beta: 0.9), mhat: state.mhat,
      verdict: state.verdicts.verdict, leastApplied: ranked.dropFirst(19).first, tau: tau)
    let pending = state.partition.candidates.filter { state.constraints.ruling($0.first, $0.second) == nil }
    let material = QueueMaterial(
      candidates: pending, constraints: state.constraints,
      profiles: truth.map { _ in WordProfile("") }, keys: operations.key, vectors: vectors,
      chance: AnswerChance(tau: tau), judge: VerdictJudge(terms, state.verdicts, longest: log.batches.count))
    return try reviewQueue(material, ground)
  }

  func isSame(_ candidate: Candidate) -> Bool {
    truth[Int(candidate.first)] == truth[Int(candidate.second)]
  }

  /// What a perfect judge says of a pair; nil where it contradicts what was said before.
  func answering(_ candidate: Candidate) throws -> PlantedMerges? {
    var copy = self
    let decision = Decision(
      isSame(candidate) ? .same : .different, operations.name(of: Int(candidate.first)),
      operations.name(of: Int(candidate.second)))
    return copy.decisions.addAccepted([decision]).isEmpty ? nil : copy
  }
}
