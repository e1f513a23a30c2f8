import Basics

/// What was added up of every item of a log, for versions that share what they have in common.
struct EffectTotals: Sendable {
  /// By symbol of the item; of what is no item, empty.
  private(set) var stratumSums: SharedColumn<StratumSums> = []
  /// By symbol, whether a task had to do without it.
  private(set) var isHeld: SharedColumn<Bool> = []
  private(set) var lots = LotTable()
  private(set) var outcomes = (n: 0.0, sum: 0.0)
  private(set) var repeated = 0
  private(set) var unbounded = 0

  mutating func grow(symbols: Int) {
    while stratumSums.count < symbols {
      stratumSums.append(StratumSums())
      isHeld.append(false)
    }
    lots.grow(symbols: symbols)
  }

  mutating func add(_ found: EffectPass.Found) {
    for (item, sums) in zip(found.items, found.strata) { stratumSums[Int(item)] += sums }
    for (key, sums) in zip(found.lots, found.lotSums) { lots.add(sums, key: key) }
    for item in found.held where !isHeld[Int(item)] { isHeld[Int(item)] = true }
    outcomes = (outcomes.n + found.outcomes.n, outcomes.sum + found.outcomes.sum)
    repeated += found.repeated
    unbounded += found.unbounded
  }

  mutating func share() {
    stratumSums.share()
    isHeld.share()
    lots.share()
  }
}
