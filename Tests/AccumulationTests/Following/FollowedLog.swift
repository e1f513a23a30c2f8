import Accumulation
import GoldenSupport

/// A small log of several keys, batch by batch, with scores of any batch for proposals up to it.
struct FollowedLog {
  private struct ScoredCall {
    let batch: Int
    let baseline: Double
    let values: [(proposal: Int, value: Double)]
  }

  let sample: LeaderCase
  let batchCount: Int
  private let batchOfProposal: [Int]
  private var calls: [ScoredCall] = []

  init(_ random: inout SeededGenerator) throws {
    sample = try LeaderCase.random(&random)
    let batches = Int.random(in: 1...6, using: &random)
    batchCount = batches
    batchOfProposal = sample.proposals.indices.map { _ in Int.random(in: 0..<batches, using: &random) }
      .sorted()
    for batch in 0..<batches {
      for _ in 0..<Int.random(in: 0...3, using: &random) { addCall(of: batch, &random) }
    }
  }

  private mutating func addCall(of batch: Int, _ random: inout SeededGenerator) {
    let shown = proposalCount(batch + 1)
    guard shown > 0 else { return }
    let values = (0..<Int.random(in: 1...10, using: &random)).map { _ in
      (proposal: Int.random(in: 0..<shown, using: &random), value: Double.random(in: -9...9, using: &random))
    }
    calls.append(ScoredCall(batch: batch, baseline: .random(in: -1...1, using: &random), values: values))
  }

  func proposalCount(_ batches: Int) -> Int { batchOfProposal.count { $0 < batches } }

  /// The log of the first batches.
  func log(_ batches: Int) -> TraceLog {
    var log = sample.first(proposalCount(batches)).log
    log.batches = (0..<batches).map { Batch(source: 0, number: $0) }
    for batch in log.batches.indices.dropLast() where batch % 3 == 1 { log.batches[batch].label = "late" }
    log.proposals.batch = batchOfProposal.prefix(log.proposals.count).map { Int32($0) }
    for call in calls where call.batch < batches {
      log.calls.batch.append(Int32(call.batch))
      log.calls.number.append(Int32(log.calls.number.count))
      log.calls.baseline.append(call.baseline)
      log.calls.proposal += call.values.map { Int32($0.proposal) }
      log.calls.value += call.values.map(\.value)
      log.calls.end.append(log.calls.value.count)
    }
    return log
  }

  func fingerprints(_ proposals: Range<Int>) -> [Fingerprint] {
    proposals.map { spreadFingerprint(sample.proposals[$0].operation) }
  }

  private static let words = [
    "look left", "look right", "do not look left", "look left 2 times", "left look", "look left and right",
  ]

  /// Words that trap cosines, some of them.
  func profile(_ operation: Int, of operations: Operations) -> WordProfile {
    let number = sample.proposals[Int(operations.firstProposal[operation])].operation
    return WordProfile(FollowedLog.words[number % FollowedLog.words.count])
  }

  func vectors(_ operations: Operations, from first: Int = 0) -> Vectors? {
    let rows = operations.firstProposal[first...].map { sample.proposals[Int($0)].vector }
    return rows.first.map { Vectors(dimension: $0.count, values: rows.flatMap { $0 }) }
  }
}

/// What a person put in.
struct FollowedStudy {
  var batches: Int
  var decisions = Decisions()
  var tau: Cosine
  var rule = DeltaRule()
  var accumulator = Accumulator.ema(beta: 0.9)

  /// One step of a session.
  mutating func change(_ log: FollowedLog, _ random: inout SeededGenerator) throws {
    switch Int.random(in: 0..<12, using: &random) {
    case 0:
      let move = [-400, 400, 1_000].randomElement(using: &random) ?? 0
      tau = Cosine(tenThousandths: tau.tenThousandths + Int32(move))
    case 1: rule.signal = Signal.allCases.randomElement(using: &random) ?? .continuous
    case 2: rule.clip = rule.clip == nil ? 2 : nil
    case 3:
      accumulator = Bool.random(using: &random) ? .ema(beta: .random(in: 0..<1, using: &random)) : .median
    case 4...6 where batches < log.batchCount: batches += 1
    case 7 where !decisions.isEmpty:
      let gone = decisions.all.randomElement(using: &random)
      _ = gone.flatMap { decisions.remove($0.first, $0.second) }
    default: try decide(log, &random)
    }
  }

  private mutating func decide(_ log: FollowedLog, _ random: inout SeededGenerator) throws {
    let names = (log.sample.proposals.map(\.operation).max() ?? 0) + 2
    let pair = try (0..<2).map { _ in try spreadName(Int.random(in: 0..<names, using: &random)) }
    _ = decisions.addAccepted([Decision(Bool.random(using: &random) ? .same : .different, pair[0], pair[1])])
  }
}
