import Answers
import Files
import Language
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

  package func write(_ text: String, rows: Int) throws -> Answer {
    path == TableFile.answer ? Answer([.text(text)]) : .said(try file(text, rows: rows))
  }

  private func file(_ text: String, rows: Int) throws -> String {
    try makeParentFolder(of: path)
    try writeAtomically(Array(text.utf8), to: path)
    return "\(path)   \(counted(rows, "row"))"
  }
}
