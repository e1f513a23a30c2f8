import Basics
import Identity

/// A judged pair of an audit: what the judge says, and what merging makes of it.
public struct AuditAnswer: Sendable, Equatable {
  public let isSame: Bool
  /// The size of the unit that holds both; nil where they are apart.
  public let unitSize: Int?

  public init(isSame: Bool, unitSize: Int?) {
    self.isSame = isSame
    self.unitSize = unitSize
  }
}

/// A stratum and the pairs of it that were judged.
public struct AuditedStratum: Sendable, Equatable {
  public let share: AuditShare
  public var answers: [AuditAnswer]

  public init(_ share: AuditShare, _ answers: [AuditAnswer] = []) {
    self.share = share
    self.answers = answers
  }
}

/// Quality of merging as a random audit shows it: each judged pair stands for so many of its stratum (Horvitz and
/// Thompson 1952), and figures are ratios of such sums (Hájek 1971).
///
/// Intervals are percentiles of a bootstrap within strata (Rao and Wu 1988), drawn twice: their lower ends are of draws in
/// which pairs may be the same that nobody found, their upper ends of the higher of these and of draws without any.
public struct AuditEstimate: Sendable {
  public let pairPrecision: Interval?
  /// Nil until every stratum has an answer.
  public let pairRecall: Interval?
  public let pairF1: Interval?
  public let bCubedPrecision: Interval?

  public static let draws = 2_000

  /// Complexity: O(draws · answers).
  public init(
    _ strata: [AuditedStratum], isWhole: Bool = true, operations: Int, units: Int, seed: UInt64,
    pulse: Pulse = .silent
  ) throws {
    let judged = strata.filter { !$0.answers.isEmpty }
    let hasAll = isWhole && strata.allSatisfy { !$0.answers.isEmpty || $0.share.count == 0 }
    let hasMerged = hasAll || judged.contains { $0.share.stratum == .merged }
    let whole = AuditSums(judged.map { ($0, AuditSums.mean(of: $0.answers)) })
    let votes = UnitVotes(operations: operations, units: units)
    let figures: [(isShown: Bool, value: (AuditSums) -> Double?)] = [
      (hasMerged, \.precision), (hasAll, \.recall), (hasAll, \.f1), (hasMerged, { $0.bCubed(votes) }),
    ]
    var random = Randomness(seed: seed, purpose: 0x6175_6462)
    let values = figures.map(\.value)
    let careful = try AuditEstimate.drawn(judged, isHopeful: false, values, &random, pulse)
    let hopeful = try AuditEstimate.drawn(judged, isHopeful: true, values, &random, pulse)
    let intervals = figures.indices.map { index -> Interval? in
      guard figures[index].isShown, let estimate = values[index](whole) else { return nil }
      let low = Interval(percentilesOf: careful[index], around: estimate)
      let high = Interval(percentilesOf: hopeful[index], around: estimate)
      return Interval(estimate: estimate, low: low.low, high: max(low.high, high.high))
    }
    (pairPrecision, pairRecall) = (intervals[0], intervals[1])
    (pairF1, bCubedPrecision) = (intervals[2], intervals[3])
  }

  /// Per figure, what it is in each draw.
  private static func drawn(
    _ judged: [AuditedStratum], isHopeful: Bool, _ figures: [(AuditSums) -> Double?],
    _ random: inout Randomness, _ pulse: Pulse
  ) throws -> [[Double]] {
    let urns = judged.map { AuditUrn($0, isHopeful: isHopeful) }
    var drawn = [[Double]](repeating: [], count: figures.count)
    for draw in 0..<draws {
      try pulse.beat("drawing", draw, draws)
      let sums = AuditSums(zip(judged, urns).map { ($0, $1.draw(&random)) })
      for (index, figure) in figures.enumerated() {
        if let value = figure(sums) { drawn[index].append(value) }
      }
    }
    return drawn
  }
}

/// Of all operations: what b-cubed precision counts beside pairs.
struct UnitVotes {
  let operations: Int
  let units: Int
}

/// Sums over pairs: those merged, those the same, both, and the last two weighted as b-cubed weighs them.
struct AuditSums {
  var merged = 0.0
  var same = 0.0
  var both = 0.0
  var votes = 0.0
  var rightVotes = 0.0

  /// Of one answer. A pair gives each of its operations one n-th of a vote, n the size of the unit.
  init(_ answer: AuditAnswer) {
    let vote = answer.unitSize.map { 2 / Double($0) } ?? 0
    merged = answer.unitSize == nil ? 0 : 1
    same = answer.isSame ? 1 : 0
    both = merged * same
    (votes, rightVotes) = (vote, vote * same)
  }

  /// Each stratum's mean stands for all of its pairs.
  init(_ strata: [(AuditedStratum, AuditSums)]) {
    for (stratum, mean) in strata { add(mean, times: Double(stratum.share.count)) }
  }

  static func mean(of answers: [AuditAnswer]) -> AuditSums {
    var sums = AuditSums([])
    for answer in answers { sums.add(AuditSums(answer), times: 1 / Double(answers.count)) }
    return sums
  }

  mutating func add(_ other: AuditSums, times factor: Double) {
    merged += factor * other.merged
    same += factor * other.same
    both += factor * other.both
    votes += factor * other.votes
    rightVotes += factor * other.rightVotes
  }

  var precision: Double? { merged > 0 ? both / merged : nil }
  var recall: Double? { same > 0 ? both / same : nil }
  var f1: Double? { merged + same > 0 ? 2 * both / (merged + same) : nil }

  /// The votes that operations give themselves are right, as many as there are units; the others are estimated.
  func bCubed(_ all: UnitVotes) -> Double? {
    guard all.operations > 0 else { return nil }
    let others = Double(all.operations - all.units)
    guard others > 0 else { return 1 }
    return votes > 0 ? (Double(all.units) + others * rightVotes / votes) / Double(all.operations) : nil
  }
}
