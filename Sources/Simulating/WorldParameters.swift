/// One parameter of a world: its name, what it may be and what it means. The one list from which flags, messages
/// and bounds are made.
public struct WorldParameter: Sendable {
  public enum Value: Sendable {
    case count(WritableKeyPath<World, Int> & Sendable, ClosedRange<Int>)
    case number(WritableKeyPath<World, Double> & Sendable, ClosedRange<Double>)
  }

  public let name: String
  public let value: Value
  public let summary: String

  /// Its value in `world`, as a person writes it.
  public func text(in world: World) -> String {
    switch value {
    case .count(let path, _): "\(world[keyPath: path])"
    case .number(let path, _): plain(world[keyPath: path])
    }
  }

  /// What it may be, in words.
  public var expectation: String {
    switch value {
    case .count(_, let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number(_, let range): "a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
    }
  }
}

extension World {
  public static let parameters: [WorldParameter] = amounts + proposing + worth + drift + scoring

  private static let amounts: [WorldParameter] = [
    .init("operations", \.operations, 1...1_000_000, "how many operations there are"),
    .init("batches", \.batches, 1...1_000_000, "how many batches"),
    .init("epochs", \.epochs, 1...1_000_000, "into how many epochs the batches fall"),
    .init("items", \.items, 1...100_000, "how many items the bank begins with"),
  ]

  private static let proposing: [WorldParameter] = [
    .init("wordings", \.wordings, 1...Grammar.wordingCount, "how many wordings an operation has"),
    .init("proposals", \.proposals, 1...1_000_000, "how often an operation is proposed, on average"),
    .init("arrival", \.arrival, 0...1, "share of the batches in which operations appear"),
    .init("modifies", \.modifies, 0...1, "share that changes an item; the rest adds one"),
    .init("deletes", \.deletes, 0...1, "share that deletes an item"),
  ]

  private static let worth: [WorldParameter] = [
    .init("harmful", \.harmful, 0...1, "share that harms"),
    .init("spurious", \.spurious, 0...1, "share that does nothing and looks good at first"),
    .init("scene-specific", \.sceneSpecific, 0...1, "share that helps in some scenes and harms in others"),
    .init("effect", \.effect, 0.01...50, "mean size of an effect, in points"),
    .init("lure", \.lure, 0...50, "points a spurious operation seems to bring at first"),
    .init("scenes", \.scenes, 1...100, "how many scenes there are"),
    .init("share", \.attackShare, 0...1, "share of the operations that --attack plants"),
  ]

  private static let drift: [WorldParameter] = [
    .init("level", \.level, 0...100, "the score of an ordinary batch"),
    .init("jitter", \.jitter, 0...50, "standard deviation of difficulty from batch to batch"),
    .init("wave", \.wave, 0...100, "how far difficulty swings up and down"),
    .init("period", \.period, 1...1_000_000, "batches from one crest of that wave to the next"),
    .init("trend", \.trend, -100...100, "points by which the last batch is harder"),
    .init("compression", \.compression, 0...1, "how much of an effect is lost at the ends of the range"),
  ]

  private static let scoring: [WorldParameter] = [
    .init("accuracy", \.accuracy, 0.501...1, "how often a delta has the sign of the effect"),
    .init("group", \.group, 1...10_000, "candidates in a scoring call"),
    .init("position-bias", \.positionBias, -50...50, "points that the last place in a call is favoured by"),
    .init("missing", \.missing, 0...1, "chance that a score is not there"),
    .init("repeats", \.repeats, 1...1_000, "how often each call is scored"),
    .init("pool", \.pool, 0...100_000, "operations that the recorded run scores again"),
    .init("tasks", \.tasks, 0...10_000, "task records in each batch"),
  ]

  /// Why there cannot be such a world; nil where there can.
  public var fault: WorldFault? {
    for parameter in World.parameters where !holds(parameter) {
      return .outside(
        name: parameter.name, seen: parameter.text(in: self), expected: parameter.expectation)
    }
    let classes = harmful + spurious + sceneSpecific
    // A hair's breadth for 0.1 + 0.2 + 0.7.
    if classes > 1 + 1e-9 {
      return .sharesExceedOne(["harmful", "spurious", "scene-specific"], sum: classes)
    }
    if modifies + deletes > 1 + 1e-9 {
      return .sharesExceedOne(["modifies", "deletes"], sum: modifies + deletes)
    }
    return (sceneSpecific > 0 || attack == .trigger) && scenes < 2 ? .oneSceneOnly : nil
  }

  private func holds(_ parameter: WorldParameter) -> Bool {
    switch parameter.value {
    case .count(let path, let range): range.contains(self[keyPath: path])
    case .number(let path, let range): range.contains(self[keyPath: path])
    }
  }

  /// The nearest world in which every parameter lies within its bounds.
  var bounded: World {
    var world = self
    for parameter in World.parameters {
      switch parameter.value {
      case .count(let path, let range):
        world[keyPath: path] = min(max(world[keyPath: path], range.lowerBound), range.upperBound)
      case .number(let path, let range):
        let value = world[keyPath: path]
        world[keyPath: path] =
          value.isNaN ? range.lowerBound : min(max(value, range.lowerBound), range.upperBound)
      }
    }
    return world
  }
}

/// A number as a person writes it: 5, not 5.0.
private func plain(_ number: Double) -> String {
  Int(exactly: number).map { "\($0)" } ?? "\(number)"
}

/// Why there cannot be such a world.
public enum WorldFault: Error, Equatable {
  case outside(name: String, seen: String, expected: String)
  case sharesExceedOne([String], sum: Double)
  /// Operations that depend on the scene, and nothing for them to depend on.
  case oneSceneOnly
}

extension WorldParameter {
  fileprivate init(
    _ name: String, _ path: WritableKeyPath<World, Int> & Sendable, _ range: ClosedRange<Int>,
    _ summary: String
  ) {
    self.init(name: name, value: .count(path, range), summary: summary)
  }

  fileprivate init(
    _ name: String, _ path: WritableKeyPath<World, Double> & Sendable, _ range: ClosedRange<Double>,
    _ summary: String
  ) {
    self.init(name: name, value: .number(path, range), summary: summary)
  }
}
