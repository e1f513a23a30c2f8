/// Which items tasks do without, and how often: a small value that stands in a file of its own.
///
/// Whether a task has an item is `Lot.includes(seed:task:item:rate:)`, so that any agent can compute it without asking.
public struct ExperimentPlan: Sendable, Equatable {
  public struct TestedItem: Sendable, Equatable {
    public var id: String
    /// How probable it is that a task has the item, between 0 and 1.
    public var rate: Double
    /// How many tasks it is likely to take until there is a verdict; nil where nothing says.
    public var tasks: Int?

    public init(id: String, rate: Double, tasks: Int? = nil) {
      (self.id, self.rate, self.tasks) = (id, rate, tasks)
    }
  }

  /// What log records call it (`arm`). It changes from round to round.
  public var name: String
  public var round: Int
  public var seed: Int
  /// What should be tested first stands first.
  public var items: [TestedItem]
  /// Never held out.
  public var protected: [String] = []
  /// Certified in an earlier round, and in memory without lots.
  public var kept: [String] = []
  /// Certified to harm: no task should have them.
  public var dropped: [String] = []
  /// How many tasks the experiment may take.
  public var budget: Int?
  /// What holding out may cost at most, in points of the outcome of a task.
  public var maxLoss: Double?
  /// The share of certificates that may be false.
  public var alpha = 0.05

  public init(name: String, round: Int = 1, seed: Int, items: [TestedItem]) {
    (self.name, self.round, self.seed, self.items) = (name, round, seed, items)
  }

  /// The items that a task is to do without, in the plan's order. Dropped ones are not among them: they are gone.
  public func heldOut(of task: String) -> [TestedItem] { items.filter { !includes($0, in: task) } }

  public func includes(_ item: TestedItem, in task: String) -> Bool {
    Lot.includes(seed: seed, task: task, item: item.id, rate: item.rate)
  }

  /// What is wrong with it by itself; nil where nothing is.
  public var fault: ExperimentFault? {
    for item in items where !(item.rate > 0 && item.rate < 1) {
      return .badRate(item: item.id, rate: item.rate)
    }
    let ids = items.map(\.id) + kept + dropped
    if let twice = ids.enumerated().first(where: { ids[..<$0].contains($1) }) {
      return .itemTwice(twice.element)
    }
    if let both = protected.first(where: { id in items.contains { $0.id == id } }) {
      return .protectedItem(both)
    }
    return nil
  }
}

/// What cannot be done with a plan, or with a log under a plan.
public enum ExperimentFault: Error, Equatable {
  case badRate(item: String, rate: Double)
  case itemTwice(String)
  case protectedItem(String)
  case unknownItems([String])
  case nothingToTest
  /// Even the least that is held out may cost more than the bound.
  case tooDear(maxLoss: Double)
  /// Two records of one task, of which one was held out.
  case assignedTwice(task: String, item: String)
  case editedByHand(path: String)
  case noPlan(path: String, place: String, expected: String)
  case noTasks
}
