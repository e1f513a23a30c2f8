import Accumulation
import GoldenSupport

/// A log in which it is known which wordings are one operation, with mis-merges and missed merges planted: some wordings
/// lie close to another operation of their key, some far from their own.
struct PlantedMerges {
  let log: TraceLog
  let operations: Operations
  let vectors: Vectors
  /// The true operation of each wording.
  let truth: [Int32]
  let tau = Cosine(tenThousandths: 8_000)
  private(set) var decisions = Decisions()

  static let proposals = 1_000
  private static let dimension = 24
  private static let batches = 40

  init(_ random: inout SeededGenerator) {
    var makers: [Maker] = []
    while makers.count < 200 { makers.append(Maker(key: makers.count / 4, &random)) }
    var (truth, samples, rows) = ([Int32](), [SampleProposal](), [[Float]]())
    for proposal in 0..<PlantedMerges.proposals {
      // Every operation is proposed once before any comes again.
      let own = proposal < makers.count ? proposal : Int.random(in: 0..<makers.count, using: &random)
      truth.append(Int32(own))
      samples.append(SampleProposal(operation: proposal, anchor: makers[own].key))
      let luck = proposal < makers.count ? 1 : Double.random(in: 0..<1, using: &random)
      if luck < 0.05 {
        let other = makers[own].key * 4 + (own + 1) % 4
        rows.append(makers[other].wording(cosine: .random(in: 0.82...0.92, using: &random), &random))
      } else if luck < 0.10 {
        rows.append(makers[own].wording(cosine: .random(in: 0.66...0.78, using: &random), &random))
      } else {
        rows.append(makers[own].wording(cosine: .random(in: 0.84...0.98, using: &random), &random))
      }
    }
    self.truth = truth
    var log = sampleLog(samples)
    PlantedMerges.score(&log, truth, makers, &random)
    self.log = log
    operations = Operations(log: log, fingerprints: samples.map { spreadFingerprint($0.operation) })
    vectors = Vectors(dimension: PlantedMerges.dimension, values: rows.flatMap { $0 })
  }

  /// Each wording is scored in a few batches; its deltas are about what the true operation is worth.
  private static func score(
    _ log: inout TraceLog, _ truth: [Int32], _ makers: [Maker], _ random: inout SeededGenerator
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

  /// One true operation: where its wordings lie, and what it is worth.
  private struct Maker {
    let key: Int
    let centre: [Float]
    let effect: Double

    init(key: Int, _ random: inout SeededGenerator) {
      self.key = key
      centre = Maker.direction(&random)
      effect = [6, 6, -6, 0, 2].randomElement(using: &random) ?? 0
    }

    func wording(cosine: Double, _ random: inout SeededGenerator) -> [Float] {
      var side = Maker.direction(&random)
      let along = zip(side, centre).reduce(Float(0)) { $0 + $1.0 * $1.1 }
      for place in side.indices { side[place] -= along * centre[place] }
      let length = side.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
      let (a, b) = (Float(cosine), Float((1 - cosine * cosine).squareRoot()))
      return centre.indices.map { a * centre[$0] + b * side[$0] / length }
    }

    private static func direction(_ random: inout SeededGenerator) -> [Float] {
      let raw = (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
      let length = raw.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
      return raw.map { $0 / length }
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
