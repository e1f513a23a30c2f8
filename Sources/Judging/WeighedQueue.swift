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
struct WeighedQueue: Sendable {
  enum Group: Sendable { case apart, one, trap }

  private var entries: [QueueEntry] = []
  /// How much likelier the evidence is if the answer is other than what stands.
  private var ratios: [Double] = []
  private var groups: [Group] = []

  init(room: Int) {
    entries.reserveCapacity(room)
    ratios.reserveCapacity(room)
    groups.reserveCapacity(room)
  }

  init(_ pieces: ArraySlice<[SeenPair]>, _ answers: AnswerChance, _ weigher: TrialWeigher) {
    self.init(room: pieces.reduce(0) { $0 + $1.count })
    for pairs in pieces {
      for place in pairs.indices {
        let entry = pairs[place].entry(answers, weigher)
        entries.append(entry)
        ratios.append(pairs[place].ratio(entry.likeness))
        groups.append(pairs[place].group)
      }
    }
  }

  mutating func append(_ other: WeighedQueue) {
    entries += other.entries
    ratios += other.ratios
    groups += other.groups
  }

  /// Complexity: O(pairs).
  consuming func shifted() -> [QueueEntry] {
    let shifts = [shift(of: .apart), shift(of: .one), ChanceShift(ChanceOdds())]
    for place in entries.indices {
      let shift = shifts[groups[place] == .apart ? 0 : groups[place] == .one ? 1 : 2]
      entries[place].chance = shift.chance(entries[place].chance, ratio: ratios[place])
    }
    return entries
  }

  private func shift(of group: Group) -> ChanceShift {
    var odds = ChanceOdds()
    for place in groups.indices where groups[place] == group {
      odds.append(entries[place].chance, ratios[place])
    }
    return ChanceShift(odds)
  }
}
