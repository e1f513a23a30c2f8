import Basics
import TraceLogs

/// One pass over a run of tasks in the order of time: strata and lots of every item, added up.
struct EffectPass {
  /// What the pass found of the items that it met, in the order in which it met them.
  struct Found: Sendable {
    var items: [Int32] = []
    var strata: [StratumSums] = []
    /// `item * LotBounds.count + step`.
    var lots: [Int] = []
    var lotSums: [LotSums] = []
    var outcomes = (n: 0.0, sum: 0.0)
    /// Draws of names that were drawn before, and draws whose bound is beyond all steps.
    var repeated = 0
    var unbounded = 0
  }

  private struct ItemCell {
    var task: Int32 = -1
    /// The task that it was last drawn for.
    var drawn: Int32 = -1
    var place: Int32 = -1
    var n = 0.0
    var sum = 0.0
    var squares = 0.0
  }

  private let sheet: TaskSheet
  private var cells: [ItemCell]
  /// Where the sums of an item and a step stand, or -1.
  private var lotPlaces: [Int32]
  private var found = Found()
  /// The items of the stratum under way.
  private var touched: [Int32] = []

  private init(_ sheet: TaskSheet, lots: Bool) {
    self.sheet = sheet
    lotPlaces = Array(repeating: -1, count: lots ? sheet.log.symbols.count * LotBounds.count : 0)
    cells = Array(repeating: ItemCell(), count: sheet.log.symbols.count)
  }

  /// `strata` are the runs of `places` that make a stratum each. Complexity: O(items in contexts + draws).
  static func run(_ sheet: TaskSheet, _ places: [Int32], strata: [Range<Int>], lots: Bool) -> Found {
    var pass = EffectPass(sheet, lots: lots)
    for stratum in strata { pass.take(places[stratum]) }
    if lots { for place in places { pass.takeDraws(Int(place)) } }
    return pass.found
  }

  private mutating func take(_ places: ArraySlice<Int32>) {
    var all = (n: 0.0, sum: 0.0, squares: 0.0)
    let tasks = sheet.log.tasks
    touched.removeAll(keepingCapacity: true)
    for place in places {
      let (task, outcome) = (sheet.task(at: Int(place)), sheet.outcome[Int(place)])
      all = (all.n + 1, all.sum + outcome, all.squares + outcome * outcome)
      for entry in tasks.context(of: task) {
        add(tasks.item[entry], Int32(truncatingIfNeeded: task), outcome)
      }
    }
    found.outcomes = (found.outcomes.n + all.n, found.outcomes.sum + all.sum)
    for item in touched { close(item, all) }
  }

  /// A task that names an item twice had it once.
  @inline(__always)
  private mutating func add(_ item: Int32, _ task: Int32, _ outcome: Double) {
    let index = Int(item)
    guard cells[index].task != task else { return }
    if cells[index].n == 0 { touched.append(item) }
    cells[index].task = task
    cells[index].n += 1
    cells[index].sum += outcome
    cells[index].squares += outcome * outcome
  }

  private mutating func close(_ item: Int32, _ all: (n: Double, sum: Double, squares: Double)) {
    let index = Int(item)
    if cells[index].place < 0 {
      cells[index].place = Int32(truncatingIfNeeded: found.items.count)
      found.items.append(item)
      found.strata.append(StratumSums())
    }
    let cell = cells[index]
    found.strata[Int(cell.place)].add((cell.n, cell.sum, cell.squares), of: all)
    (cells[index].n, cells[index].sum, cells[index].squares) = (0, 0, 0)
  }

  private mutating func takeDraws(_ place: Int) {
    let task = sheet.task(at: place)
    let (outcome, expected) = (sheet.outcome[place], sheet.expected[place])
    let isFirst = sheet.isFirst[place]
    sheet.log.forEachDraw(of: task) { item, isHeld, propensity in
      guard cells[Int(item)].drawn != task else { return }
      cells[Int(item)].drawn = Int32(truncatingIfNeeded: task)
      guard isFirst else { return found.repeated += 1 }
      guard let step = LotBounds.step(expected: expected, propensity: propensity) else {
        return found.unbounded += 1
      }
      let key = Int(item) * LotBounds.count + step
      if lotPlaces[key] < 0 {
        lotPlaces[key] = Int32(truncatingIfNeeded: found.lots.count)
        found.lots.append(key)
        found.lotSums.append(LotSums())
      }
      found.lotSums[Int(lotPlaces[key])].add(
        outcome: outcome, expected: expected, held: isHeld, propensity: propensity)
    }
  }
}
