/// Distils the first batch that proposes anything, by its deltas, and freezes memory.
struct SingleShot: Policy {
  static let source = "one-pass distillation, as in Zhao et al. 2024, arXiv 2308.10144"

  private var isFrozen = false

  mutating func decide(_ sight: PolicySight) -> PolicyMoves {
    guard !isFrozen, !sight.proposed.isEmpty else { return PolicyMoves() }
    isFrozen = true
    return PolicyMoves(apply: sight.bestProposed(), asked: sight.proposed)
  }
}
