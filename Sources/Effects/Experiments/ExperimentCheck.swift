import Basics
import TraceLogs

/// What a log did, held against what a plan says.
public struct ExperimentCheck: Sendable {
  /// An item of the plan: how many tasks it was drawn for, how often it was held out, and how often it should have been.
  public struct Count: Sendable, Equatable {
    public let id: String
    public var drawn = 0
    public var held = 0
    public var expected = 0.0
    fileprivate var variance = 0.0

    /// How improbable so large a difference is where lots are fair.
    public var probability: Double {
      guard variance > 0 else { return 1 }
      let z = abs(Double(held) - expected) / variance.squareRoot()
      return 2 * (1 - NormalDistribution.probability(atMost: z))
    }
  }

  public enum Problem: Sendable, Equatable {
    /// The lot says otherwise.
    case assignment(task: String, item: String, held: Bool)
    /// The record gives another probability than the plan.
    case propensity(task: String, item: String, recorded: Double, planned: Double)
    /// The record has lots but no probability for this item.
    case noPropensity(task: String, item: String)
    /// A protected, kept or unknown item was held out.
    case notPlanned(task: String, item: String)
    /// An item that was held out, and whose text stands in another one that the task had.
    case leak(task: String, item: String, inside: String)
    case droppedItem(task: String, item: String)
  }

  public private(set) var tasks = 0
  /// Tasks of the log that are of no plan, or of another.
  public private(set) var others = 0
  public private(set) var counts: [Count]
  public private(set) var problems: [Problem] = []
  private var assigned: [String: [String: Bool]] = [:]
  private let plan: ExperimentPlan
  private let places: [String: Int]

  /// Throws where one task was assigned in two ways. `only` leaves out tasks whose arm is not the plan's name.
  /// Complexity: O(items in contexts), and of leaks O(held · items · text).
  public init(_ plan: ExperimentPlan, _ log: TraceLog, only named: Bool) throws(ExperimentFault) {
    self.plan = plan
    counts = plan.items.map { Count(id: $0.id) }
    places = Dictionary(plan.items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let texts = log.itemTexts
    let strangers = plan.items.map(\.id).filter { texts[$0] == nil }
    guard strangers.isEmpty else { throw .unknownItems(strangers) }
    for task in 0..<log.tasks.count { try take(task, log, texts, named) }
    guard tasks > 0 else { throw .noTasks }
  }

  private mutating func take(
    _ task: Int, _ log: TraceLog, _ texts: [String: String], _ named: Bool
  ) throws(ExperimentFault) {
    let arm = log.tasks.arm(of: task)
    guard !named || arm >= 0 && log.symbols[Int(arm)] == plan.name else { return others += 1 }
    tasks += 1
    let name = log.tasks.name[task]
    let held = log.tasks.held.entries(of: task).map { log.symbols[Int(log.tasks.held.item[$0])] }
    let context = log.tasks.context(of: task).map { log.symbols[Int(log.tasks.item[$0])] }
    for item in Set(held).sorted() { try draw(item, true, name, task, log) }
    for item in Set(context).sorted() {
      try draw(item, false, name, task, log)
      if plan.dropped.contains(item) { problems.append(.droppedItem(task: name, item: item)) }
    }
    findLeaks(name, held, context, texts)
  }

  private mutating func draw(
    _ item: String, _ isHeld: Bool, _ task: String, _ index: Int, _ log: TraceLog
  ) throws(ExperimentFault) {
    guard let place = places[item] else {
      if isHeld { problems.append(.notPlanned(task: task, item: item)) }
      return
    }
    if let before = assigned[task, default: [:]].updateValue(isHeld, forKey: item), before != isHeld {
      throw .assignedTwice(task: task, item: item)
    }
    let planned = 1 - plan.items[place].rate
    counts[place].drawn += 1
    counts[place].held += isHeld ? 1 : 0
    counts[place].expected += planned
    counts[place].variance += planned * (1 - planned)
    if plan.includes(plan.items[place], in: task) == isHeld {
      problems.append(.assignment(task: task, item: item, held: isHeld))
    }
    guard let recorded = log.propensity(of: item, in: index) else {
      return problems.append(.noPropensity(task: task, item: item))
    }
    if abs(recorded - planned) > 1e-9 {
      problems.append(.propensity(task: task, item: item, recorded: recorded, planned: planned))
    }
  }

  private mutating func findLeaks(
    _ task: String, _ held: [String], _ context: [String], _ texts: [String: String]
  ) {
    for item in held {
      guard let text = texts[item], text.utf8.count >= 8 else { continue }
      for other in context where texts[other].map({ $0.contains(text) }) ?? false {
        problems.append(.leak(task: task, item: item, inside: other))
      }
    }
  }

  /// How improbable it is that shares are so far from the plan's, over all items together: a chi-square of as many degrees
  /// of freedom as there are items that were drawn.
  public var mismatch: (chiSquare: Double, degrees: Int, probability: Double) {
    let drawn = counts.filter { $0.variance > 0 }
    let chiSquare = drawn.reduce(0.0) { sum, count in
      let difference = Double(count.held) - count.expected
      return sum + difference * difference / count.variance
    }
    return (chiSquare, drawn.count, chiSquareTail(chiSquare, degrees: drawn.count))
  }
}

/// How probable a chi-square of at least this is, by the cube root of Wilson and Hilferty (1931).
public func chiSquareTail(_ value: Double, degrees: Int) -> Double {
  guard degrees > 0, value > 0 else { return 1 }
  let n = Double(degrees)
  let root = exponential(naturalLogarithm(value / n) / 3)
  let z = (root - (1 - 2 / (9 * n))) / (2 / (9 * n)).squareRoot()
  return 1 - NormalDistribution.probability(atMost: z)
}

extension TraceLog {
  /// The first text of every item that the log knows, by id: items, additions, and what tasks name.
  package var itemTexts: [String: String] {
    var texts: [String: String] = [:]
    for item in items where texts[item.id] == nil { texts[item.id] = item.content }
    for proposal in 0..<proposals.count where proposals.type[proposal] == .add {
      let id = proposals.id[proposal]
      if texts[id] == nil { texts[id] = proposals.content[proposal] }
    }
    for symbol in Set(tasks.item).union(tasks.held.item).sorted() where texts[symbols[Int(symbol)]] == nil {
      texts[symbols[Int(symbol)]] = ""
    }
    return texts
  }

  fileprivate func propensity(of item: String, in task: Int) -> Double? {
    let one = tasks.propensity(of: task)
    if one >= 0 { return one }
    let entries = tasks.propensities.entries(of: task)
    return entries.first { symbols[Int(tasks.propensities.item[$0])] == item }.map {
      tasks.propensities.value[$0]
    }
  }
}
