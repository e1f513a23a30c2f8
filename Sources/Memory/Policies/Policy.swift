/// A way of deciding, batch by batch, which edits stand in memory. Each policy has a file of its own.
public protocol Policy: Sendable {
  /// What it does once the batch is scored.
  mutating func decide(_ sight: PolicySight) -> PolicyMoves
}

/// What a policy does in one batch.
public struct PolicyMoves: Sendable, Equatable {
  /// Units whose edits are taken back, before anything is applied.
  public var withdraw: [Int32] = []
  /// Units to write into memory, the most wanted first.
  public var apply: [Int32] = []
  /// Units whose score in this batch the policy wanted to know.
  public var asked: [Int32] = []
  /// What becomes of memory when all this is done: kept as what to come back to, or taken back to what was kept.
  public var settled = Replay.Settled.nothing
}

/// What a policy sees of one batch, and of the memory that it made.
public struct PolicySight: Sendable {
  public struct Score: Sendable, Equatable {
    public let unit: Int32
    public let delta: Double
  }

  /// The batch, from 1 in the order of time.
  public let step: Int
  /// `k_t`: how many units may be applied.
  public let budget: Int
  /// Units that the batch proposes, each once, in log order.
  public let proposed: [Int32]
  /// Units that the log scores in this batch, by ascending number.
  public let scores: [Score]
  let ledger: Ledger
  let edits: [Edit?]

  /// The units whose words stand in memory, by ascending number.
  public var standing: [Int32] { ledger.standing }

  public func delta(of unit: Int32) -> Double? {
    var (low, high) = (0, scores.count)
    while low < high {
      let middle = (low + high) / 2
      if scores[middle].unit < unit { low = middle + 1 } else { high = middle }
    }
    return low < scores.count && scores[low].unit == unit ? scores[low].delta : nil
  }

  /// Whether applying the unit would change memory as it stands.
  public func wouldChange(_ unit: Int32) -> Bool {
    edits[Int(unit)].map { ledger.bank.refusal(of: $0) == nil } ?? false
  }

  /// The unit whose words the unit's would replace.
  public func displaced(by unit: Int32) -> Int32? {
    edits[Int(unit)]?.modifiedItems.lazy.compactMap(ledger.holder).first
  }

  /// The batch's proposals with a positive delta in it, the best first; the older on a tie.
  func bestProposed() -> [Int32] {
    let helped = proposed.compactMap { unit in delta(of: unit).map { Score(unit: unit, delta: $0) } }
    return best(helped, budget)
  }

  /// The `count` best of positive value, the best first; the older on a tie. Complexity: O(n log n) in the
  /// positive ones.
  func best(_ values: [Score], _ count: Int) -> [Int32] {
    values.filter { $0.delta > 0 }
      .sorted { $0.delta != $1.delta ? $0.delta > $1.delta : $0.unit < $1.unit }
      .prefix(count).map(\.unit)
  }
}
