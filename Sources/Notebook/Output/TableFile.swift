import Files
import Tables

/// A file that a table is written to, and the form that its name or a flag gives it.
struct TableFile {
  static let forms = ["csv", "json", "jsonl", "md", "tex"]

  let path: String
  let form: String

  /// Refuses to replace what was read in, and forms that there are not.
  init(_ path: String, form: String?, for turn: Turn) throws {
    try turn.study.refuseToReplaceInput(path)
    (self.path, self.form) = (path, form ?? TableFile.ending(of: path))
    guard TableFile.forms.contains(self.form) else { throw unknownForm }
  }

  var unknownForm: StatementFault {
    .unknownFormat(path: path, known: TableFile.forms.map { ".\($0)" })
  }

  /// Says what was written.
  func write(_ table: Table) throws -> String { try write(render(table), rows: table.rows.count) }

  func write(_ text: String, rows: Int) throws -> String {
    try makeParentFolder(of: path)
    try writeAtomically(Array(text.utf8), to: path)
    return "\(path)   \(counted(rows, "row"))"
  }

  private func render(_ table: Table) -> String {
    switch form {
    case "csv": CSVRenderer().render(table)
    case "json": JSONRenderer().render(table) + "\n"
    case "jsonl": JSONRenderer().renderLines(table)
    case "tex": LaTeXRenderer().render(table)
    default: MarkdownRenderer().render(table)
    }
  }

  static func ending(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last.map {
      $0.lowercased()
    } ?? ""
  }
}
