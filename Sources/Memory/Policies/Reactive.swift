/// Applies the best edits of each batch by that batch's deltas alone, and keeps no pool.
struct Reactive: Policy {
  static let source = "baseline of Yang et al. 2026, arXiv 2606.20475"

  func decide(_ sight: PolicySight) -> PolicyMoves {
    PolicyMoves(apply: sight.bestProposed(), asked: sight.proposed)
  }
}
