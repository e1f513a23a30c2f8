import Basics
import TraceLogs

/// What all tasks of a log say of all items, added up: strata and lots. Sums are made for runs of whole batches and put
/// together in the order of time, so they do not depend on how many work on them, nor on how often the log has grown.
public struct EffectSums: Sendable {
  public let sheet: TaskSheet
  public let strata: EffectStrata
  private var totals = EffectTotals()
  /// The same before the last run, which may still grow, and where that begins.
  private var settled = (totals: EffectTotals(), end: 0)

  /// A run ends with the batch that brings it to so many tasks.
  private static let run = 8_192

  /// By scene and batch. Complexity: O(items in contexts + draws).
  public init(_ sheet: TaskSheet, workers: Workers = .one) {
    (self.sheet, strata) = (sheet, .scene)
    add(from: 0, workers)
  }

  /// By name. The whole log is one run.
  public init(byTaskOf sheet: TaskSheet) {
    (self.sheet, strata) = (sheet, .task)
    let places = (0..<Int32(truncatingIfNeeded: sheet.count)).sorted {
      (sheet.name[Int($0)], $0) < (sheet.name[Int($1)], $1)
    }
    let runs = EffectSums.runs(of: places) { sheet.name[Int($0)] }
    var pass = EffectPass(sheet)
    totals.grow(symbols: sheet.log.symbols.count)
    totals.add(pass.run(places, strata: runs))
    totals.share()
  }

  private init(_ sheet: TaskSheet, continuing older: EffectSums, _ workers: Workers) {
    (self.sheet, strata) = (sheet, older.strata)
    (totals, settled) = (older.settled.totals, older.settled)
    add(from: settled.end, workers)
  }

  /// Those of a log that begins with the one that these are of; nil where only making them anew will do.
  /// Complexity: O(new tasks and those of the last run).
  package func continued(_ sheet: TaskSheet, workers: Workers) -> EffectSums? {
    guard strata == .scene, sheet.count >= self.sheet.count else { return nil }
    return EffectSums(sheet, continuing: self, workers)
  }

  private mutating func add(from start: Int, _ workers: Workers) {
    let runs = taskRuns(from: start)
    let sheet = sheet
    let parts = workers.map { part in
      var pass = EffectPass(sheet)
      return workers.share(part, of: runs.count).map { pass.run(runs[$0]) }
    }
    totals.grow(symbols: sheet.log.symbols.count)
    var left = runs.count
    for found in parts.joined() {
      left -= 1
      if left == 0 { settled = (totals, runs[runs.count - 1].lowerBound) }
      totals.add(found)
    }
    totals.share()
    settled.totals.share()
  }

  private func taskRuns(from start: Int) -> [Range<Int>] {
    var (runs, begin) = ([Range<Int>](), start)
    for place in start..<sheet.count
    where place + 1 == sheet.count || sheet.batch(at: place) != sheet.batch(at: place + 1) {
      guard place + 1 == sheet.count || place + 1 - begin >= EffectSums.run else { continue }
      runs.append(begin..<place + 1)
      begin = place + 1
    }
    return runs
  }

  private static func runs<Key: Equatable>(of places: [Int32], by key: (Int32) -> Key) -> [Range<Int>] {
    var (runs, begin) = ([Range<Int>](), 0)
    for index in places.indices
    where index + 1 == places.count || key(places[index]) != key(places[index + 1]) {
      runs.append(begin..<index + 1)
      begin = index + 1
    }
    return runs
  }
}

extension EffectSums {
  /// How many outcomes there are, and their sum.
  var outcomes: (n: Double, sum: Double) { totals.outcomes }

  /// Draws of names that were drawn before.
  package var repeated: Int { totals.repeated }

  /// Draws whose bound is beyond all steps.
  package var unbounded: Int { totals.unbounded }

  package func stratum(of item: Int32) -> StratumSums { totals.stratumSums[Int(item)] }

  /// The item's lots by step of their bound; empty where there are none.
  public func lots(of item: Int32) -> [LotSums] { totals.lots.lots(of: Int(item)) }

  /// Whether a task had to do without it, with a known probability or without.
  func isHeld(_ item: Int32) -> Bool { totals.isHeld[Int(item)] }

  /// The items that stood in a context or were drawn, in the order of their symbols.
  public var items: [Int32] {
    totals.stratumSums.indices.filter { totals.stratumSums[$0].with > 0 || totals.lots.has($0) }.map {
      Int32(truncatingIfNeeded: $0)
    }
  }
}
