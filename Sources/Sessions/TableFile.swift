import Analyses
import Answers
import Columns
import Files
import Language
import Query
import Studies
import Tables
import Views

/// A file that a table is written to, in the form that its name or a flag gives it; `-` is the answer itself.
package struct TableFile {
  package static let answer = "-"
  let path: String
  package let form: TableForm

  /// Refuses to replace what was read in, and forms that there are not.
  package init(_ path: String, form: String?, in study: Study) throws {
    if path != TableFile.answer { try study.refuseToReplaceInput(path) }
    (self.path, self.form) = (path, try TableForm(form, for: path))
  }

  /// Says what was written, or shows it.
  package func write(_ table: Table) throws -> Answer {
    try write(form.render(table), rows: table.rows.count)
  }

  /// The same of a table of the study, of which no more is held at a time than a piece.
  package func write(_ table: StudyTable, _ analysis: Analysis, at step: Int?) throws -> Answer {
    guard path != TableFile.answer, var pieces = TablePieces(form, table.schema.name, table.shownColumns)
    else {
      return try write(try table.table(analysis, at: step))
    }
    try makeParentFolder(of: path)
    var rows = 0
    try writeAtomically(to: path) { write in
      try table.forEachRow(analysis, at: step) { row in
        pieces.append(row)
        rows += 1
        if let piece = pieces.takeIfLarge() { try write(piece) }
      }
      try write(pieces.finish())
    }
    return .said("\(path)   \(counted(rows, "row"))")
  }

  package func write(_ text: String, rows: Int) throws -> Answer {
    path == TableFile.answer ? Answer([.text(text)]) : .said(try file(text, rows: rows))
  }

  private func file(_ text: String, rows: Int) throws -> String {
    try makeParentFolder(of: path)
    try writeAtomically(Array(text.utf8), to: path)
    return "\(path)   \(counted(rows, "row"))"
  }
}
