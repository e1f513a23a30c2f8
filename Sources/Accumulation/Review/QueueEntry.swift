/// A candidate on the desk: what the answer would change, and how likely the answer is another than what stands.
public struct QueueEntry: Sendable, Equatable {
  public let candidate: Candidate
  public let change: Change
  public let chance: Double
  /// What makes it suspect, and how seldom chance would.
  public let reason: Suspicion.Reason?
  public let p: Double?
  public let likeness: Double

  package init(
    _ candidate: Candidate, _ change: Change, chance: Double, reason: Suspicion.Reason? = nil,
    p: Double? = nil, likeness: Double = 0
  ) {
    (self.candidate, self.change, self.chance, self.reason, self.p) = (candidate, change, chance, reason, p)
    self.likeness = likeness
  }

  /// What one answer is expected to change.
  public func expected(spread: Double) -> Double { chance * change.weight(spread: spread) }
}

public enum QueueOrder: String, Sendable, CaseIterable {
  /// What is expected to change most first.
  case impact
  case cosine
  /// The least likely disagreement of members first, then traps of wording.
  case disagreement
  /// Where one knows least what the answer will be.
  case uncertainty
  case random
}

extension [QueueEntry] {
  /// Ties go to the older pair. Complexity: O(n log n).
  public func ordered(by order: QueueOrder, spread: Double) -> [QueueEntry] {
    let keys = map { $0.key(order, spread: spread) }
    return indices.sorted { left, right in
      let (a, b) = (self[left].candidate, self[right].candidate)
      return (keys[left], a.first, a.second) < (keys[right], b.first, b.second)
    }.map { self[$0] }
  }
}

extension QueueEntry {
  /// The smallest goes first.
  fileprivate func key(_ order: QueueOrder, spread: Double) -> Double {
    switch order {
    case .impact: -expected(spread: spread)
    case .cosine: -candidate.cosine.value
    case .disagreement: (p ?? 2) - (reason == nil ? 0 : 4)
    case .uncertainty: abs(chance - 0.5)
    case .random: QueueEntry.lot(candidate)
    }
  }

  /// The same pair draws the same lot in every log that numbers it so.
  private static func lot(_ candidate: Candidate) -> Double {
    var random = Randomness(
      seed: UInt64(truncatingIfNeeded: candidate.first), purpose: UInt64(truncatingIfNeeded: candidate.second)
    )
    return random.uniform()
  }
}

/// How likely an answer differs from what stands, before anybody answered: it falls with the distance from tau, and
/// rises with what speaks against the pair. After enough answers a model of them takes over.
public struct AnswerChance: Sendable {
  private let tau: Cosine
  private let model: AnswerModel?

  /// At tau itself as often as not; this far from it, a third of that.
  private static let reach = 0.08

  public init(tau: Cosine, model: AnswerModel? = nil) {
    self.tau = tau
    self.model = model
  }

  public func chance(
    _ candidate: Candidate, _ features: PairFeatures, sameKey: Bool, isOne: Bool, reason: Suspicion.Reason?,
    p: Double?
  ) -> Double {
    let suspicion = AnswerChance.suspicion(reason, p)
    if let model {
      let same = model.probability(features.vector(cosine: candidate.cosine.value, sameKey: sameKey))
      return isOne ? max(1 - same, suspicion) : same
    }
    let distance = abs(candidate.cosine.value - tau.value)
    let close = 0.5 * exponential(-distance / AnswerChance.reach)
    if isOne { return max(features.isTrap ? 0.7 : close, suspicion) }
    return features.isTrap ? 0.2 * close : close
  }

  private static func suspicion(_ reason: Suspicion.Reason?, _ p: Double?) -> Double {
    switch reason {
    case .sign: (p ?? 1) <= 0.01 ? 0.9 : 0.75
    case .level: (p ?? 1) <= 0.01 ? 0.75 : 0.6
    case .number, .negation, .order: 0.7
    case nil: 0
    }
  }
}
