import Tables

/// A table on its way to a file, row by row: no more of it is held than somebody has taken yet.
package struct TablePieces {
  private let form: TableForm
  private let keys: [String]
  private var text: String
  private var count = 0

  /// Nil for a form that must know all rows before it writes the first.
  package init?(_ form: TableForm, _ name: String, _ columns: [Column]) {
    self.form = form
    keys = JSONRenderer().keys(columns)
    switch form {
    case .csv: text = CSVRenderer().head(columns)
    case .tsv: text = CSVRenderer(separator: .tab).head(columns)
    case .json: text = JSONRenderer().head(name, columns)
    case .jsonl: text = ""
    case .md: text = MarkdownRenderer().head(columns)
    case .tex: return nil
    }
  }

  package mutating func append(_ row: [Cell]) {
    switch form {
    case .csv: CSVRenderer().append(row, to: &text)
    case .tsv: CSVRenderer(separator: .tab).append(row, to: &text)
    case .json: JSONRenderer().append(row, isFirst: count == 0, to: &text)
    case .jsonl: JSONRenderer().appendLine(row, keys, to: &text)
    case .md, .tex: text += MarkdownRenderer().row(row)
    }
    count += 1
  }

  /// What has come together, once it is worth a write.
  package mutating func takeIfLarge() -> [UInt8]? { text.utf8.count < 256 << 10 ? nil : take() }

  /// The rest, after the last row.
  package mutating func finish() -> [UInt8] {
    if form == .json { text += JSONRenderer.tail + "\n" }
    return take()
  }

  private mutating func take() -> [UInt8] {
    defer { text = "" }
    return Array(text.utf8)
  }
}
