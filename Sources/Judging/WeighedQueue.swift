import Basics

extension SeenPair {
  /// From the words alone, that the answer is other than what stands; and what evidence says on it.
  /// Complexity: O(1).
  func entry(_ answers: AnswerChance, _ weigher: TrialWeigher) -> QueueEntry {
    let weighed = weigher.weighed(trial, of: candidate)
    let chance = answers.chance(candidate, features, sameKey: isOfOneKey, isOne: isOne, close: close)
    return QueueEntry(
      candidate, weighed.change, chance: chance, reason: reason, p: p, likeness: weighed.likeness)
  }

  /// How much likelier the evidence is if the answer is other than what stands.
  func ratio(_ likeness: Double) -> Double {
    // Beyond this, variances that were estimated say nothing more.
    let ratio = exponential(max(-20, min(20, isOne ? -likeness : likeness)))
    // Two operations may do as much good as each other: scores that agree do not clear words that contradict.
    return isOne && features.isTrap ? max(1, ratio) : ratio
  }
}

extension SeenPair {
  fileprivate var group: WeighedQueue.Group { features.isTrap ? .trap : isOne ? .one : .apart }
}

/// The pairs of a queue, weighed against each other: pairs that are held to be one and pairs that are not are shifted each
/// by what they say. Traps are not: how often they are wrong has nothing to do with tau.
struct WeighedQueue {
  enum Group: Sendable { case apart, one, trap }

  private let pieces: [ArraySlice<SeenPair>]
  private let count: Int
  /// How much likelier the evidence is if the answer is other than what stands.
  private var ratios: [Double] = []
  private var groups: [Group] = []

  init(_ pieces: [ArraySlice<SeenPair>]) {
    (self.pieces, count) = (pieces, pieces.reduce(0) { $0 + $1.count })
    ratios.reserveCapacity(count)
    groups.reserveCapacity(count)
  }

  /// A queue takes much memory, so each worker writes its entries to where they stay. Complexity: O(pairs).
  mutating func entries(
    _ answers: AnswerChance, _ weigher: TrialWeigher, _ workers: Workers, _ pulse: Pulse
  ) throws -> [QueueEntry] {
    try [QueueEntry](unsafeUninitializedCapacity: count) { entries, made in
      workers.willFill(entries)
      try weigh(to: PlacesOf(entries), answers, weigher, workers, pulse)
      shift(entries)
      made = count
    }
  }

  private mutating func weigh(
    to places: PlacesOf<QueueEntry>, _ answers: AnswerChance, _ weigher: TrialWeigher, _ workers: Workers,
    _ pulse: Pulse
  ) throws {
    var starts = [0]
    for piece in pieces { starts.append(starts[starts.count - 1] + piece.count) }
    try inPieces(
      pieces.count, workers, pulse, "weighing", size: { pieces[$0].count },
      { [pieces, starts] own in
        var weighed: (ratios: [Double], groups: [Group]) = ([], [])
        for number in own {
          for (place, pair) in pieces[number].enumerated() {
            let entry = pair.entry(answers, weigher)
            // Safe: there is room for every pair of every piece.
            places.set(starts[number] + place, entry)
            weighed.ratios.append(pair.ratio(entry.likeness))
            weighed.groups.append(pair.group)
          }
        }
        return weighed
      },
      taking: {
        ratios += $0.ratios
        groups += $0.groups
      })
  }

  private func shift(_ entries: UnsafeMutableBufferPointer<QueueEntry>) {
    let shifts = [shift(of: .apart, entries), shift(of: .one, entries), ChanceShift(ChanceOdds())]
    for place in 0..<count {
      let shift = shifts[groups[place] == .apart ? 0 : groups[place] == .one ? 1 : 2]
      entries[place].chance = shift.chance(entries[place].chance, ratio: ratios[place])
    }
  }

  private func shift(of group: Group, _ entries: UnsafeMutableBufferPointer<QueueEntry>) -> ChanceShift {
    var odds = ChanceOdds(room: groups.count { $0 == group })
    for place in 0..<count where groups[place] == group { odds.append(entries[place].chance, ratios[place]) }
    return ChanceShift(odds)
  }
}
