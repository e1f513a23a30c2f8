import Accumulation
import GoldenSupport

/// A log in which it is known which wordings are one operation: 200 operations, four to a key, and 1,000 wordings of
/// them. One wording in twenty lies closer to another operation of its key than to its own, and over tau (a mis-merge);
/// one in twenty lies under tau from its own (a missed merge). The operations of a key resemble each other as real
/// advice on one item does, so that many right pairs lie in the window too.
struct PlantedMerges {
  private(set) var sample: QueueSample
  /// The true operation of each wording.
  let truth: [Int32]
  static let proposals = 1_000
  static let makers = 200
  /// Enough for most operations that help or harm to be certified, were units the true operations.
  private static let batches = 80

  init(_ random: inout SeededGenerator) throws {
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
    sample = try QueueSample(
      log, samples, Vectors(dimension: PlantedMaker.dimension, values: rows.flatMap { $0 }),
      tau: Cosine(tenThousandths: 8_000))
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

// MARK: What the answers lead to

extension PlantedMerges {
  /// The verdict of each wording if units were the true operations.
  func rightVerdicts() throws -> [Verdict] {
    let founders = (0..<PlantedMerges.makers).compactMap { truth.firstIndex(of: Int32($0)).map(Int32.init) }
    let right = Partition(unitOf: truth, founder: founders, candidates: [])
    let verdicts = try sample.verdicts(right).1
    return truth.map { verdicts.verdict[Int($0)] }
  }

  /// Wordings whose unit has another verdict than their true operation would have.
  func errors(_ state: QueueSample.State, _ right: [Verdict]) -> Int {
    right.indices.count { state.verdicts.verdict[Int(state.partition.unitOf[$0])] != right[$0] }
  }

  func isSame(_ candidate: Candidate) -> Bool {
    truth[Int(candidate.first)] == truth[Int(candidate.second)]
  }

  /// What a perfect judge says of a pair; nil where it is settled already.
  func answering(_ candidate: Candidate) throws -> PlantedMerges? {
    var copy = self
    return copy.sample.add(isSame(candidate) ? .same : .different, candidate) ? copy : nil
  }
}
