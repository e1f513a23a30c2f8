/// What the lots of a run of tasks say, item by item and step by step of their bound.
struct LotTally {
  /// `item * LotBounds.count + step`, in the order in which they came.
  private(set) var keys: [Int] = []
  private(set) var sums: [LotSums] = []
  /// Draws of names that were drawn before, and draws whose bound is beyond all steps.
  private(set) var repeated = 0
  private(set) var unbounded = 0
  /// Where the sums of a key stand, or -1.
  private var places: [Int32]
  private var task = (outcome: 0.0, expected: 0.0, isFirst: false)
  /// What draws of the task under way add, which many of them share: by probability, negative for those held out.
  private var draws: [(signed: Double, step: Int, sums: LotSums)] = []
  private static let most = 8

  init(symbols: Int) { places = Array(repeating: -1, count: symbols * LotBounds.count) }

  /// What is added next are lots of this task.
  mutating func begin(outcome: Double, expected: Double, isFirst: Bool) {
    task = (outcome, expected, isFirst)
    draws.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  mutating func add(_ item: Int32, isHeld: Bool, _ propensity: Double) {
    guard task.isFirst else { return repeated += 1 }
    let signed = isHeld ? -propensity : propensity
    var place = 0
    while place < draws.count, draws[place].signed != signed { place += 1 }
    if place == draws.count { place = weigh(signed) }
    guard draws[place].step >= 0 else { return unbounded += 1 }
    let key = Int(item) * LotBounds.count + draws[place].step
    if places[key] < 0 { open(key) }
    sums[Int(places[key])] += draws[place].sums
  }

  /// Returns where it stands in `draws`; the last makes room where there are too many.
  private mutating func weigh(_ signed: Double) -> Int {
    let step = LotBounds.step(expected: task.expected, propensity: abs(signed))
    let sums = LotSums(task.outcome, expected: task.expected, held: signed < 0, abs(signed))
    if draws.count == LotTally.most { draws.removeLast() }
    draws.append((signed, step ?? -1, sums))
    return draws.count - 1
  }

  private mutating func open(_ key: Int) {
    places[key] = Int32(truncatingIfNeeded: keys.count)
    keys.append(key)
    sums.append(LotSums())
  }

  /// Ready for the next run. Complexity: O(keys).
  mutating func clear() {
    for key in keys { places[key] = -1 }
    (keys, sums, repeated, unbounded) = ([], [], 0, 0)
  }
}
