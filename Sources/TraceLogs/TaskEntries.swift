/// Items named by tasks beside those in their contexts, each with a number where the column has them. Empty while no task
/// names any.
public struct TaskEntries: Sendable, Equatable {
  /// Where the entries of each task end.
  public var end: [Int] = []
  /// Index into the log's `symbols`.
  public var item: [Int32] = []
  /// Empty for a column without numbers.
  public var value: [Double] = []

  public init() {}

  public var isEmpty: Bool { end.isEmpty }

  public func entries(of task: Int) -> Range<Int> {
    end.isEmpty ? 0..<0 : (task == 0 ? 0 : end[task - 1])..<end[task]
  }

  /// To be called for each task once its entries are in `item`; `count` is how many tasks stand before it.
  package mutating func closeTask(after count: Int) {
    if end.isEmpty, !item.isEmpty { end = Array(repeating: 0, count: count) }
    if !item.isEmpty { end.append(item.count) }
  }

  /// `name` says how the log that they are put into calls an item; `before` is how many tasks that log has.
  package mutating func append(_ other: TaskEntries, count: Int, before: Int, name: (Int32) -> Int32) {
    guard !isEmpty || !other.isEmpty else { return }
    if isEmpty { end = Array(repeating: 0, count: before) }
    let offset = item.count
    item += other.item.map(name)
    value += other.value
    end += other.isEmpty ? Array(repeating: offset, count: count) : other.end.map { $0 + offset }
  }
}

extension Tasks {
  /// The items that stood in the agent's context.
  public func context(of task: Int) -> Range<Int> { (task == 0 ? 0 : itemEnd[task - 1])..<itemEnd[task] }

  /// The probability with which each of the task's items was held out, where one holds for all; -1 where the record has
  /// none.
  public func propensity(of task: Int) -> Double { propensity.isEmpty ? -1 : propensity[task] }

  /// To be called with each task, before or after its other columns grow.
  package mutating func append(propensity value: Double, before count: Int) {
    if value >= 0, propensity.isEmpty { propensity = Array(repeating: -1, count: count) }
    if value >= 0 || !propensity.isEmpty { propensity.append(value) }
  }
}
