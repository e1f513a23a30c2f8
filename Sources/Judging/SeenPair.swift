import Identity

/// What was seen of a pair on the queue: of its words, and of what an answer would make of its units. It stays as it is
/// while nothing moves in the component of the pair, whatever all others come to say.
package struct SeenPair: Sendable {
  let candidate: Candidate
  let isOne: Bool
  let isOfOneKey: Bool
  let features: PairFeatures
  /// What the distance from tau alone says on the answer.
  let close: Double
  let reason: Suspicion.Reason?
  let p: Double?
  let trial: Trial

  init(
    _ candidate: Candidate, _ suspicion: Suspicion?, _ features: PairFeatures, isOfOneKey: Bool,
    _ finder: inout ChangeFinder
  ) {
    (self.features, self.isOfOneKey) = (features, isOfOneKey)
    isOne = finder.unitOf(candidate.first) == finder.unitOf(candidate.second)
    reason = isOne ? suspicion?.reason ?? (features.isTrap ? features.traps.first : nil) : nil
    p = isOne ? suspicion?.p : nil
    self.candidate =
      reason == nil
      ? candidate
      : Candidate(kind: .suspect, first: candidate.first, second: candidate.second, cosine: candidate.cosine)
    close = AnswerChance.close(candidate.cosine, finder.ground.tau)
    trial = finder.trial(of: self.candidate)
  }
}
