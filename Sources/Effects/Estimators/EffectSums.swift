import Basics
import TraceLogs

/// What all tasks of a log say of all items, added up: strata and lots. Sums are made for runs of whole batches and put
/// together in the order of time, so they do not depend on how many work on them, nor on how often the log has grown.
public struct EffectSums: Sendable {
  public let sheet: TaskSheet
  public let strata: EffectStrata
  /// By symbol of the item; of what is no item, empty.
  package private(set) var stratumSums: [StratumSums]
  /// `item * LotBounds.count + step`.
  private var lotSums: [LotSums]
  package private(set) var outcomes = (n: 0.0, sum: 0.0)
  package private(set) var repeated = 0
  package private(set) var unbounded = 0
  /// The same before the last run, which may still grow, and where that begins.
  private var settled: Settled

  private struct Settled: Sendable {
    var stratumSums: [StratumSums]
    var lotSums: [LotSums]
    var outcomes = (n: 0.0, sum: 0.0)
    var repeated = 0
    var unbounded = 0
    var end = 0
  }

  /// A run ends with the batch that brings it to so many tasks.
  private static let run = 8_192

  /// By scene and batch. Complexity: O(items in contexts + draws).
  public init(_ sheet: TaskSheet, workers: Workers = .one) {
    self.init(sheet, strata: .scene)
    add(from: 0, workers)
  }

  /// By name. The whole log is one run.
  public init(byTaskOf sheet: TaskSheet) {
    self.init(sheet, strata: .task)
    let places = (0..<Int32(truncatingIfNeeded: sheet.count)).sorted {
      (sheet.name[Int($0)], $0) < (sheet.name[Int($1)], $1)
    }
    let runs = EffectSums.runs(of: places) { sheet.name[Int($0)] }
    add(EffectPass.run(sheet, places, strata: runs, lots: sheet.log.hasDraws))
  }

  private init(_ sheet: TaskSheet, strata: EffectStrata) {
    (self.sheet, self.strata) = (sheet, strata)
    let symbols = sheet.log.symbols.count
    stratumSums = Array(repeating: StratumSums(), count: symbols)
    lotSums = Array(repeating: LotSums(), count: sheet.log.hasDraws ? symbols * LotBounds.count : 0)
    settled = Settled(stratumSums: stratumSums, lotSums: lotSums)
  }

  /// Those of a log that begins with the one that these are of; nil where only making them anew will do.
  /// Complexity: O(new tasks and those of the last run), and copying of O(symbols).
  package func continued(_ sheet: TaskSheet, workers: Workers) -> EffectSums? {
    guard strata == .scene, sheet.count >= self.sheet.count else { return nil }
    var next = EffectSums(sheet, strata: strata)
    next.settled.end = settled.end
    next.restore(settled)
    next.add(from: settled.end, workers)
    return next
  }

  private mutating func restore(_ older: Settled) {
    for item in older.stratumSums.indices { stratumSums[item] = older.stratumSums[item] }
    for place in older.lotSums.indices { lotSums[place] = older.lotSums[place] }
    (outcomes, repeated, unbounded) = (older.outcomes, older.repeated, older.unbounded)
  }

  private mutating func add(from start: Int, _ workers: Workers) {
    let runs = taskRuns(from: start)
    let sheet = sheet
    let parts = workers.map { part in
      workers.share(part, of: runs.count).map { EffectSums.pass(sheet, runs[$0]) }
    }
    var left = runs.count
    for found in parts.joined() {
      left -= 1
      if left == 0 { settle(at: runs[runs.count - 1].lowerBound) }
      add(found)
    }
  }

  private mutating func settle(at end: Int) {
    settled = Settled(
      stratumSums: stratumSums, lotSums: lotSums, outcomes: outcomes, repeated: repeated,
      unbounded: unbounded,
      end: end)
  }

  private mutating func add(_ found: EffectPass.Found) {
    for (item, sums) in zip(found.items, found.strata) { stratumSums[Int(item)] += sums }
    for (place, sums) in zip(found.lots, found.lotSums) { lotSums[place] += sums }
    outcomes = (outcomes.n + found.outcomes.n, outcomes.sum + found.outcomes.sum)
    repeated += found.repeated
    unbounded += found.unbounded
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

  static func pass(_ sheet: TaskSheet, _ run: Range<Int>) -> EffectPass.Found {
    let strata = scenes(sheet, run)
    return EffectPass.run(sheet, strata.places, strata: strata.ends, lots: sheet.log.hasDraws)
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

  private static func runs<Key: Equatable>(of places: [Int32], by key: (Int32) -> Key) -> [Range<Int>] {
    var (runs, begin) = ([Range<Int>](), 0)
    for index in places.indices
    where index + 1 == places.count || key(places[index]) != key(places[index + 1]) {
      runs.append(begin..<index + 1)
      begin = index + 1
    }
    return runs
  }

  /// The item's lots by step of their bound; empty where there are none.
  public func lots(of item: Int32) -> [LotSums] {
    let start = Int(item) * LotBounds.count
    return lotSums.isEmpty ? [] : Array(lotSums[start..<start + LotBounds.count])
  }

  /// The items that stood in a context or were drawn, in the order of their symbols.
  public var items: [Int32] {
    stratumSums.indices.filter { item in
      stratumSums[item].with > 0 || lots(of: Int32(truncatingIfNeeded: item)).contains { $0.count > 0 }
    }.map { Int32(truncatingIfNeeded: $0) }
  }
}
