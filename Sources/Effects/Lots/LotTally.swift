/// What the lots of a run of tasks say, item by item and step by step of their bound.
struct LotTally: ~Copyable {
  /// `item * LotBounds.count + step`, in the order in which they came.
  private(set) var keys: [Int] = []
  private var slab = Slab(repeating: LotSums(), count: 64)
  /// Draws of names that were drawn before, and draws whose bound is beyond all steps.
  private(set) var repeated = 0
  private(set) var unbounded = 0
  /// Where the sums of a key stand, or -1.
  private var places: Slab<Int32>
  private var task = (outcome: 0.0, expected: 0.0, isFirst: false)
  /// What draws of the task under way add, which many of them share: by probability, negative for those held out.
  private var draws = InlineArray<8, Draw>(repeating: Draw())
  private var drawCount = 0

  private struct Draw {
    var signed = 0.0
    var step = -1
    var sums = LotSums()
  }

  init(symbols: Int) { places = Slab(repeating: -1, count: symbols * LotBounds.count) }

  /// In the order of `keys`.
  var sums: [LotSums] { keys.indices.map { slab[$0] } }

  /// What is added next are lots of this task.
  mutating func begin(outcome: Double, expected: Double, isFirst: Bool) {
    task = (outcome, expected, isFirst)
    drawCount = 0
  }

  @inline(__always)
  mutating func add(_ item: Int32, isHeld: Bool, _ propensity: Double) {
    guard task.isFirst else { return repeated += 1 }
    let signed = isHeld ? -propensity : propensity
    var place = 0
    while place < drawCount, draws[place].signed != signed { place += 1 }
    if place == drawCount { place = weigh(signed) }
    guard draws[place].step >= 0 else { return unbounded += 1 }
    let key = Int(item) * LotBounds.count + draws[place].step
    if places[key] < 0 { open(key) }
    slab[Int(places[key])] += draws[place].sums
  }

  /// Returns where it stands in `draws`; the last makes room where there are too many.
  private mutating func weigh(_ signed: Double) -> Int {
    let step = LotBounds.step(expected: task.expected, propensity: abs(signed))
    let sums = LotSums(task.outcome, expected: task.expected, held: signed < 0, abs(signed))
    drawCount = min(drawCount + 1, draws.count)
    draws[drawCount - 1] = Draw(signed: signed, step: step ?? -1, sums: sums)
    return drawCount - 1
  }

  private mutating func open(_ key: Int) {
    places[key] = Int32(truncatingIfNeeded: keys.count)
    if keys.count == slab.count { slab.double(with: LotSums()) }
    keys.append(key)
  }

  /// Ready for the next run. Complexity: O(keys).
  mutating func clear() {
    for (place, key) in keys.enumerated() { (places[key], slab[place]) = (-1, LotSums()) }
    (keys, repeated, unbounded) = ([], 0, 0)
  }
}
