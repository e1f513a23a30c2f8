import Analyses
import Answers
import Basics
import Identity
import Language
import Studies
import TraceLogs

/// Decisions of a file on their way into a study: all of them or none.
package struct DecisionImport {
  private let file: DecisionFile
  private let path: String

  package init(_ file: DecisionFile, _ path: String) {
    self.file = file
    self.path = path
  }

  package func apply(_ turn: inout Turn) throws -> Answer {
    let before = turn.analysis
    for (index, record) in file.records.enumerated() {
      if index % 256 == 0 { try turn.pulse.beat("importing", index, file.records.count) }
      do {
        try turn.study.decisions.add(record.decision)
      } catch {
        throw SessionFault.decisionRefused(place: record.place, error)
      }
      turn.study.decidedTexts.merge(record.texts) { _, new in new }
    }
    let added = turn.study.decisions.count - before.study.decisions.count
    let count = counted(file.records.count, "decision")
    guard turn.study != before.study else {
      return .said("\(path)   \(count), all of which stand already; nothing was changed")
    }
    let input = Input(path: path, sha256: file.sha256)
    if !turn.study.inputs.contains(input) { turn.study.inputs.append(input) }
    var lines = ["\(path)   \(count), \(added) new"]
    if let absent = try turn.analysis.absentDecisions() { lines.append(absent) }
    if turn.study.log != nil {
      lines += try movement(from: before, to: turn.analysis)
    }
    return Answer(lines.map(Answer.Block.said))
  }
}

extension Turn {
  /// The name of an operation that may be of another log; nobody is told.
  package func decidedOperation(_ text: String) throws -> OperationName {
    if let name = OperationName(text) {
      guard study.log != nil, try !analysis.operations().matches(name).isEmpty else { return name }
    }
    return try analysis.name(of: try analysis.operation(named: text))
  }
}
