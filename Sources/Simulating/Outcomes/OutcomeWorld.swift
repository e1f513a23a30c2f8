/// What a simulated agent's life is like where only outcomes of tasks are known: how hard tasks are, which items are
/// retrieved for which of them, what items are worth, and who is held out. `docs/simulation.md` has the formulas.
///
///     var world = OutcomeWorld()
///     world.confounding = 1
///     let log = OutcomeSimulation(world, seed: 7).log()
public struct OutcomeWorld: Sendable, Equatable {
  public var items = 20
  public var batches = 40
  public var tasks = 250
  public var scenes = 4

  // What items are worth. Whatever the shares leave over does nothing.
  public var helpful = 0.4
  public var harmful = 0.2
  /// The mean size of an effect, as a probability.
  public var effect = 0.08
  /// Pairs of items that bring something more, or less, where both are there.
  public var interactions = 0
  /// The size of that.
  public var synergy = 0.2

  // What tasks are like.
  public var level = 0.5
  /// How far a task's difficulty moves the probability of success to either side.
  public var difficulty = 0.25
  /// By how much tasks of the last batch are harder than those of the first.
  public var drift = 0.0

  // Who gets what.
  /// How many items are meant for a task, on average.
  public var context = 5.0
  /// How strongly retrieval goes by difficulty.
  public var confounding = 0.0
  /// The share of the items that are retrieved for easy tasks; all others for hard ones.
  public var backwards = 0.3
  /// How probable it is that an item meant for a task is held out.
  public var holdout = 0.0

  // What a judge says beside outcomes.
  /// How often it has the sign of an item's effect right; 0 for no judge.
  public var judge = 0.0
  /// The share of the items that it takes for the opposite of what they are.
  public var misjudged = 0.0

  public init() {}
}

extension OutcomeWorld {
  public static let parameters: [OutcomeParameter] = [
    .init("items", .count(\.items, 1...100_000), "of an outcome world: how many items there are"),
    .init("batches", .count(\.batches, 1...100_000), "of an outcome world: how many batches"),
    .init("tasks", .count(\.tasks, 1...1_000_000), "of an outcome world: tasks in each batch"),
    .init("scenes", .count(\.scenes, 1...100), "of an outcome world: how many scenes there are"),
    .init("helpful", .number(\.helpful, 0...1), "share of the items that help"),
    .init("harmful", .number(\.harmful, 0...1), "share of the items that harm"),
    .init("effect", .number(\.effect, 0...1), "mean size of an effect, as a probability"),
    .init(
      "interactions", .count(\.interactions, 0...10_000),
      "pairs of items that work together or against each other"),
    .init("synergy", .number(\.synergy, 0...1), "what such a pair brings or costs beyond its items"),
    .init("level", .number(\.level, 0...1), "how often an ordinary task goes well without items"),
    .init(
      "difficulty", .number(\.difficulty, 0...1), "how far a task's difficulty moves that to either side"),
    .init("drift", .number(\.drift, -1...1), "by how much tasks are harder in the end"),
    .init("context", .number(\.context, 0...1_000), "how many items are meant for a task, on average"),
    .init("confounding", .number(\.confounding, 0...1), "how strongly retrieval goes by difficulty"),
    .init("backwards", .number(\.backwards, 0...1), "share of the items that are retrieved for easy tasks"),
    .init(
      "holdout", .number(\.holdout, 0...0.99), "how probable it is that an item meant for a task is held out"),
    .init("judge", .number(\.judge, 0...1), "how often a judge has an effect's sign right; 0 is no judge"),
    .init(
      "misjudged", .number(\.misjudged, 0...1), "share of the items that the judge takes for the opposite"),
  ]

  /// The first parameter that is out of bounds, or the shares that are more than the whole.
  public var fault: WorldFault? {
    for parameter in OutcomeWorld.parameters where !parameter.holds(in: self) {
      return .outside(name: parameter.name, seen: parameter.text(in: self), expected: parameter.expectation)
    }
    let shares = helpful + harmful
    return shares > 1 + 1e-9 ? .sharesExceedOne(["helpful", "harmful"], sum: shares) : nil
  }
}

/// One parameter of an outcome world: the one list behind flags, bounds and messages.
public struct OutcomeParameter: Sendable {
  public enum Value: Sendable {
    case count(WritableKeyPath<OutcomeWorld, Int> & Sendable, ClosedRange<Int>)
    case number(WritableKeyPath<OutcomeWorld, Double> & Sendable, ClosedRange<Double>)
  }

  public let name: String
  public let value: Value
  public let summary: String

  init(_ name: String, _ value: Value, _ summary: String) {
    (self.name, self.value, self.summary) = (name, value, summary)
  }

  public func text(in world: OutcomeWorld) -> String {
    switch value {
    case .count(let path, _): "\(world[keyPath: path])"
    case .number(let path, _): "\(world[keyPath: path])"
    }
  }

  public var expectation: String {
    switch value {
    case .count(_, let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number(_, let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    }
  }

  func holds(in world: OutcomeWorld) -> Bool {
    switch value {
    case .count(let path, let range): range.contains(world[keyPath: path])
    case .number(let path, let range): range.contains(world[keyPath: path])
    }
  }
}
