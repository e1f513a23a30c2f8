import Basics
import TraceLogs

/// Goes over runs of tasks in the order of time: strata and lots of every item, added up. What it noted of a run is wiped before
/// the next, so that a run costs what it holds, however many items the log knows.
struct EffectPass: ~Copyable {
  /// What a pass found of the items that it met, in the order in which it met them.
  struct Found: Sendable {
    var items: [Int32] = []
    var strata: [StratumSums] = []
    /// `item * LotBounds.count + step`.
    var lots: [Int] = []
    var lotSums: [LotSums] = []
    /// Items that tasks had to do without, whether or not a lot is known.
    var held: [Int32] = []
    var outcomes = (n: 0.0, sum: 0.0)
    /// Draws of names that were drawn before, and draws whose bound is beyond all steps.
    var repeated = 0
    var unbounded = 0
  }

  private struct ItemCell: BitwiseCopyable {
    var task: Int32 = -1
    var place: Int32 = -1
    var isHeld = false
    var n = 0.0
    var sum = 0.0
    var squares = 0.0
  }

  private let sheet: TaskSheet
  private var cells: Slab<ItemCell>
  private var reader: DrawReader
  private var tally: LotTally
  private var found = Found()
  /// The items of the stratum under way.
  private var touched: [Int32] = []

  init(_ sheet: TaskSheet) {
    self.sheet = sheet
    let symbols = sheet.log.symbols.count
    cells = Slab(repeating: ItemCell(), count: symbols)
    let drawn = sheet.mayHaveDraws ? symbols : 0
    reader = DrawReader(symbols: drawn)
    tally = LotTally(symbols: drawn)
  }

  /// By scene and batch. Complexity: O(items in contexts + draws).
  mutating func run(_ run: Range<Int>) -> Found {
    let strata = EffectPass.scenes(sheet, run)
    return self.run(strata.places, strata: strata.ends)
  }

  /// `strata` are the runs of `places` that make a stratum each.
  mutating func run(_ places: [Int32], strata: [Range<Int>]) -> Found {
    found = Found()
    for stratum in strata { take(places[stratum]) }
    if sheet.mayHaveDraws { takeDraws(places) }
    for item in found.items { cells[Int(item)].place = -1 }
    for item in found.held { cells[Int(item)].isHeld = false }
    return found
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

  private mutating func takeDraws(_ places: [Int32]) {
    let tasks = sheet.log.tasks
    for place in places {
      let (place, task) = (Int(place), sheet.task(at: Int(place)))
      noteHeld(task, tasks)
      tally.begin(
        outcome: sheet.outcome[place], expected: sheet.expected[place], isFirst: sheet.isFirst[place])
      EffectPass.takeDraws(of: task, tasks, &reader, &tally)
    }
    (found.lots, found.lotSums) = (tally.keys, tally.sums)
    (found.repeated, found.unbounded) = (tally.repeated, tally.unbounded)
    tally.clear()
  }

  private mutating func noteHeld(_ task: Int, _ tasks: Tasks) {
    for entry in tasks.held.entries(of: task) where !cells[Int(tasks.held.item[entry])].isHeld {
      cells[Int(tasks.held.item[entry])].isHeld = true
      found.held.append(tasks.held.item[entry])
    }
  }

  @inline(__always)
  private static func takeDraws(
    of task: Int, _ tasks: Tasks, _ reader: inout DrawReader, _ tally: inout LotTally
  ) {
    reader.forEach(of: task, in: tasks) { item, isHeld, propensity in
      tally.add(item, isHeld: isHeld, propensity)
    }
  }

  /// The tasks of a run by batch and scene; scenes of a batch stand in the order in which they come. Complexity: O(tasks).
  private static func scenes(_ sheet: TaskSheet, _ run: Range<Int>) -> (places: [Int32], ends: [Range<Int>]) {
    var (places, ends, groups, numbers) = ([Int32](), [Range<Int>](), [[Int32]](), [Int32: Int]())
    places.reserveCapacity(run.count)
    for place in run {
      let scene = sheet.scene(at: place)
      let number = numbers[scene] ?? groups.count
      if number == groups.count {
        numbers[scene] = number
        groups.append([])
      }
      groups[number].append(Int32(truncatingIfNeeded: place))
      guard place + 1 == run.upperBound || sheet.batch(at: place) != sheet.batch(at: place + 1) else {
        continue
      }
      for group in groups {
        ends.append(places.count..<places.count + group.count)
        places += group
      }
      (groups, numbers) = ([], [:])
    }
    return (places, ends)
  }
}
