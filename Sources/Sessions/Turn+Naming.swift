import Analyses
import Basics
import Identity
import Language
import TraceLogs

extension Turn {
  /// The same, nil with a warning where a fingerprint is of another log: a replay goes on without it.
  package mutating func presentUnit(word index: Int, of call: inout Call) throws -> Int? {
    if let name = OperationName(call.words[index]), try analysis.operations().matches(name).isEmpty {
      warnings.append("no wording of this log is \(name)")
      return nil
    }
    return try unit(word: index, of: &call)
  }

  /// The units that the words of `call` from `first` on name, each once.
  package mutating func presentUnits(of call: Call, from first: Int) throws -> [Int] {
    var (call, units): (Call, [Int]) = (call, [])
    for index in call.words.indices.dropFirst(first) {
      guard let unit = try presentUnit(word: index, of: &call), !units.contains(unit) else { continue }
      units.append(unit)
    }
    return units
  }

  /// Resolves a word to a unit, and records the word as the fingerprint that names the same on every log.
  package mutating func unit(word index: Int, of call: inout Call) throws -> Int {
    let analysis = self.analysis
    let operation = try analysis.operation(named: call.words[index])
    call.record(word: index, as: try analysis.name(of: operation).description)
    recorded = call.canonical
    return Int(try analysis.units().unitOf[operation])
  }

  /// The same for an operation.
  package mutating func presentOperation(word index: Int, of call: inout Call) throws -> Int? {
    let analysis = self.analysis
    if let name = OperationName(call.words[index]), try analysis.operations().matches(name).isEmpty {
      warnings.append("no wording of this log is \(name)")
      return nil
    }
    let operation = try analysis.operation(named: call.words[index])
    call.record(word: index, as: try analysis.name(of: operation).description)
    recorded = call.canonical
    return operation
  }
}
