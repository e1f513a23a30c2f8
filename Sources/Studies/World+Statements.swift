import Language
import Simulating
import Tables

extension World {
  /// A parameter as a statement gives it; `name` is how the statement calls it.
  package mutating func set(_ parameter: WorldParameter, to text: String, named name: String) throws {
    let bad = StatementFault.badValue(name: name, seen: text, expected: parameter.expectation)
    switch parameter.value {
    case .count(let path, _):
      guard let count = Int(text) else { throw bad }
      self[keyPath: path] = count
    case .number(let path, _):
      guard let number = decimal(text) else { throw bad }
      self[keyPath: path] = number
    }
  }
}

extension OutcomeWorld {
  package mutating func set(_ parameter: OutcomeParameter, to text: String, named name: String) throws {
    let bad = StatementFault.badValue(name: name, seen: text, expected: parameter.expectation)
    switch parameter.value {
    case .count(let path, _):
      guard let count = Int(text) else { throw bad }
      self[keyPath: path] = count
    case .number(let path, _):
      guard let number = decimal(text) else { throw bad }
      self[keyPath: path] = number
    }
  }
}

extension WorldFault {
  /// As a fault of the statement that gave the parameters; `prefix` stands there before their names.
  package func ofStatement(prefix: String) -> any Error {
    switch self {
    case .outside(let name, let seen, let expected):
      StatementFault.badValue(name: prefix + name, seen: seen, expected: expected)
    case .sharesExceedOne(let names, let sum):
      StudyFault.sharesExceedOne(flags: names.map { prefix + $0 }, sum: fixed(sum, places: 2))
    case .oneSceneOnly: StudyFault.oneSceneOnly
    }
  }
}
