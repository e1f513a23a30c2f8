import Basics
import TraceLogs

/// The tasks of a log as estimators read them: in the order of time, with outcomes scaled to 0…1, what was expected of each
/// before it began, and which tasks have one name. The sheet of a log that goes on shares its columns with the one before.
public struct TaskSheet: Sendable {
  public private(set) var log: TraceLog
  /// The outcomes that there can be.
  public let scale: OutcomeScale
  /// Tasks by time; empty where the log has them so.
  private var order: [Int32]
  /// By place in time.
  private(set) var outcome: SharedColumn<Double> = []
  package private(set) var expected: SharedColumn<Double> = []
  private(set) var name: SharedColumn<Int32> = []
  /// No earlier task has this name and this arm: a lot that is drawn again for one name comes out the same.
  package private(set) var isFirst: SharedColumn<Bool> = []
  private var names: NameNumbers
  private var named: NameNumbers
  private var expectation = TaskExpectation()
  /// The least and the greatest outcome, 0 and 1 among them.
  private let reach: ClosedRange<Double>

  public var count: Int { outcome.count }

  /// How many names there are.
  var nameCount: Int { names.count }

  /// Complexity: O(tasks).
  public init(_ log: TraceLog) {
    self.log = log
    reach = OutcomeScale.reach(0...1, log.tasks.outcome[...])
    scale = OutcomeScale(reach, log)
    (names, named) = (
      NameNumbers(room: log.tasks.count), NameNumbers(room: log.tasks.arm.isEmpty ? 0 : log.tasks.count)
    )
    let batches = log.tasks.batch
    let isOrdered = zip(batches, batches.dropFirst()).allSatisfy { $0 <= $1 }
    let byBatch = isOrdered ? nil : ByBatch(batches, count: log.batches.count)
    order = byBatch.map { byBatch in log.batches.indices.flatMap { byBatch.positions(of: $0) } } ?? []
    take(from: 0)
  }

  /// Goes on from the sheet of a log that this one begins with; nil where only making it anew will do.
  /// Complexity: O(new tasks), and a pointer for every 2,048 tasks.
  package init?(_ log: TraceLog, continuing older: TaskSheet) {
    let count = older.count
    guard older.order.isEmpty, log.tasks.count >= count else { return nil }
    let new = log.tasks.batch[max(0, count - 1)...]
    let reach = OutcomeScale.reach(older.reach, log.tasks.outcome[count...])
    guard zip(new, new.dropFirst()).allSatisfy({ $0 <= $1 }), OutcomeScale(reach, log) == older.scale else {
      return nil
    }
    (self.log, self.reach, scale, order) = (log, reach, older.scale, [])
    (outcome, expected, name, isFirst) = (older.outcome, older.expected, older.name, older.isFirst)
    (names, named, expectation) = (older.names, older.named, older.expectation)
    take(from: count)
  }

  /// In blocks: names are looked up in a table that no cache holds, and look-ups that follow one another closely wait for memory
  /// together.
  private mutating func take(from start: Int) {
    var numbers = [NameNumbers.Numbered]()
    for begin in stride(from: start, to: log.tasks.count, by: TaskSheet.block) {
      let block = begin..<min(begin + TaskSheet.block, log.tasks.count)
      let tasks = block.map { task(at: $0) }
      names.look(up: tasks, in: log.tasks.name, salts: [], &numbers)
      add(tasks, numbers)
      if !log.tasks.arm.isEmpty { named.look(up: tasks, in: log.tasks.name, salts: log.tasks.arm, &numbers) }
      isFirst.append(contentsOf: numbers.map(\.isNew))
    }
    share()
  }

  private static let block = 256

  private mutating func add(_ tasks: [Int], _ numbers: [NameNumbers.Numbered]) {
    let values = tasks.map { scale.scaled(log.tasks.outcome[$0]) }
    outcome.append(contentsOf: values)
    name.append(contentsOf: numbers.map(\.number))
    expected.append(
      contentsOf: tasks.indices.map {
        expectation.next(values[$0], scene: Int(log.tasks.scene[tasks[$0]]), name: Int(numbers[$0].number))
      })
  }

  private mutating func share() {
    outcome.share()
    expected.share()
    name.share()
    isFirst.share()
    names.share()
    named.share()
    expectation.share()
  }

  /// The log's index of a task.
  @inline(__always)
  func task(at place: Int) -> Int { order.isEmpty ? place : Int(order[place]) }

  func batch(at place: Int) -> Int32 { log.tasks.batch[task(at: place)] }
  func scene(at place: Int) -> Int32 { log.tasks.scene[task(at: place)] }
}

/// From what outcomes lie within to 0…1 and back.
public struct OutcomeScale: Sendable, Equatable {
  public let low: Double
  public let high: Double
  /// Whether outcomes cannot lie elsewhere: certificates need that.
  public let isKnown: Bool

  /// All within 0…1, or within the range that the header declares; else what was seen, which is no bound.
  init(_ reach: ClosedRange<Double>, _ log: TraceLog) {
    let (least, most) = (reach.lowerBound, reach.upperBound)
    if least == 0, most == 1 {
      (low, high, isKnown) = (0, 1, true)
    } else if let range = OutcomeScale.declared(log), range.contains(least), range.contains(most) {
      (low, high, isKnown) = (range.lowerBound, range.upperBound, true)
    } else {
      (low, high, isKnown) = (least, most, false)
    }
  }

  /// That reach and these outcomes.
  static func reach(_ reach: ClosedRange<Double>, _ outcomes: ArraySlice<Double>) -> ClosedRange<Double> {
    var (least, most) = (reach.lowerBound, reach.upperBound)
    for outcome in outcomes { (least, most) = (min(least, outcome), max(most, outcome)) }
    return least...most
  }

  private static func declared(_ log: TraceLog) -> ClosedRange<Double>? {
    guard let first = log.sources.first?.range else { return nil }
    return log.sources.allSatisfy { $0.range == first } ? first : nil
  }

  public var width: Double { high - low }

  @inline(__always)
  func scaled(_ outcome: Double) -> Double { (outcome - low) / width }
}

/// What to expect of the next task: the mean outcome of earlier ones of its name, drawn to that of its scene, drawn to that
/// of all. Only what came before counts, so that a lot's weighted outcome stays fair.
struct TaskExpectation: Sendable {
  private struct Tally {
    var sum = 0.0
    var count = 0.0

    mutating func add(_ outcome: Double) { (sum, count) = (sum + outcome, count + 1) }
  }

  private var all = Tally(sum: 0.5, count: 1)
  private var scenes: SharedColumn<Tally> = []
  private var names: SharedColumn<Tally> = []

  /// Names are numbered in the order in which they come.
  mutating func next(_ outcome: Double, scene: Int, name: Int) -> Double {
    var expected = all.sum / all.count
    all.add(outcome)
    if scene >= 0 {
      while scenes.count <= scene { scenes.append(Tally()) }
      expected = (scenes[scene].sum + 5 * expected) / (scenes[scene].count + 5)
      scenes[scene].add(outcome)
    }
    guard name < names.count else {
      names.append(Tally(sum: outcome, count: 1))
      return expected
    }
    let known = names[name]
    names[name].add(outcome)
    return (known.sum + 2 * expected) / (known.count + 2)
  }

  mutating func share() {
    scenes.share()
    names.share()
  }
}
