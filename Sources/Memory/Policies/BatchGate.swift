/// Judges a batch's edits together: the first ones in log order, as many as the budget allows, all of them if the
/// batch's value rose with them, else none. The log scores edits one by one, so the rise is the sum of their deltas.
struct BatchGate: Policy {
  static let source = "Mistake Notebook Learning: Su et al. 2025, arXiv 2512.11485"

  func decide(_ sight: PolicySight) -> PolicyMoves {
    let edits = Array(sight.proposed.prefix(sight.budget))
    let rise = edits.reduce(0) { $0 + (sight.delta(of: $1) ?? 0) }
    return PolicyMoves(apply: rise > 0 ? edits : [], asked: edits)
  }
}
