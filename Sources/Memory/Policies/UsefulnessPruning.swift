/// Takes in what helped in its batch, counts how often it was used and how often it helped, and drops what was used
/// often and helped rarely. Being scored counts as being used, a positive delta as having helped.
struct UsefulnessPruning: Policy {
  static let source = "ReMe: Cao et al. 2025, arXiv 2512.10696"

  /// From so many uses on an edit is judged, and stays if it helped in more than this share of them.
  static let enoughUses = 5
  static let leastShare = 0.5

  private var uses: [Int32: (all: Int, helped: Int)] = [:]

  mutating func decide(_ sight: PolicySight) -> PolicyMoves {
    var moves = PolicyMoves()
    for unit in sight.standing {
      moves.asked.append(unit)
      count(unit, sight.delta(of: unit))
      if isUseless(unit) { moves.withdraw.append(unit) }
    }
    let standing = Set(moves.asked)
    moves.asked += sight.proposed.filter { !standing.contains($0) }
    moves.apply = sight.bestProposed().filter { !standing.contains($0) && !isUseless($0) }
    return moves
  }

  private mutating func count(_ unit: Int32, _ delta: Double?) {
    guard let delta else { return }
    uses[unit, default: (0, 0)].all += 1
    if delta > 0 { uses[unit, default: (0, 0)].helped += 1 }
  }

  private func isUseless(_ unit: Int32) -> Bool {
    guard let uses = uses[unit], uses.all >= UsefulnessPruning.enoughUses else { return false }
    return Double(uses.helped) <= UsefulnessPruning.leastShare * Double(uses.all)
  }
}
