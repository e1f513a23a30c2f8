import Analyses
import Identity
import Language
import Studies
import TraceLogs
import Views

extension Turn {
  /// An operation as people call it, or a fingerprint of another log, which is kept for it.
  package mutating func decidedName(_ text: String) throws -> OperationName {
    if let name = OperationName(text) {
      if study.log == nil { return name }
      if try analysis.operations().matches(name).isEmpty {
        warnings.append("no wording of this log is \(name); the decision is kept for logs that have it")
        return name
      }
    }
    let analysis = self.analysis
    return try analysis.name(of: try analysis.operation(named: text))
  }
}

extension Turn {
  /// The two wordings of a row of the last `merges` table.
  package func row(_ text: String) throws -> MergeRow {
    guard !lastMergeRows.isEmpty else { throw SessionFault.noMergesShown }
    guard let number = Int(text) else {
      throw StatementFault.badValue(name: "ROW", seen: text, expected: "the number of a row")
    }
    guard number >= 1, number <= lastMergeRows.count else {
      throw SessionFault.noSuchRow(number, rows: lastMergeRows.count)
    }
    return lastMergeRows[number - 1]
  }
}
