/// The method's pool as a policy: it does what a replay does.
struct PoolPolicy: Policy {
  private var replay: Replay

  init(_ replay: Replay) { self.replay = replay }

  mutating func decide(_ sight: PolicySight) -> PolicyMoves {
    let start = replay.events.count
    replay.advance()
    var moves = PolicyMoves()
    moves.settled = replay.settled
    for event in replay.events[start...] {
      switch event.kind {
      case .applied: moves.apply.append(event.unit)
      case .observed, .unscored: moves.asked.append(event.unit)
      default: break
      }
    }
    return moves
  }
}
